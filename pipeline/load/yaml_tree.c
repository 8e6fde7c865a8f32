#include "load/yaml_tree.h"

#include <ctype.h>
#include <string.h>
#include <yaml.h>

#include "base/map.h"

#define KEY_SHOWN 40 /* bytes of a key in a message */

/* The parser goes from event to event; `event` is the present one. */
struct reader {
    yaml_parser_t parser;
    yaml_event_t event;
    bool holds_event; /* `event` has to be given back */
    const char *file;
    struct arena *arena;
    struct error *err;
};

static struct at at_mark(const struct reader *reader, yaml_mark_t mark)
{
    return (struct at){reader->file, mark.line + 1};
}

static bool refuse(struct reader *reader, const char *what)
{
    return error_set(reader->err, ERROR_INPUT, at_mark(reader, reader->event.start_mark), "%s",
                     what);
}

/* ── events ── */

static void drop_event(struct reader *reader)
{
    if (reader->holds_event)
        yaml_event_delete(&reader->event);
    reader->holds_event = false;
}

/* An error of the reader itself has a position in bytes but no line. */
static bool fail_syntax(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem == NULL ? "it cannot be read" : parser->problem;
    if (parser->error == YAML_READER_ERROR)
        return error_set(reader->err, ERROR_INPUT, at_mark(reader, parser->mark),
                         "not YAML: %s (byte %zu)", problem, parser->problem_offset);
    if (parser->context != NULL)
        return error_set(reader->err, ERROR_INPUT, at_mark(reader, parser->problem_mark),
                         "not YAML: %s, %s", parser->context, problem);
    return error_set(reader->err, ERROR_INPUT, at_mark(reader, parser->problem_mark),
                     "not YAML: %s", problem);
}

static bool next_event(struct reader *reader)
{
    drop_event(reader);
    if (!yaml_parser_parse(&reader->parser, &reader->event))
        return fail_syntax(reader);
    reader->holds_event = true;
    return true;
}

/* ── scalars ── */

