/* gold_fields.h - where a file of another shape keeps the parts of a gold case. */
#ifndef LOAD_GOLD_FIELDS_H
#define LOAD_GOLD_FIELDS_H

#include "base/arena.h"
#include "base/json_reader.h"
#include "base/str.h"

/*
 * Dotted paths into a record, "item.messages.0.content": names of fields, and numbers of elements
 * from 0. In CSV the name of a column. "" leaves it to the names that known tools use.
 */
struct gold_fields {
    struct str query;
    struct str expected;
    struct str id;
    struct str tags;
};

/* The value at that path; a missing value when there is none. */
struct json_reader_value gold_fields_at(struct json_reader_value object, struct str path,
                                        struct arena *scratch);

#endif
