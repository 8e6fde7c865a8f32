/* prompt_fields.h - private to load/: what a prompt's YAML says, checked field by field. */
#ifndef LOAD_PROMPT_FIELDS_H
#define LOAD_PROMPT_FIELDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "load/yaml_tree.h"
#include "model/prompt.h"

/* Who has the fields of a prompt: what messages call it, and the fields that it may have. */
struct prompt_fields_owner {
    const char *what;         /* "a prompt" */
    const char *const *names; /* up to NULL */
};

/* The fields of a prompt, for owners that have more. */
#define PROMPT_FIELDS_NAMES                                                                        \
    "name", "note", "system", "template", "variables", "examples", "settings"

extern const struct prompt_fields_owner prompt_fields_alone;

/* All of `out`, name and version included. Errors: those of prompt_file.h. */
bool prompt_fields_read(const struct yaml_tree *root, const struct prompt_fields_owner *owner,
                        struct arena *arena, struct prompt *out, struct error *err);

#endif
