#include "base/json_schema.h"

#include <math.h>

#include "base/json_compact.h"
#include "base/json_schema_compile.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/unicode.h"

#define TREE_MAX ((size_t)256 << 20)  /* bytes of a compiled schema */
#define POINTER_MAX ((size_t)4 << 10) /* bytes of a path that is shown */
#define VALUE_MAX ((size_t)16 << 20)  /* bytes of a value as text, for comparing */
#define STEPS_MAX 1000000             /* schemas that are tried on one value and what is in it */
#define DEPTH_MAX 2000                /* of them within each other */
#define SHOWN_MAX 60                  /* bytes of a text in a reason */

struct json_schema {
    struct json_schema_tree tree;
};

/* From a value to the one around it: what a path is made of. */
struct step {
    const struct step *outer; /* NULL: the whole document */
    struct str key;           /* data NULL: `index` */
    size_t index;
};

/* What is at hand while a value is checked. */
struct check {
    struct arena *arena;
    struct json_schema_fault *fault;
    size_t quiet; /* > 0: a branch is tried, whose faults nobody is told */
    size_t steps;
    size_t depth;
    bool given_up;
};

static bool valid(struct check *check, const struct json_schema_node *node,
                  struct json_reader_value value, const struct step *place);

/* ── telling ── */

static void add_step(struct strbuf *out, const struct step *step)
{
    if (step == NULL)
        return;
    add_step(out, step->outer);
    strbuf_add_char(out, '/');
    if (step->key.data == NULL)
        strbuf_addf(out, "%zu", step->index);
    for (size_t i = 0; i < step->key.size; i++) {
        char c = step->key.data[i];
        if (c == '~' || c == '/')
            strbuf_add(out, c == '~' ? STR("~0") : STR("~1"));
        else
            strbuf_add_char(out, c);
    }
}

#define FAIL(check, place, ...)                                                                    \
    ((check)->quiet == 0 &&                                                                        \
     tell((check), (place), str_from(arena_printf((check)->arena, __VA_ARGS__))))

/* Always false. */
static bool tell(struct check *check, const struct step *place, struct str reason)
{
    struct strbuf path = strbuf_init(check->arena, POINTER_MAX);
    add_step(&path, place);
    *check->fault = (struct json_schema_fault){strbuf_str(&path), reason};
    return false;
}

static struct str shown(struct check *check, struct json_reader_value value)
{
    return str_cut(json_compact(value, VALUE_MAX, check->arena), SHOWN_MAX);
}

/* ── one value ── */

static unsigned types_of(struct json_reader_value value)
{
    double number = 0;
    switch (json_reader_type(value)) {
    case JSON_READER_BOOL:
        return JSON_SCHEMA_BOOLEAN;
    case JSON_READER_NUMBER:
        json_reader_number(value, &number);
        return JSON_SCHEMA_NUMBER | (number == floor(number) ? JSON_SCHEMA_INTEGER : 0);
    case JSON_READER_STRING:
        return JSON_SCHEMA_STRING;
    case JSON_READER_ARRAY:
        return JSON_SCHEMA_ARRAY;
    case JSON_READER_OBJECT:
        return JSON_SCHEMA_OBJECT;
    default:
        return JSON_SCHEMA_NULL;
    }
}

static bool is_constant(struct check *check, const struct json_schema_node *node,
                        struct json_reader_value value)
{
    struct str text;
    bool is_text = json_reader_string(value, &text);
    if (!is_text)
        text = json_compact(value, VALUE_MAX, check->arena);
    for (size_t i = 0; i < node->constants.count; i++) {
        const struct json_schema_constant *constant = &node->constants.items[i];
        if (constant->is_text == is_text && str_equal(constant->text, text))
            return true;
    }
    return false;
}

static bool is_multiple(double number, double of)
{
    double times = number / of;
    bool whole = of == floor(of) || !isfinite(times); /* 0.3 is a multiple of 0.1 all the same */
    return fmod(number, of) == 0 || (!whole && times == floor(times));
}

static bool check_number(struct check *check, const struct json_schema_node *node,
                         struct json_reader_value value, const struct step *place)
{
    double number = 0;
    json_reader_number(value, &number);
    if (number < node->minimum)
        return FAIL(check, place, "%.17g is below the minimum %.17g", number, node->minimum);
    if (number > node->maximum)
        return FAIL(check, place, "%.17g is above the maximum %.17g", number, node->maximum);
    if (number <= node->exclusive_minimum)
        return FAIL(check, place, "%.17g is not above %.17g", number, node->exclusive_minimum);
    if (number >= node->exclusive_maximum)
        return FAIL(check, place, "%.17g is not below %.17g", number, node->exclusive_maximum);
    if (!isnan(node->multiple_of) && !is_multiple(number, node->multiple_of))
        return FAIL(check, place, "%.17g is no multiple of %.17g", number, node->multiple_of);
    return true;
}

