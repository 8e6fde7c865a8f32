/*
 * yaml_fields.h - the fields of a map, each of its kind, and no others.
 *
 * A field that is missing or null leaves `*out` what it was. Errors: ERROR_INPUT at the field.
 */
#ifndef LOAD_YAML_FIELDS_H
#define LOAD_YAML_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "load/yaml_tree.h"

/*
 * `map` is a map without other keys than `names`, which end with NULL. `what` is what a message
 * calls the map: "a prompt".
 */
bool yaml_fields_check(const struct yaml_tree *map, const char *what, const char *const *names,
                       struct error *err);

/* NULL, and true, when it is missing or null. */
bool yaml_fields_get(const struct yaml_tree *map, const char *name, enum yaml_tree_kind kind,
                     const struct yaml_tree **out, struct error *err);

bool yaml_fields_text(const struct yaml_tree *map, const char *name, struct str *out,
                      struct error *err);

/* The same, there and not empty. */
bool yaml_fields_need_text(const struct yaml_tree *map, const char *name, struct str *out,
                           struct error *err);

/* From `min` to `max`. */
bool yaml_fields_number(const struct yaml_tree *map, const char *name, double min, double max,
                        double *out, struct error *err);
/* Without a fraction; `*given` (may be NULL) says whether it is there. */
bool yaml_fields_integer(const struct yaml_tree *map, const char *name, int64_t min, int64_t max,
                         int64_t *out, bool *given, struct error *err);

/* A text that is one of `words`, which end with NULL; `*out` becomes its position. */
bool yaml_fields_word(const struct yaml_tree *map, const char *name, const char *const *words,
                      size_t *out, struct error *err);

/* [a-z0-9_-]+ of at most 64 bytes, and there: the name of a prompt or rubric. */
bool yaml_fields_name(const struct yaml_tree *map, struct str *out, struct error *err);

#endif
