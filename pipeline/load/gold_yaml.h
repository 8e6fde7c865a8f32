/* gold_yaml.h - gold cases from YAML, as promptfoo's configurations and tests are written. */
#ifndef LOAD_GOLD_YAML_H
#define LOAD_GOLD_YAML_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "load/gold_collect.h"

/* Whether a text begins as YAML does: with a list, a key, or the marks of a document. */
bool gold_yaml_begins(struct str text);

/*
 * Reads a document: a list of cases, or a map that has one under one of `lists` (up to a NULL). A
 * case is what it would be in JSON. Errors: those of yaml_tree.h; ERROR_INPUT without a list.
 */
bool gold_yaml_read(struct gold_collect *collect, struct str text, const char *const *lists,
                    struct input *input, struct error *err);

#endif
