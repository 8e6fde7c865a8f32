#include "base/json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_reader.h"
#include "base/json_scan.h"
#include "base/memory.h"
#include "base/unicode.h"

#define EXACT_MAX 0x1p53 /* up to here every integer is a double */

/* `struct json` is never defined: its pointers are cJSON's under a name that does not leak. */
static cJSON *theirs(struct json *node)
{
    return (cJSON *)node;
}

static const cJSON *theirs_const(const struct json *node)
{
    return (const cJSON *)node;
}

static struct json *ours(cJSON *node)
{
    if (node == NULL)
        memory_exhausted("a JSON node", sizeof *node);
    return (struct json *)node;
}

/* ── nodes ── */

static bool has_nul(struct str text)
{
    return text.size != 0 && memchr(text.data, '\0', text.size) != NULL;
}

/* A NUL-terminated copy that cJSON frees, with ill-formed UTF-8 and NUL as U+FFFD. */
static char *copy_text(struct str text)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    size_t size = 0;
    bool clean = unicode_invalid_at(text) == text.size && !has_nul(text);
    size_t room = clean ? text.size + 1 : 3 * text.size + 1;
    char *copy = cJSON_malloc(room);
    if (copy == NULL)
        memory_exhausted("a JSON string", room);

    while (text.size != 0) {
        size_t good = unicode_invalid_at(text);
        const char *nul = memchr(text.data, '\0', good);
        if (nul != NULL)
            good = (size_t)(nul - text.data);
        memcpy(copy + size, text.data, good);
        size += good;
        text = str_slice(text, good, text.size);
        if (text.size != 0) {
            memcpy(copy + size, replacement, sizeof replacement - 1);
            size += sizeof replacement - 1;
            text = str_slice(text, 1, text.size);
        }
    }
    copy[size] = '\0';
    return copy;
}

static cJSON *string_node(struct str value)
{
    cJSON *node = theirs(ours(cJSON_CreateNull()));
    node->type = cJSON_String;
    node->valuestring = copy_text(value);
    return node;
}

static cJSON *text_node(const char *value)
{
    return value == NULL ? cJSON_CreateNull() : string_node(str_from(value));
}

static cJSON *number_node(double value)
{
    return isfinite(value) ? cJSON_CreateNumber(value) : cJSON_CreateNull();
}

static struct json *append(struct json *container, cJSON *value)
{
    struct json *node = ours(value);
    cJSON_AddItemToArray(theirs(container), value);
    return node;
}

/* To cJSON an object is an array whose items have names. */
static struct json *put(struct json *object, struct str key, cJSON *value)
{
    struct json *node = append(object, value);
    theirs(node)->string = copy_text(key);
    return node;
}

/* ── parsing ── */

/* A key of one object, and how many keys of the document stand before it. */
struct key {
    const char *name;
    size_t ordinal;
};

static int by_name(const void *a, const void *b)
{
    const struct key *left = a;
    const struct key *right = b;
    int order = strcmp(left->name, right->name);
    return order != 0 ? order : (left->ordinal > right->ordinal) - (left->ordinal < right->ordinal);
}

/* The ordinal of the first key that repeats one of its object, or SIZE_MAX; counts the keys. */
static size_t repeated_key(struct arena *arena, const cJSON *container, size_t *keys_seen)
{
    size_t first = SIZE_MAX;
    size_t count = 0;
    struct key *keys = ARENA_ARRAY(arena, struct key, (size_t)cJSON_GetArraySize(container));
    for (const cJSON *child = container->child; child != NULL; child = child->next) {
        if (child->string != NULL)
            keys[count++] = (struct key){child->string, (*keys_seen)++};
        if (child->child != NULL) {
            size_t inner = repeated_key(arena, child, keys_seen);
            first = inner < first ? inner : first;
        }
    }
    qsort(keys, count, sizeof *keys, by_name);
    for (size_t i = 1; i < count; i++)
        if (strcmp(keys[i - 1].name, keys[i].name) == 0 && keys[i].ordinal < first)
            first = keys[i].ordinal;
    return first;
}

static bool check_keys(const cJSON *root, struct str text, const char *file, struct error *err)
{
    size_t keys_seen = 0;
    struct arena *arena = arena_open("the keys of a JSON document", SIZE_MAX / 2);
    size_t repeated = repeated_key(arena, root, &keys_seen);
    if (repeated != SIZE_MAX) {
        size_t line;
        struct str key = json_scan_key(text, repeated, &line);
        key = unicode_displayable(arena, key);
        error_set(err, ERROR_INPUT, (struct at){file, line}, "duplicate key \"%.*s\"",
                  STR_ARG(key));
    }
    arena_close(arena);
    return repeated == SIZE_MAX;
}

/* The tree of a value; sets `nul` when a string or key has one, which a C string cannot hold. */
static cJSON *copy_value(struct json_reader_value value, bool *nul)
{
    enum json_reader_type type = json_reader_type(value);
    struct str text = STR_NONE;
    double number = 0;
    bool truth = false;
    if (type == JSON_READER_NULL)
        return cJSON_CreateNull();
    if (json_reader_bool(value, &truth))
        return cJSON_CreateBool(truth);
    if (json_reader_number(value, &number))
        return cJSON_CreateNumber(number);
    if (json_reader_string(value, &text)) {
        *nul = *nul || has_nul(text);
        return string_node(text);
    }

    cJSON *container = type == JSON_READER_OBJECT ? cJSON_CreateObject() : cJSON_CreateArray();
    struct json_reader_value child;
    struct json_reader_cursor cursor = {0};
    while (json_reader_walk(value, &cursor, &text, &child)) {
        if (type == JSON_READER_OBJECT)
            put(ours(container), text, copy_value(child, nul));
        else
            append(ours(container), copy_value(child, nul));
        *nul = *nul || has_nul(text);
    }
    return container;
}

