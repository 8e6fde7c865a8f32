/* json_schema_node.h - a compiled JSON Schema as json_schema.c walks it. */
#ifndef BASE_JSON_SCHEMA_NODE_H
#define BASE_JSON_SCHEMA_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/json_reader.h"
#include "base/pattern.h"
#include "base/str.h"

/* The types of the standard as bits. */
enum json_schema_type {
    JSON_SCHEMA_NULL = 1 << 0,
    JSON_SCHEMA_BOOLEAN = 1 << 1,
    JSON_SCHEMA_OBJECT = 1 << 2,
    JSON_SCHEMA_ARRAY = 1 << 3,
    JSON_SCHEMA_NUMBER = 1 << 4,
    JSON_SCHEMA_STRING = 1 << 5,
    JSON_SCHEMA_INTEGER = 1 << 6, /* a number without a fraction */
};

/* A value to be equal to: texts are compared as texts, all else by json_compact(). */
struct json_schema_constant {
    bool is_text;
    struct str text;
};

struct json_schema_node;

struct json_schema_nodes {
    struct json_schema_node **items;
    size_t count;
    size_t capacity;
};

struct json_schema_property {
    struct str name;
    const struct json_schema_node *node;
};

/* All zero, with the numbers NAN and the largest counts SIZE_MAX, is the schema of anything. */
struct json_schema_node {
    bool never;                         /* the schema `false` */
    const struct json_schema_node *ref; /* $ref; in draft 7 its neighbours do not count */
    unsigned types;                     /* 0: any */
    struct json_schema_constants {
        struct json_schema_constant *items;
        size_t count;
        size_t capacity;
    } constants;
    bool enumerated; /* enum or const is there, if need be with no constant */
    double minimum;
    double maximum;
    double exclusive_minimum;
    double exclusive_maximum;
    double multiple_of;
    size_t min_length; /* code points */
    size_t max_length;
    size_t min_items;
    size_t max_items;
    size_t min_properties;
    size_t max_properties;
    bool unique_items;
    struct pattern *pattern;
    struct str pattern_text;
    struct json_schema_nodes items;             /* of the first elements, one each */
    const struct json_schema_node *other_items; /* of those behind them, when there are some */
    const struct json_schema_node *all_items;   /* of every element */
    struct json_schema_properties {
        struct json_schema_property *items;
        size_t count;
        size_t capacity;
    } properties;
    const struct json_schema_node *other_properties;
    struct json_schema_names {
        struct str *items;
        size_t count;
        size_t capacity;
    } required;
    struct json_schema_nodes all_of;
    struct json_schema_nodes any_of;
    struct json_schema_nodes one_of;
    const struct json_schema_node *not_this;
};

/* What compiling leaves behind. */
struct json_schema_tree {
    struct arena *arena; /* of everything below */
    const struct json_schema_node *root;
    struct json_schema_patterns {
        struct pattern **items; /* to be closed */
        size_t count;
        size_t capacity;
    } patterns;
    struct str unchecked; /* the first keyword that is ignored but asks for something */
};

/* The schema of anything. */
struct json_schema_node *json_schema_node_new(struct arena *arena);

/*
 * Reads a keyword whose value is no schema: type, enum, const, required, pattern, uniqueItems and
 * those of numbers and counts. False: it is none of them. `*wrong` is what is wrong with the value
 * ("is no count"), or NULL.
 */
bool json_schema_node_read(struct json_schema_tree *tree, struct str keyword,
                           struct json_reader_value value, struct json_schema_node *node,
                           const char **wrong);

/* "object", "integer" as a bit, or 0. */
unsigned json_schema_node_type(struct str name);

/* "object or null" */
struct str json_schema_node_type_names(unsigned types, struct arena *arena);

/* A value as a constant, its text in `arena`. */
struct json_schema_constant json_schema_node_constant(struct json_reader_value value,
                                                      struct arena *arena);

#endif
