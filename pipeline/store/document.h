/* document.h - private to store/: fields of a summary document on their way into a statement. */
#ifndef STORE_DOCUMENT_H
#define STORE_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/json.h"
#include "store/statement.h"

/* Sets an ERROR_INPUT, "the summary does not fit: …", and returns false. */
bool document_fail(struct error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Each binds a field; NULL when it is not there or of another type, which a column that has to
 * have a value then refuses. */
void document_bind_text(struct statement *statement, int index, const struct json *object,
                        const char *key);
void document_bind_number(struct statement *statement, int index, const struct json *object,
                          const char *key);
void document_bind_count(struct statement *statement, int index, const struct json *object,
                         const char *key);
void document_bind_bool(struct statement *statement, int index, const struct json *object,
                        const char *key);

/* 64 hexadecimal digits. */
void document_bind_digest(struct statement *statement, int index, const struct json *object,
                          const char *key);
/* RFC 3339, in milliseconds. */
void document_bind_time(struct statement *statement, int index, const struct json *object,
                        const char *key);

#endif
