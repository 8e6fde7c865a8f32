/* assertion_value.h - what an assertion compares with: the field `value`, by type. */
#ifndef LOAD_ASSERTION_VALUE_H
#define LOAD_ASSERTION_VALUE_H

#include <stdbool.h>

#include "base/json_reader.h"
#include "load/loader.h"
#include "model/assertion.h"

#define ASSERTION_VALUE_MAX ((size_t)8 << 20) /* bytes of an assertion as JSON */

/* What is at hand while one record's assertions are made. */
struct assertion_maker {
    struct loader *loader;
    struct input *input;
    struct at at;
};

/* False: rejects the record for what is wrong with an assertion of this type. */
#define ASSERTION_REFUSE(maker, type, format, ...)                                                 \
    input_reject((maker)->input, (maker)->at, "assertion %s: " format, assertion_type_name(type),  \
                 __VA_ARGS__)

/*
 * Sets `texts`, `json`, `min` and `max` of an assertion whose type is known. A regular expression
 * and a schema are compiled to see that they can be. False: the record is rejected.
 */
bool assertion_value_read(const struct assertion_maker *maker, struct json_reader_value value,
                          struct assertion *out);

#endif