static size_t skip_digits(struct str text, size_t at)
{
    while (at < text.size && isdigit((unsigned char)text.data[at]))
        at++;
    return at;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? */
static bool is_json_number(struct str text)
{
    size_t begin = text.size != 0 && text.data[0] == '-';
    size_t at = skip_digits(text, begin);
    if (at == begin || (text.data[begin] == '0' && at != begin + 1))
        return false;
    if (at < text.size && text.data[at] == '.') {
        begin = at + 1;
        at = skip_digits(text, begin);
        if (at == begin)
            return false;
    }
    if (at < text.size && (text.data[at] == 'e' || text.data[at] == 'E')) {
        at++;
        at += at < text.size && (text.data[at] == '+' || text.data[at] == '-');
        begin = at;
        at = skip_digits(text, begin);
        if (at == begin)
            return false;
    }
    return at == text.size;
}

static bool read_plain(struct reader *reader, struct yaml_tree *node)
{
    struct str text = node->text;
    if (text.size == 0 || str_equal(text, STR("~")) || str_equal(text, STR("null"))) {
        node->kind = YAML_TREE_NULL;
    } else if (str_equal(text, STR("true")) || str_equal(text, STR("false"))) {
        node->kind = YAML_TREE_BOOL;
        node->truth = text.data[0] == 't';
    } else if (is_json_number(text)) {
        node->kind = YAML_TREE_NUMBER;
        if (!str_to_double(text, &node->number))
            return refuse(reader, "the number is too large");
    }
    return true;
}

static bool read_scalar(struct reader *reader, struct yaml_tree *node)
{
    const yaml_event_t *event = &reader->event;
    const char *value = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;
    if (event->data.scalar.tag != NULL &&
        strcmp((const char *)event->data.scalar.tag, YAML_STR_TAG) != 0)
        return refuse(reader, "a tag is not read here, except !!str");
    if (memchr(value, '\0', size) != NULL)
        return refuse(reader, "the text holds a NUL");
    node->kind = YAML_TREE_TEXT;
    node->text = (struct str){arena_copy(reader->arena, value, size), size};
    if (event->data.scalar.tag == NULL && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
        return read_plain(reader, node);
    return true;
}

/* ── the tree ── */

static bool has_anchor(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return true;
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor != NULL;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor != NULL;
    default:
        return false;
    }
}

static bool read_node(struct reader *reader, struct yaml_tree *node, size_t depth);

/* Appends a child, to which `*tail` points then. */
static struct yaml_tree *add_child(struct reader *reader, struct yaml_tree *parent,
                                   struct yaml_tree **tail)
{
    struct yaml_tree *child = ARENA_NEW(reader->arena, struct yaml_tree);
    if (*tail == NULL)
        parent->first = child;
    else
        (*tail)->next = child;
    *tail = child;
    parent->count++;
    return child;
}

static bool read_list(struct reader *reader, struct yaml_tree *list, size_t depth)
{
    struct yaml_tree *tail = NULL;
    list->kind = YAML_TREE_LIST;
    while (next_event(reader)) {
        if (reader->event.type == YAML_SEQUENCE_END_EVENT)
            return true;
        if (!read_node(reader, add_child(reader, list, &tail), depth + 1))
            return false;
    }
    return false;
}

/* The key of the next value, which is the present event. */
static bool read_key(struct reader *reader, struct map *keys, struct str *key, struct at *at)
{
    struct yaml_tree scalar = {0};
    if (has_anchor(&reader->event))
        return refuse(reader, "anchors and aliases are not read here");
    if (reader->event.type != YAML_SCALAR_EVENT)
        return refuse(reader, "a key is no text");
    if (!read_scalar(reader, &scalar))
        return false;
    if (!map_add(keys, scalar.text, 0))
        return error_set(reader->err, ERROR_INPUT, at_mark(reader, reader->event.start_mark),
                         "the key \"%.*s\" is there twice",
                         STR_ARG(str_cut(scalar.text, KEY_SHOWN)));
    *key = scalar.text;
    *at = at_mark(reader, reader->event.start_mark);
    return true;
}

static bool read_map(struct reader *reader, struct yaml_tree *map, size_t depth)
{
    struct map keys = map_init(reader->arena);
    struct yaml_tree *tail = NULL;
    map->kind = YAML_TREE_MAP;
    while (next_event(reader)) {
        if (reader->event.type == YAML_MAPPING_END_EVENT)
            return true;
        struct str key;
        struct at at;
        if (!read_key(reader, &keys, &key, &at) || !next_event(reader))
            return false;
        struct yaml_tree *child = add_child(reader, map, &tail);
        if (!read_node(reader, child, depth + 1))
            return false;
        child->key = key;
        child->at = at;
    }
    return false;
}

/* Reads the value that begins with the present event, to its last one. */
static bool read_node(struct reader *reader, struct yaml_tree *node, size_t depth)
{
    const yaml_event_t *event = &reader->event;
    node->at = at_mark(reader, event->start_mark);
    if (has_anchor(event))
        return refuse(reader, "anchors and aliases are not read here");
    if (event->type == YAML_SCALAR_EVENT)
        return read_scalar(reader, node);
    if (depth == YAML_TREE_DEPTH_MAX)
        return refuse(reader, "lists and maps are nested too deep");
    if (event->type == YAML_SEQUENCE_START_EVENT)
        return event->data.sequence_start.tag == NULL
                   ? read_list(reader, node, depth)
                   : refuse(reader, "a tag is not read here, except !!str");
    return event->data.mapping_start.tag == NULL
               ? read_map(reader, node, depth)
               : refuse(reader, "a tag is not read here, except !!str");
}

/* Stream start, document start, the value, document end, stream end. */
static bool read_stream(struct reader *reader, struct yaml_tree *root)
{
    if (!next_event(reader)) /* the stream */
        return false;
    if (!next_event(reader))
        return false;
    if (reader->event.type == YAML_STREAM_END_EVENT)
        return refuse(reader, "there is nothing in it");
    if (!next_event(reader))
        return false;
    if (reader->event.type == YAML_SCALAR_EVENT)
        return refuse(reader, "a map or a list is expected");
    if (!read_node(reader, root, 0) || !next_event(reader)) /* the document's end */
        return false;
    if (!next_event(reader))
        return false;
    return reader->event.type == YAML_STREAM_END_EVENT ||
           refuse(reader, "a second document begins, where one is expected");
}

bool yaml_tree_parse(struct str text, const char *file, struct arena *arena, struct yaml_tree **out,
                     struct error *err)
{
    struct reader reader = {.file = file, .arena = arena, .err = err};
    struct yaml_tree *root = ARENA_NEW(arena, struct yaml_tree);
    if (text.size > YAML_TREE_BYTES_MAX)
        return error_set(err, ERROR_INPUT, AT_FILE(file), "is larger than %zu bytes",
                         YAML_TREE_BYTES_MAX);
    if (!yaml_parser_initialize(&reader.parser))
        return error_set(err, ERROR_SYSTEM, AT_FILE(file), "libyaml has no memory");
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text.data, text.size);
    bool done = read_stream(&reader, root);
    drop_event(&reader);
    yaml_parser_delete(&reader.parser);
    if (done)
        *out = root;
    return done;
}

