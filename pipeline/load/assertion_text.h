/*
 * assertion_text.h - assertions in one cell of a table, as promptfoo's column `__expected` has
 * them.
 *
 *     icontains: space          {"type": "icontains", "value": "space"}
 *     not-contains-any: a, b    {"type": "not-contains-any", "value": "a, b"}
 *     levenshtein(3): Alien     {"type": "levenshtein", "value": "Alien", "threshold": 3}
 *     is-json                   {"type": "is-json"}
 *     anything else             {"type": "equals", "value": "anything else"}
 */
#ifndef LOAD_ASSERTION_TEXT_H
#define LOAD_ASSERTION_TEXT_H

#include "base/str.h"

/*
 * Appends the assertion as a JSON object for assertion_read(). `cell` is valid UTF-8 without white
 * space at its ends. A type of promptfoo's that is none of ours ("llm-rubric: …") is written as
 * such, so that it is rejected and not compared as a text.
 */
void assertion_text_write(struct str cell, struct strbuf *out);

#endif
