#include "base/json_schema_compile.h"

#include <string.h>

#include "base/map.h"

#define POINTER_MAX ((size_t)8 << 20) /* bytes: of no document is one cut */
#define DEPTH_MAX 200                 /* schemas within schemas */

/* What is at hand while a document is compiled. Pointers ("/properties/a") name its schemas. */
struct compiler {
    struct json_schema_tree *tree;
    struct json_reader_value document;
    struct map by_pointer; /* → index in `nodes` */
    struct json_schema_nodes nodes;
    struct str pointer; /* of the schema that is being compiled */
    size_t depth;
    struct at at;
    struct error *err;
};

static bool fail(struct compiler *c, const char *keyword, const char *reason)
{
    return error_set(c->err, ERROR_INPUT, c->at, "JSON Schema: \"%s\" at \"%.*s\" %s", keyword,
                     STR_ARG(str_cut(c->pointer, 200)), reason);
}

/* ── pointers (RFC 6901), in a $ref percent-encoded ── */

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef";
    const char *found = c == '\0' ? NULL : strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c);
    return found == NULL ? -1 : (int)(found - digits);
}

static struct str decode_percent(struct str text, struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, POINTER_MAX);
    for (size_t i = 0; i < text.size; i++) {
        int high = i + 2 < text.size && text.data[i] == '%' ? hex_digit(text.data[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text.data[i + 2]) : -1;
        strbuf_add_char(&out, low < 0 ? text.data[i] : (char)(high * 16 + low));
        i += low < 0 ? 0 : 2;
    }
    return strbuf_str(&out);
}

/* "a~1b" is the key "a/b". */
static struct str decode_token(struct str token, struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, POINTER_MAX);
    for (size_t i = 0; i < token.size; i++) {
        bool escape = token.data[i] == '~' && i + 1 < token.size;
        strbuf_add_char(&out, !escape ? token.data[i] : token.data[i + 1] == '1' ? '/' : '~');
        i += escape;
    }
    return strbuf_str(&out);
}

static struct json_reader_value child(struct json_reader_value value, struct str token,
                                      struct arena *arena)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    size_t place = 0;
    int64_t index = -1;
    if (json_reader_type(value) == JSON_READER_OBJECT) {
        struct str key = decode_token(token, arena);
        return json_reader_field(value, key.data == NULL ? "" : key.data);
    }
    str_to_int64(token, &index);
    while (json_reader_walk(value, &cursor, NULL, &item))
        if ((int64_t)place++ == index)
            return item;
    return (struct json_reader_value){0};
}

static struct json_reader_value find(struct json_reader_value document, struct str pointer,
                                     struct arena *arena)
{
    struct str token;
    if (pointer.size == 0)
        return document;
    pointer = str_slice(pointer, 1, pointer.size);
    while (str_next(&pointer, '/', &token))
        document = child(document, token, arena);
    return document;
}

/* ── schemas within the schema ── */

static bool compile(struct compiler *c, struct json_reader_value schema, struct str pointer,
                    struct json_schema_node **out);

/* Compiles what stands under a keyword, with a NULL `key` at the keyword itself. */
static bool compile_under(struct compiler *c, struct json_reader_value schema, const char *keyword,
                          struct str key, struct json_schema_node **out)
{
    struct strbuf pointer = strbuf_init(c->tree->arena, POINTER_MAX);
    strbuf_addf(&pointer, "%.*s/%s", STR_ARG(c->pointer), keyword);
    if (key.data != NULL) {
        strbuf_add_char(&pointer, '/');
        for (size_t i = 0; i < key.size; i++) {
            if (key.data[i] == '~' || key.data[i] == '/')
                strbuf_add(&pointer, key.data[i] == '~' ? STR("~0") : STR("~1"));
            else
                strbuf_add_char(&pointer, key.data[i]);
        }
    }
    struct str here = c->pointer;
    bool done = compile(c, schema, strbuf_str(&pointer), out);
    if (done)
        c->pointer = here;
    return done;
}

static bool compile_list(struct compiler *c, struct json_reader_value list, const char *keyword,
                         struct json_schema_nodes *out)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    if (json_reader_type(list) != JSON_READER_ARRAY)
        return fail(c, keyword, "is not a list of schemas");
    while (json_reader_walk(list, &cursor, NULL, &item)) {
        struct json_schema_node *node;
        struct str key = str_from(arena_printf(c->tree->arena, "%zu", out->count));
        if (!compile_under(c, item, keyword, key, &node))
            return false;
        *ARENA_PUSH(c->tree->arena, out) = node;
    }
    return true;
}

/* A schema in a place of the node, NULL when the keyword is missing. */
static bool compile_one(struct compiler *c, struct json_reader_value schema, const char *keyword,
                        const struct json_schema_node **out)
{
    struct json_schema_node *node;
    if (!compile_under(c, schema, keyword, STR_NONE, &node))
        return false;
    *out = node;
    return true;
}

static bool compile_properties(struct compiler *c, struct json_reader_value object,
                               struct json_schema_node *node)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    struct str name;
    if (json_reader_type(object) != JSON_READER_OBJECT)
        return fail(c, "properties", "is not an object");
    while (json_reader_walk(object, &cursor, &name, &item)) {
        struct json_schema_node *property;
        struct str kept = str_copy(c->tree->arena, name);
        if (!compile_under(c, item, "properties", kept, &property))
            return false;
        *ARENA_PUSH(c->tree->arena, &node->properties) =
            (struct json_schema_property){kept, property};
    }
    return true;
}