/* ── looking ── */

const struct yaml_tree *yaml_tree_get(const struct yaml_tree *map, const char *key)
{
    if (map == NULL || map->kind != YAML_TREE_MAP)
        return NULL;
    for (const struct yaml_tree *child = map->first; child != NULL; child = child->next)
        if (str_equal(child->key, str_from(key)))
            return child;
    return NULL;
}

const char *yaml_tree_kind_name(enum yaml_tree_kind kind)
{
    static const char *const names[] = {
        [YAML_TREE_NULL] = "nothing",    [YAML_TREE_BOOL] = "true or false",
        [YAML_TREE_NUMBER] = "a number", [YAML_TREE_TEXT] = "text",
        [YAML_TREE_LIST] = "a list",     [YAML_TREE_MAP] = "a map",
    };
    return names[kind];
}

/* ── as JSON ── */

static void put_children(struct json *container, const struct yaml_tree *parent);

static void append(struct json *array, const struct yaml_tree *child)
{
    switch (child->kind) {
    case YAML_TREE_NULL:
        json_append_text(array, NULL);
        return;
    case YAML_TREE_BOOL:
        json_append_bool(array, child->truth);
        return;
    case YAML_TREE_NUMBER:
        json_append_number(array, child->number);
        return;
    case YAML_TREE_TEXT:
        json_append_string(array, child->text);
        return;
    case YAML_TREE_LIST:
        put_children(json_append_array(array), child);
        return;
    case YAML_TREE_MAP:
        put_children(json_append_object(array), child);
        return;
    }
}

static void put(struct json *object, const struct yaml_tree *child)
{
    const char *key = child->key.data;
    switch (child->kind) {
    case YAML_TREE_NULL:
        json_put_null(object, key);
        return;
    case YAML_TREE_BOOL:
        json_put_bool(object, key, child->truth);
        return;
    case YAML_TREE_NUMBER:
        json_put_number(object, key, child->number);
        return;
    case YAML_TREE_TEXT:
        json_put_string(object, key, child->text);
        return;
    case YAML_TREE_LIST:
        put_children(json_put_array(object, key), child);
        return;
    case YAML_TREE_MAP:
        put_children(json_put_object(object, key), child);
        return;
    }
}

static void put_children(struct json *container, const struct yaml_tree *parent)
{
    for (const struct yaml_tree *child = parent->first; child != NULL; child = child->next) {
        if (parent->kind == YAML_TREE_MAP)
            put(container, child);
        else
            append(container, child);
    }
}

struct json *yaml_tree_json(const struct yaml_tree *branch)
{
    struct json *root = branch->kind == YAML_TREE_MAP ? json_object() : json_array();
    put_children(root, branch);
    return root;
}
