/*
 * json_reader.h - JSON lines, strictly and fast: the shim over simdjson's DOM.
 *
 * One reader per thread parses one document after the other, without allocating
 * once its buffers have grown. Values and the strings in them live until the next
 * json_reader_parse(). Numbers that are valid JSON but beyond a double or a 64-bit
 * integer (1e999, 2^64) are refused with a reason. Of duplicate keys the first counts.
 */
#ifndef BASE_JSON_READER_H
#define BASE_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

struct json_reader;

enum json_reader_type {
    JSON_READER_MISSING,
    JSON_READER_NULL,
    JSON_READER_BOOL,
    JSON_READER_NUMBER,
    JSON_READER_STRING,
    JSON_READER_ARRAY,
    JSON_READER_OBJECT,
};

/* A value of the document parsed last; all zero is a missing value. */
struct json_reader_value {
    const void *document;
    size_t index;
};

/* `max_bytes` bounds one document. Never NULL. */
struct json_reader *json_reader_open(size_t max_bytes);
void json_reader_close(struct json_reader *reader);

/*
 * Parses exactly one document. False: `*reason` is a static text such as
 * "unclosed string" for the user. `text` need not be NUL-terminated or padded.
 */
bool json_reader_parse(struct json_reader *reader, struct str text, struct json_reader_value *out,
                       const char **reason);

enum json_reader_type json_reader_type(struct json_reader_value value);

/* The field of an object; a missing value when there is none or `object` is no object. */
struct json_reader_value json_reader_field(struct json_reader_value object, const char *key);

/* False, and `out` untouched, when the value is of another type (or the number no exact integer).
 */
bool json_reader_string(struct json_reader_value value, struct str *out);
bool json_reader_number(struct json_reader_value value, double *out);
bool json_reader_int64(struct json_reader_value value, int64_t *out);
bool json_reader_bool(struct json_reader_value value, bool *out);

/*
 * Walks an array or object: start with a zeroed cursor. Each call gives the next
 * element, and in an object its key (NULL `key`: not wanted). False at the end, or at once when
 * `container` is neither.
 */
struct json_reader_cursor {
    size_t next;
    size_t end;
    bool begun;
};
bool json_reader_walk(struct json_reader_value container, struct json_reader_cursor *cursor,
                      struct str *key, struct json_reader_value *value);

#ifdef __cplusplus
}
#endif

#endif
