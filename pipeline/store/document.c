#include "store/document.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/timestamp.h"

#define COUNT_MAX 9007199254740992.0 /* 2^53, to which a JSON number is exact */

bool document_fail(struct error *err, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return error_set(err, ERROR_INPUT, AT_NOWHERE, "the summary does not fit the history: %s",
                     text);
}

void document_bind_text(struct statement *statement, int index, const struct json *object,
                        const char *key)
{
    const struct json *node = json_get(object, key);
    if (json_is_string(node))
        statement_bind_text(statement, index, str_from(json_text(node)));
    else
        statement_bind_null(statement, index);
}

void document_bind_number(struct statement *statement, int index, const struct json *object,
                          const char *key)
{
    statement_bind_number(statement, index, json_get_number(object, key));
}

void document_bind_count(struct statement *statement, int index, const struct json *object,
                         const char *key)
{
    double number = json_get_number(object, key);
    if (number >= 0 && number <= COUNT_MAX && number == floor(number))
        statement_bind_count(statement, index, (int64_t)number);
    else
        statement_bind_null(statement, index);
}

void document_bind_bool(struct statement *statement, int index, const struct json *object,
                        const char *key)
{
    const struct json *node = json_get(object, key);
    if (json_is_null(node))
        statement_bind_null(statement, index);
    else
        statement_bind_count(statement, index, json_is_true(node));
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_digest(struct str text, struct hash_sha256 *out)
{
    if (text.size != HASH_SHA256_HEX - 1)
        return false;
    for (size_t i = 0; i < HASH_SHA256_SIZE; i++) {
        int high = hex_digit(text.data[2 * i]);
        int low = hex_digit(text.data[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out->bytes[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

void document_bind_digest(struct statement *statement, int index, const struct json *object,
                          const char *key)
{
    struct hash_sha256 digest;
    if (read_digest(str_from(json_get_text(object, key)), &digest))
        statement_bind_digest(statement, index, &digest);
    else
        statement_bind_null(statement, index);
}

void document_bind_time(struct statement *statement, int index, const struct json *object,
                        const char *key)
{
    int64_t ms;
    if (timestamp_parse(str_from(json_get_text(object, key)), &ms))
        statement_bind_count(statement, index, ms);
    else
        statement_bind_null(statement, index);
}
