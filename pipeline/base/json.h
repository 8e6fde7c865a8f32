/*
 * json.h - JSON documents: read strictly, walked, built and written.
 *
 * A document is a tree of cJSON nodes behind `struct json`. The root is owned by
 * whoever made it and given back with json_free(); a node added to a tree belongs to
 * that tree. Text is read by simdjson (RFC 8259, UTF-8, at most 512 levels), for cJSON accepts
 * much that is not JSON, and written by json_write.h, for cJSON rounds numbers. Keys are compared
 * case-sensitively. Numbers are doubles: an id that has to keep every digit is a string.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct json;

/*
 * Parses one document; a byte order mark before it is skipped. Refused besides what is not JSON:
 * an object that has a key twice, \u0000 in a string, a number beyond a double, an integer beyond
 * 64 bits. Errors: ERROR_INPUT at `file` and the line within `text`.
 */
bool json_parse(struct str text, const char *file, struct json **out, struct error *err);

void json_free(struct json *root);

/*
 * ── building: the new node belongs to the object or array it is added to ──
 *
 * Text is made well-formed: each byte of ill-formed UTF-8, and NUL, becomes U+FFFD. An object
 * gets a key only once; nobody checks.
 */

struct json *json_object(void); /* a new root */
struct json *json_array(void);  /* a new root */
struct json *json_put_object(struct json *object, const char *key);
struct json *json_put_array(struct json *object, const char *key);
void json_put_string(struct json *object, const char *key, struct str value);
void json_put_text(struct json *object, const char *key, const char *value); /* NULL: null */
void json_put_number(struct json *object, const char *key, double value); /* NAN, infinity: null */
void json_put_count(struct json *object, const char *key, size_t value);  /* exact to 2^53 */
void json_put_bool(struct json *object, const char *key, bool value);
void json_put_null(struct json *object, const char *key);
/* A document as text, parsed; null when it is none. */
void json_put_document(struct json *object, const char *key, struct str text);
struct json *json_append_object(struct json *array);
struct json *json_append_array(struct json *array);
void json_append_string(struct json *array, struct str value);
void json_append_text(struct json *array, const char *value);
void json_append_number(struct json *array, double value); /* NAN, infinity: null */
void json_append_bool(struct json *array, bool value);

/* ── walking: a NULL node is allowed everywhere and behaves as a missing value ── */

const struct json *json_get(const struct json *object, const char *key); /* NULL: not there */
const struct json *json_first(const struct json *container);             /* its first child */
const struct json *json_next(const struct json *node);                   /* the next sibling */
const char *json_key(const struct json *node); /* in an object; "" elsewhere */
size_t json_count(const struct json *container);
bool json_is_object(const struct json *node);
bool json_is_array(const struct json *node);
bool json_is_string(const struct json *node);
bool json_is_number(const struct json *node);
bool json_is_null(const struct json *node); /* null, and a missing value */
bool json_is_true(const struct json *node);
const char *json_text(const struct json *node); /* "" when it is no string; lives with the tree */
double json_number(const struct json *node);    /* NAN when it is no number */
size_t json_size(const struct json *node);      /* a count; 0 when it is none */
/* json_text(json_get(object, key)) and json_number(json_get(object, key)). */
const char *json_get_text(const struct json *object, const char *key);
double json_get_number(const struct json *object, const char *key);

/* The version of cJSON that runs. */
const char *json_library_version(void);

#include "base/json_write.h" /* json_write(), json_write_line(), json_write_island() */

#endif
