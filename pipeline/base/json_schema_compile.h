/* json_schema_compile.h - from a schema as JSON to the nodes that json_schema.c walks. */
#ifndef BASE_JSON_SCHEMA_COMPILE_H
#define BASE_JSON_SCHEMA_COMPILE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/json_reader.h"
#include "base/json_schema_node.h"

/*
 * Compiles the schema `root` into `tree`, whose arena is set. A $ref is the node that it leads to,
 * so that nodes may form a circle. On an error, the patterns opened so far are in the tree all the
 * same. Errors: ERROR_INPUT at `at`, with keyword and JSON pointer.
 */
bool json_schema_compile(struct json_schema_tree *tree, struct json_reader_value root, struct at at,
                         struct error *err);

#endif