static bool check_text(struct check *check, const struct json_schema_node *node,
                       struct json_reader_value value, const struct step *place)
{
    struct str text = STR_NONE;
    struct pattern_span span;
    json_reader_string(value, &text);
    size_t length =
        node->min_length == 0 && node->max_length == SIZE_MAX ? 0 : unicode_length(text);
    if (length < node->min_length)
        return FAIL(check, place, "has %zu characters, fewer than %zu", length, node->min_length);
    if (length > node->max_length)
        return FAIL(check, place, "has %zu characters, more than %zu", length, node->max_length);
    if (node->pattern == NULL)
        return true;
    switch (pattern_next(node->pattern, text, 0, &span)) {
    case PATTERN_FOUND:
        return true;
    case PATTERN_NONE:
        return FAIL(check, place, "\"%.*s\" does not match the pattern %.*s",
                    STR_ARG(str_cut(text, SHOWN_MAX)), STR_ARG(node->pattern_text));
    case PATTERN_LIMIT:
        check->given_up = true;
        return tell(check, place, STR(""));
    }
    return false;
}

/* ── arrays and objects ── */

static bool check_elements(struct check *check, const struct json_schema_node *node,
                           struct json_reader_value array, const struct step *outer)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    struct step place = {.outer = outer};
    for (; json_reader_walk(array, &cursor, NULL, &item); place.index++) {
        const struct json_schema_node *own = node->all_items;
        if (place.index < node->items.count)
            own = node->items.items[place.index];
        else if (node->items.count != 0)
            own = node->other_items;
        if (own != NULL && own == node->other_items && own->never)
            return FAIL(check, outer, "has more than %zu elements", place.index);
        if (own != NULL && !valid(check, own, item, &place))
            return false;
    }
    return true;
}

/* Equal values are equal as compact texts. */
static bool check_unique(struct check *check, struct json_reader_value array,
                         const struct step *place)
{
    struct map seen = map_init(check->arena);
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    uint32_t index = 0;
    uint32_t first;
    for (; json_reader_walk(array, &cursor, NULL, &item); index++) {
        struct str text = json_compact(item, VALUE_MAX, check->arena);
        if (map_find(&seen, text, &first))
            return FAIL(check, place, "elements %u and %u are equal", first, index);
        map_add(&seen, text, index);
    }
    return true;
}

static size_t count_of(struct json_reader_value container)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    size_t count = 0;
    while (json_reader_walk(container, &cursor, NULL, &item))
        count++;
    return count;
}

static bool check_array(struct check *check, const struct json_schema_node *node,
                        struct json_reader_value array, const struct step *place)
{
    bool counted = node->min_items != 0 || node->max_items != SIZE_MAX;
    size_t count = counted ? count_of(array) : 0;
    if (count < node->min_items)
        return FAIL(check, place, "has %zu elements, fewer than %zu", count, node->min_items);
    if (count > node->max_items)
        return FAIL(check, place, "has %zu elements, more than %zu", count, node->max_items);
    return (!node->unique_items || check_unique(check, array, place)) &&
           check_elements(check, node, array, place);
}

static const struct json_schema_node *property_of(const struct json_schema_node *node,
                                                  struct str name)
{
    for (size_t i = 0; i < node->properties.count; i++)
        if (str_equal(node->properties.items[i].name, name))
            return node->properties.items[i].node;
    return NULL;
}

static bool check_members(struct check *check, const struct json_schema_node *node,
                          struct json_reader_value object, const struct step *outer)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    struct step place = {.outer = outer};
    while (json_reader_walk(object, &cursor, &place.key, &item)) {
        const struct json_schema_node *own = property_of(node, place.key);
        if (own == NULL)
            own = node->other_properties;
        if (own == NULL)
            continue;
        if (own == node->other_properties && own->never)
            return FAIL(check, outer, "has \"%.*s\", which is not allowed",
                        STR_ARG(str_cut(place.key, SHOWN_MAX)));
        if (!valid(check, own, item, &place))
            return false;
    }
    return true;
}

static bool check_object(struct check *check, const struct json_schema_node *node,
                         struct json_reader_value object, const struct step *place)
{
    for (size_t i = 0; i < node->required.count; i++) {
        const char *name = node->required.items[i].data;
        if (json_reader_type(json_reader_field(object, name == NULL ? "" : name)) ==
            JSON_READER_MISSING)
            return FAIL(check, place, "lacks \"%.*s\"", STR_ARG(node->required.items[i]));
    }
    bool counted = node->min_properties != 0 || node->max_properties != SIZE_MAX;
    size_t count = counted ? count_of(object) : 0;
    if (count < node->min_properties)
        return FAIL(check, place, "has %zu members, fewer than %zu", count, node->min_properties);
    if (count > node->max_properties)
        return FAIL(check, place, "has %zu members, more than %zu", count, node->max_properties);
    return (node->properties.count == 0 && node->other_properties == NULL) ||
           check_members(check, node, object, place);
}

