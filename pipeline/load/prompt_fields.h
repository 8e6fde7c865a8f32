/* prompt_fields.h - private to load/: what a prompt's YAML says, checked field by field. */
#ifndef LOAD_PROMPT_FIELDS_H
#define LOAD_PROMPT_FIELDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "load/yaml_tree.h"
#include "model/prompt.h"

/* All of `out`, name and version included. Errors: those of prompt_file.h. */
bool prompt_fields_read(const struct yaml_tree *root, struct arena *arena, struct prompt *out,
                        struct error *err);

#endif
