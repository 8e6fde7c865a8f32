/* fields.h - the kinds of field that many parts of the summary document share. */
#ifndef REPORT_FIELDS_H
#define REPORT_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/ratio.h"
#include "base/str.h"
#include "model/history.h"

/* Text from data or configuration, cleaned by unicode_displayable(). */
void fields_text(struct json *object, const char *key, struct str text, struct arena *scratch);

/* The same, null when it is empty. */
void fields_text_or_null(struct json *object, const char *key, struct str text,
                         struct arena *scratch);

/* RFC 3339; null for TIMESTAMP_UNKNOWN. */
void fields_time(struct json *object, const char *key, int64_t ms);

/* "file:line", or the file alone for line 0. */
void fields_at(struct json *object, const char *key, struct at at, struct arena *scratch);

/* Hexadecimal digits. */
void fields_digest(struct json *object, const char *key, struct hash_sha256 digest);

/* A string of decimal digits, for a JSON number is exact to 2^53 only. */
void fields_u64(struct json *object, const char *key, uint64_t value);

/* `low` and `high`. */
void fields_interval(struct json *object, struct interval interval);

/* compared, fixed, broken, p_value; null for NULL. */
void fields_flips(struct json *object, const char *key, const struct history_flips *flips);

#endif