/* ── schemas about the same value ── */

/* How many of the branches hold, at most `enough`. */
static size_t count_valid(struct check *check, const struct json_schema_nodes *branches,
                          size_t enough, struct json_reader_value value, const struct step *place)
{
    size_t count = 0;
    check->quiet++;
    for (size_t i = 0; i < branches->count && count < enough && !check->given_up; i++)
        count += valid(check, branches->items[i], value, place);
    check->quiet--;
    return count;
}

static bool check_branches(struct check *check, const struct json_schema_node *node,
                           struct json_reader_value value, const struct step *place)
{
    for (size_t i = 0; i < node->all_of.count; i++)
        if (!valid(check, node->all_of.items[i], value, place))
            return false;
    if (node->any_of.count != 0 && count_valid(check, &node->any_of, 1, value, place) == 0)
        return FAIL(check, place, "matches none of anyOf");
    if (node->one_of.count != 0) {
        size_t count = count_valid(check, &node->one_of, 2, value, place);
        if (count != 1)
            return FAIL(check, place, "matches %s of oneOf", count == 0 ? "none" : "more than one");
    }
    if (node->not_this != NULL) {
        check->quiet++;
        bool holds = valid(check, node->not_this, value, place);
        check->quiet--;
        if (holds)
            return FAIL(check, place, "is what `not` excludes");
    }
    return true;
}

static bool check_node(struct check *check, const struct json_schema_node *node,
                       struct json_reader_value value, const struct step *place)
{
    unsigned types = types_of(value);
    if (node->never)
        return FAIL(check, place, "nothing is allowed here");
    if (node->types != 0 && (node->types & types) == 0)
        return FAIL(check, place, "%.*s is not of type %.*s", STR_ARG(shown(check, value)),
                    STR_ARG(json_schema_node_type_names(node->types, check->arena)));
    if (node->enumerated && !is_constant(check, node, value))
        return FAIL(check, place, "%.*s is none of the values allowed",
                    STR_ARG(shown(check, value)));
    bool fine = true;
    if ((types & JSON_SCHEMA_NUMBER) != 0)
        fine = check_number(check, node, value, place);
    else if (types == JSON_SCHEMA_STRING)
        fine = check_text(check, node, value, place);
    else if (types == JSON_SCHEMA_ARRAY)
        fine = check_array(check, node, value, place);
    else if (types == JSON_SCHEMA_OBJECT)
        fine = check_object(check, node, value, place);
    return fine && check_branches(check, node, value, place);
}

static bool valid(struct check *check, const struct json_schema_node *node,
                  struct json_reader_value value, const struct step *place)
{
    size_t hops = 0;
    for (; node->ref != NULL && hops < DEPTH_MAX; hops++)
        node = node->ref;
    if (check->given_up || hops == DEPTH_MAX || check->depth == DEPTH_MAX ||
        ++check->steps > STEPS_MAX) {
        check->given_up = true;
        return tell(check, place, STR(""));
    }
    check->depth++;
    bool fine = check_node(check, node, value, place);
    check->depth--;
    return fine;
}

/* ── */

bool json_schema_open(struct str text, struct at at, struct json_schema **out, struct error *err)
{
    const char *reason;
    struct json_reader_value root;
    struct json_reader *reader = json_reader_open(text.size);
    struct arena *arena = arena_open("a JSON Schema", TREE_MAX);
    struct json_schema *schema = ARENA_NEW(arena, struct json_schema);
    schema->tree.arena = arena;
    bool done = json_reader_parse(reader, text, &root, &reason);
    if (!done)
        error_set(err, ERROR_INPUT, at, "JSON Schema: %s", reason);
    done = done && json_schema_compile(&schema->tree, root, at, err);
    json_reader_close(reader);
    if (done)
        *out = schema;
    else
        json_schema_close(schema);
    return done;
}

void json_schema_close(struct json_schema *schema)
{
    if (schema == NULL)
        return;
    for (size_t i = 0; i < schema->tree.patterns.count; i++)
        pattern_close(schema->tree.patterns.items[i]);
    arena_close(schema->tree.arena);
}

bool json_schema_valid(const struct json_schema *schema, struct json_reader_value value,
                       struct arena *arena, struct json_schema_fault *fault)
{
    struct check check = {.arena = arena, .fault = fault};
    *fault = (struct json_schema_fault){0};
    bool fine = valid(&check, schema->tree.root, value, NULL);
    if (check.given_up)
        fault->reason = STR("checking the schema takes too many steps");
    return fine && !check.given_up;
}

struct str json_schema_unchecked(const struct json_schema *schema)
{
    return schema->tree.unchecked;
}
