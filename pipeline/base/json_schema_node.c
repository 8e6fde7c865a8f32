#include "base/json_schema_node.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/json_compact.h"

#define CONSTANT_MAX ((size_t)1 << 20) /* bytes of a constant as text */

struct json_schema_node *json_schema_node_new(struct arena *arena)
{
    struct json_schema_node *node = ARENA_NEW(arena, struct json_schema_node);
    node->minimum = node->maximum = node->exclusive_minimum = node->exclusive_maximum = NAN;
    node->multiple_of = NAN;
    node->max_length = node->max_items = node->max_properties = SIZE_MAX;
    return node;
}

/* In the order of their bits. */
static const char *const TYPES[] = {"null",   "boolean", "object", "array",
                                    "number", "string",  "integer"};

unsigned json_schema_node_type(struct str name)
{
    for (unsigned i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++)
        if (str_equal(name, str_from(TYPES[i])))
            return 1U << i;
    return 0;
}

struct str json_schema_node_type_names(unsigned types, struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, 128);
    for (unsigned i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++)
        if ((types & (1U << i)) != 0)
            strbuf_addf(&out, "%s%s", out.size == 0 ? "" : " or ", TYPES[i]);
    return strbuf_str(&out);
}

struct json_schema_constant json_schema_node_constant(struct json_reader_value value,
                                                      struct arena *arena)
{
    struct json_schema_constant constant = {0};
    constant.is_text = json_reader_string(value, &constant.text);
    constant.text = constant.is_text ? str_copy(arena, constant.text)
                                     : json_compact(value, CONSTANT_MAX, arena);
    return constant;
}

/*
 * Each of the following reads one keyword into the node; NULL when that went well, otherwise what
 * is wrong with its value.
 */

static const char *read_types(struct json_reader_value value, struct json_schema_node *node)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    struct str name = STR_NONE;
    if (json_reader_string(value, &name))
        node->types = json_schema_node_type(name);
    while (json_reader_walk(value, &cursor, NULL, &item)) {
        unsigned type = json_reader_string(item, &name) ? json_schema_node_type(name) : 0;
        if (type == 0)
            return "has something that is no type";
        node->types |= type;
    }
    return node->types != 0 ? NULL : "is no type";
}

static const char *read_constants(struct json_schema_tree *tree, struct json_reader_value value,
                                  struct json_schema_node *node)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    if (json_reader_type(value) != JSON_READER_ARRAY)
        return "is not a list";
    node->enumerated = true;
    while (json_reader_walk(value, &cursor, NULL, &item))
        *ARENA_PUSH(tree->arena, &node->constants) = json_schema_node_constant(item, tree->arena);
    return NULL;
}

static const char *read_required(struct json_schema_tree *tree, struct json_reader_value value,
                                 struct json_schema_node *node)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    struct str name;
    if (json_reader_type(value) != JSON_READER_ARRAY)
        return "is not a list of names";
    while (json_reader_walk(value, &cursor, NULL, &item)) {
        if (!json_reader_string(item, &name))
            return "is not a list of names";
        *ARENA_PUSH(tree->arena, &node->required) = str_copy(tree->arena, name);
    }
    return NULL;
}

static const char *read_pattern(struct json_schema_tree *tree, struct json_reader_value value,
                                struct json_schema_node *node)
{
    struct str text;
    struct error err;
    if (!json_reader_string(value, &text))
        return "is no text";
    if (!pattern_open(text, PATTERN_UTF, AT_NOWHERE, &node->pattern, &err))
        return arena_printf(tree->arena, "is no %s", err.text);
    *ARENA_PUSH(tree->arena, &tree->patterns) = node->pattern;
    node->pattern_text = str_copy(tree->arena, text);
    return NULL;
}

struct number_keyword {
    const char *name;
    size_t offset; /* of its field in the node */
};

static const struct number_keyword NUMBERS[] = {
    {"minimum", offsetof(struct json_schema_node, minimum)},
    {"maximum", offsetof(struct json_schema_node, maximum)},
    {"exclusiveMinimum", offsetof(struct json_schema_node, exclusive_minimum)},
    {"exclusiveMaximum", offsetof(struct json_schema_node, exclusive_maximum)},
    {"multipleOf", offsetof(struct json_schema_node, multiple_of)},
};

static const struct number_keyword COUNTS[] = {
    {"minLength", offsetof(struct json_schema_node, min_length)},
    {"maxLength", offsetof(struct json_schema_node, max_length)},
    {"minItems", offsetof(struct json_schema_node, min_items)},
    {"maxItems", offsetof(struct json_schema_node, max_items)},
    {"minProperties", offsetof(struct json_schema_node, min_properties)},
    {"maxProperties", offsetof(struct json_schema_node, max_properties)},
};

/* The row of a keyword, or NULL. */
static const struct number_keyword *row_of(const struct number_keyword *rows, size_t count,
                                           struct str keyword)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(keyword, str_from(rows[i].name)))
            return &rows[i];
    return NULL;
}

static const char *read_number(const struct number_keyword *row, struct json_reader_value value,
                               struct json_schema_node *node)
{
    double number;
    if (!json_reader_number(value, &number))
        return "is no number";
    memcpy((char *)node + row->offset, &number, sizeof number);
    return node->multiple_of <= 0 ? "is not above 0" : NULL;
}

static const char *read_count(const struct number_keyword *row, struct json_reader_value value,
                              struct json_schema_node *node)
{
    double number;
    if (!json_reader_number(value, &number) || number < 0 || number != floor(number) ||
        number > 1e15)
        return "is no count";
    const size_t whole = (size_t)number;
    memcpy((char *)node + row->offset, &whole, sizeof whole);
    return NULL;
}

static const char *read_const(struct json_schema_tree *tree, struct json_reader_value value,
                              struct json_schema_node *node)
{
    node->enumerated = true;
    *ARENA_PUSH(tree->arena, &node->constants) = json_schema_node_constant(value, tree->arena);
    return NULL;
}

bool json_schema_node_read(struct json_schema_tree *tree, struct str keyword,
                           struct json_reader_value value, struct json_schema_node *node,
                           const char **wrong)
{
    const struct number_keyword *number =
        row_of(NUMBERS, sizeof NUMBERS / sizeof NUMBERS[0], keyword);
    const struct number_keyword *count = row_of(COUNTS, sizeof COUNTS / sizeof COUNTS[0], keyword);
    if (str_equal(keyword, STR("type")))
        *wrong = read_types(value, node);
    else if (str_equal(keyword, STR("enum")))
        *wrong = read_constants(tree, value, node);
    else if (str_equal(keyword, STR("const")))
        *wrong = read_const(tree, value, node);
    else if (str_equal(keyword, STR("required")))
        *wrong = read_required(tree, value, node);
    else if (str_equal(keyword, STR("pattern")))
        *wrong = read_pattern(tree, value, node);
    else if (str_equal(keyword, STR("uniqueItems")))
        *wrong = json_reader_bool(value, &node->unique_items) ? NULL : "is neither true nor false";
    else if (number != NULL)
        *wrong = read_number(number, value, node);
    else if (count != NULL)
        *wrong = read_count(count, value, node);
    else
        return false;
    return true;
}
