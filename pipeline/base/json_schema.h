/*
 * json_schema.h - does a JSON value have the shape that a JSON Schema asks for?
 *
 * The part of draft 7 that answers of models need: type, enum, const, minimum, maximum,
 * exclusiveMinimum, exclusiveMaximum, multipleOf, minLength, maxLength, pattern, items,
 * additionalItems, minItems, maxItems, uniqueItems, properties, required, additionalProperties,
 * minProperties, maxProperties, allOf, anyOf, oneOf, not, $ref into the same document, and schemas
 * that are true or false. What else asserts something (patternProperties, if, dependencies, …)
 * is refused, so that no schema passes for a keyword that nobody checked; what only describes
 * (title, default, …) is ignored, and so is format, which json_schema_unchecked() tells.
 */
#ifndef BASE_JSON_SCHEMA_H
#define BASE_JSON_SCHEMA_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json_reader.h"
#include "base/str.h"

struct json_schema;

/* The first thing that is wrong with a value. */
struct json_schema_fault {
    struct str path;   /* a JSON pointer (RFC 6901) into the value; "" is the whole of it */
    struct str reason; /* "3 is below the minimum 5" */
};

/*
 * Compiles a schema; it keeps nothing of `text`. It holds working memory: one schema per thread.
 * Errors: ERROR_INPUT at `at`, with the JSON pointer of what is wrong in the schema.
 */
bool json_schema_open(struct str text, struct at at, struct json_schema **out, struct error *err);
void json_schema_close(struct json_schema *schema); /* NULL is nothing */

/*
 * True when the value is valid; otherwise the first fault, its texts in `arena`. Checked are, in
 * this order: type, enum, const; what belongs to the value's type (of an object required, then its
 * members in the order of the text); then allOf, anyOf, oneOf, not. Numbers are doubles. A schema
 * that goes round in circles, or a pattern, that takes too many steps is a fault.
 */
bool json_schema_valid(const struct json_schema *schema, struct json_reader_value value,
                       struct arena *arena, struct json_schema_fault *fault);

/* A keyword of the schema that is not checked, such as "format"; "" when all are. */
struct str json_schema_unchecked(const struct json_schema *schema);

#endif
