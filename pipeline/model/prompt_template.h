/*
 * prompt_template.h - the language of prompts: text with {{variables}} in it.
 *
 *     template = { text | "{{" [spaces] name [spaces] "}}" | "\{{" }
 *     name     = letter { letter | digit | "_" }        of a-z and 0-9
 *
 * "\{{" stands for "{{" itself; "}}" alone is text, for JSON is full of it.
 */
#ifndef MODEL_PROMPT_TEMPLATE_H
#define MODEL_PROMPT_TEMPLATE_H

#include <stdbool.h>

#include "base/str.h"

enum prompt_template_kind {
    PROMPT_TEMPLATE_END,
    PROMPT_TEMPLATE_TEXT,
    PROMPT_TEMPLATE_VARIABLE,
    PROMPT_TEMPLATE_UNCLOSED, /* "{{" without "}}" behind it on its line */
    PROMPT_TEMPLATE_NO_NAME,  /* something else than a name between "{{" and "}}" */
};

/* `text` is a view into the template: the text, the variable's name, or what is wrong. */
struct prompt_template_part {
    enum prompt_template_kind kind;
    struct str text;
};

/* The part at the beginning of `*rest`, which is cut off; at an error nothing is. */
struct prompt_template_part prompt_template_next(struct str *rest);

/* A name as above. */
bool prompt_template_is_name(struct str text);

#endif