static bool compile_ref(struct compiler *c, struct json_reader_value value,
                        struct json_schema_node *node)
{
    struct str text;
    struct json_schema_node *target;
    if (!json_reader_string(value, &text) || !str_starts_with(text, STR("#")))
        return fail(c, "$ref", "does not begin with \"#\": only the schema itself is looked into");
    struct str pointer = decode_percent(str_slice(text, 1, text.size), c->tree->arena);
    if (pointer.size != 0 && pointer.data[0] != '/')
        return fail(c, "$ref", "is no JSON pointer");
    struct json_reader_value schema = find(c->document, pointer, c->tree->arena);
    if (json_reader_type(schema) == JSON_READER_MISSING)
        return fail(c, "$ref", "leads nowhere");
    struct str here = c->pointer;
    if (!compile(c, schema, pointer, &target))
        return false;
    c->pointer = here;
    node->ref = target;
    return true;
}

/* Keywords that describe and assert nothing. */
static bool describes(struct str keyword)
{
    static const char *const NAMES[] = {
        "$schema",  "$id",      "$comment",  "title",       "description", "default",
        "examples", "readOnly", "writeOnly", "definitions", "$defs",
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (str_equal(keyword, str_from(NAMES[i])))
            return true;
    return false;
}

/* Keywords of the standard that would assert something, were they checked. */
static bool refused(struct str keyword)
{
    static const char *const NAMES[] = {
        "patternProperties",
        "propertyNames",
        "contains",
        "if",
        "then",
        "else",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "minContains",
        "maxContains",
        "prefixItems",
        "unevaluatedItems",
        "unevaluatedProperties",
        "$recursiveRef",
        "$dynamicRef",
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (str_equal(keyword, str_from(NAMES[i])))
            return true;
    return false;
}

/* Keywords whose values are schemas. False: it is none of them. */
static bool compile_applicator(struct compiler *c, struct str keyword,
                               struct json_reader_value value, struct json_schema_node *node,
                               bool *fine)
{
    bool list = json_reader_type(value) == JSON_READER_ARRAY;
    if (str_equal(keyword, STR("properties")))
        *fine = compile_properties(c, value, node);
    else if (str_equal(keyword, STR("additionalProperties")))
        *fine = compile_one(c, value, "additionalProperties", &node->other_properties);
    else if (str_equal(keyword, STR("items")) && list)
        *fine = compile_list(c, value, "items", &node->items);
    else if (str_equal(keyword, STR("items")))
        *fine = compile_one(c, value, "items", &node->all_items);
    else if (str_equal(keyword, STR("additionalItems")))
        *fine = compile_one(c, value, "additionalItems", &node->other_items);
    else if (str_equal(keyword, STR("allOf")))
        *fine = compile_list(c, value, "allOf", &node->all_of);
    else if (str_equal(keyword, STR("anyOf")))
        *fine = compile_list(c, value, "anyOf", &node->any_of);
    else if (str_equal(keyword, STR("oneOf")))
        *fine = compile_list(c, value, "oneOf", &node->one_of);
    else if (str_equal(keyword, STR("not")))
        *fine = compile_one(c, value, "not", &node->not_this);
    else
        return false;
    return true;
}

static bool compile_keyword(struct compiler *c, struct str keyword, struct json_reader_value value,
                            struct json_schema_node *node)
{
    const char *wrong = NULL;
    bool fine = true;
    const char *name = str_copy(c->tree->arena, str_cut(keyword, 80)).data;
    if (compile_applicator(c, keyword, value, node, &fine))
        return fine;
    if (json_schema_node_read(c->tree, keyword, value, node, &wrong))
        return wrong == NULL || fail(c, name, wrong);
    if (refused(keyword))
        return fail(c, name, "is not supported");
    if (!describes(keyword) && c->tree->unchecked.size == 0)
        c->tree->unchecked = str_from(name);
    return true;
}

static bool compile_object(struct compiler *c, struct json_reader_value schema,
                           struct json_schema_node *node)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value value = json_reader_field(schema, "$ref");
    struct str keyword;
    if (json_reader_type(value) != JSON_READER_MISSING)
        return compile_ref(c, value, node);
    while (json_reader_walk(schema, &cursor, &keyword, &value))
        if (!compile_keyword(c, keyword, value, node))
            return false;
    return true;
}

/* The schema at `pointer`, which is compiled once, however often it is referred to. */
static bool compile(struct compiler *c, struct json_reader_value schema, struct str pointer,
                    struct json_schema_node **out)
{
    bool truth = true;
    c->pointer = pointer;
    uint32_t index = map_intern(&c->by_pointer, pointer, NULL);
    if (index < c->nodes.count) {
        *out = c->nodes.items[index];
        return true;
    }
    *out = json_schema_node_new(c->tree->arena);
    *ARENA_PUSH(c->tree->arena, &c->nodes) = *out;
    if (json_reader_bool(schema, &truth)) {
        (*out)->never = !truth;
        return true;
    }
    if (json_reader_type(schema) != JSON_READER_OBJECT)
        return fail(c, "schema", "is neither an object nor true nor false");
    if (c->depth == DEPTH_MAX)
        return fail(c, "schema", "lies too deep");
    c->depth++;
    bool done = compile_object(c, schema, *out);
    c->depth--;
    return done;
}

bool json_schema_compile(struct json_schema_tree *tree, struct json_reader_value root, struct at at,
                         struct error *err)
{
    struct compiler compiler = {
        .tree = tree,
        .document = root,
        .by_pointer = map_init(tree->arena),
        .at = at,
        .err = err,
    };
    struct json_schema_node *node;
    if (!compile(&compiler, root, STR(""), &node))
        return false;
    tree->root = node;
    return true;
}