/* The line of the first \u0000; a backslash takes the character behind it along. */
static size_t line_of_nul(struct str text)
{
    size_t line = 1;
    for (size_t i = 0; i < text.size; i++) {
        line += text.data[i] == '\n';
        if (text.data[i] == '\\' && str_starts_with(str_slice(text, ++i, text.size), STR("u0000")))
            break;
    }
    return line;
}

bool json_parse(struct str text, const char *file, struct json **out, struct error *err)
{
    if (str_starts_with(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.size);
    struct json_reader *reader = json_reader_open(text.size);
    struct json_reader_value value;
    struct json_scan_place place = {1, NULL};
    cJSON *root = NULL;
    bool nul = false;
    if (json_reader_parse(reader, text, &value, &place.reason))
        root = theirs(ours(copy_value(value, &nul)));
    json_reader_close(reader);

    if (root == NULL) {
        (void)json_scan_fault(text, &place);
        return error_set(err, ERROR_INPUT, (struct at){file, place.line}, "%s", place.reason);
    }
    if (nul)
        error_set(err, ERROR_INPUT, (struct at){file, line_of_nul(text)},
                  "a string contains \\u0000");
    if (nul || !check_keys(root, text, file, err)) {
        cJSON_Delete(root);
        return false;
    }
    *out = ours(root);
    return true;
}

void json_free(struct json *root)
{
    cJSON_Delete(theirs(root));
}

/* ── building ── */

struct json *json_object(void)
{
    return ours(cJSON_CreateObject());
}

struct json *json_array(void)
{
    return ours(cJSON_CreateArray());
}

struct json *json_put_object(struct json *object, const char *key)
{
    return put(object, str_from(key), cJSON_CreateObject());
}

struct json *json_put_array(struct json *object, const char *key)
{
    return put(object, str_from(key), cJSON_CreateArray());
}

void json_put_string(struct json *object, const char *key, struct str value)
{
    put(object, str_from(key), string_node(value));
}

void json_put_text(struct json *object, const char *key, const char *value)
{
    put(object, str_from(key), text_node(value));
}

void json_put_number(struct json *object, const char *key, double value)
{
    put(object, str_from(key), number_node(value));
}

void json_put_count(struct json *object, const char *key, size_t value)
{
    put(object, str_from(key), number_node((double)value));
}

void json_put_bool(struct json *object, const char *key, bool value)
{
    put(object, str_from(key), cJSON_CreateBool(value));
}

void json_put_null(struct json *object, const char *key)
{
    put(object, str_from(key), cJSON_CreateNull());
}

void json_put_document(struct json *object, const char *key, struct str text)
{
    struct json *tree;
    if (json_parse(text, NULL, &tree, NULL))
        put(object, str_from(key), theirs(tree));
    else
        json_put_null(object, key);
}

struct json *json_append_object(struct json *array)
{
    return append(array, cJSON_CreateObject());
}

struct json *json_append_array(struct json *array)
{
    return append(array, cJSON_CreateArray());
}

void json_append_string(struct json *array, struct str value)
{
    append(array, string_node(value));
}

void json_append_text(struct json *array, const char *value)
{
    append(array, text_node(value));
}

void json_append_number(struct json *array, double value)
{
    append(array, number_node(value));
}

void json_append_bool(struct json *array, bool value)
{
    append(array, cJSON_CreateBool(value));
}

/* ── walking ── */

const struct json *json_get(const struct json *object, const char *key)
{
    if (!json_is_object(object))
        return NULL;
    return (const struct json *)cJSON_GetObjectItemCaseSensitive(theirs_const(object), key);
}

const struct json *json_first(const struct json *container)
{
    return container == NULL ? NULL : (const struct json *)theirs_const(container)->child;
}

const struct json *json_next(const struct json *node)
{
    return node == NULL ? NULL : (const struct json *)theirs_const(node)->next;
}

const char *json_key(const struct json *node)
{
    return node == NULL || theirs_const(node)->string == NULL ? "" : theirs_const(node)->string;
}

size_t json_count(const struct json *container)
{
    size_t count = 0;
    for (const struct json *child = json_first(container); child != NULL; child = json_next(child))
        count++;
    return count;
}

bool json_is_object(const struct json *node)
{
    return cJSON_IsObject(theirs_const(node));
}

bool json_is_array(const struct json *node)
{
    return cJSON_IsArray(theirs_const(node));
}

bool json_is_string(const struct json *node)
{
    return cJSON_IsString(theirs_const(node));
}

bool json_is_number(const struct json *node)
{
    return cJSON_IsNumber(theirs_const(node));
}

bool json_is_null(const struct json *node)
{
    return node == NULL || cJSON_IsNull(theirs_const(node));
}

bool json_is_true(const struct json *node)
{
    return cJSON_IsTrue(theirs_const(node));
}

const char *json_text(const struct json *node)
{
    return json_is_string(node) ? theirs_const(node)->valuestring : "";
}

double json_number(const struct json *node)
{
    return json_is_number(node) ? theirs_const(node)->valuedouble : NAN;
}

size_t json_size(const struct json *node)
{
    double value = json_number(node);
    return value >= 0 && value <= EXACT_MAX && trunc(value) == value ? (size_t)value : 0;
}

const char *json_get_text(const struct json *object, const char *key)
{
    return json_text(json_get(object, key));
}

double json_get_number(const struct json *object, const char *key)
{
    return json_number(json_get(object, key));
}

const char *json_library_version(void)
{
    return cJSON_Version();
}
