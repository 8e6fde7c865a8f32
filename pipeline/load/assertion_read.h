/*
 * assertion_read.h - assertions as they are written, checked and made ready.
 *
 * One assertion is a JSON object as promptfoo writes it:
 *
 *     {"type": "not-icontains", "value": "sorry", "weight": 2, "threshold": 0.5, "metric": "tone"}
 *
 * and a set {"type": "assert-set", "assert": […], "threshold": 0.5}. `value` is a text, a list of
 * texts, a count or {"min": 3, "max": 9}, or a JSON Schema, as the type asks for; `n` is the length
 * of the n-grams of rouge-n.
 */
#ifndef LOAD_ASSERTION_READ_H
#define LOAD_ASSERTION_READ_H

#include <stdbool.h>

#include "base/str.h"
#include "load/loader.h"
#include "model/assertion.h"

/*
 * Appends the assertions in `json`, which is one object or a list of them, and masks personal
 * data in it first. What is kept is copied into loader->arena. A field that no assertion has is
 * noted. False: the record is rejected, with the reason, and `out` is untouched. Needs the loader's
 * redactor.
 */
bool assertion_read(struct loader *loader, struct input *input, struct at at, struct str json,
                    struct assertion_list *out);

#endif
