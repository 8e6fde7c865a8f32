#include "report/fields.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/timestamp.h"
#include "base/unicode.h"

void fields_text(struct json *object, const char *key, struct str text, struct arena *scratch)
{
    json_put_string(object, key, unicode_displayable(scratch, text));
}

void fields_text_or_null(struct json *object, const char *key, struct str text,
                         struct arena *scratch)
{
    if (text.size == 0)
        json_put_null(object, key);
    else
        fields_text(object, key, text, scratch);
}

void fields_time(struct json *object, const char *key, int64_t ms)
{
    char text[TIMESTAMP_TEXT];
    timestamp_format(ms, text);
    json_put_text(object, key, ms == TIMESTAMP_UNKNOWN ? NULL : text);
}

void fields_at(struct json *object, const char *key, struct at at, struct arena *scratch)
{
    const char *file = at.file == NULL ? "" : at.file;
    if (at.line != 0)
        file = arena_printf(scratch, "%s:%zu", file, at.line);
    fields_text(object, key, str_from(file), scratch);
}

void fields_digest(struct json *object, const char *key, struct hash_sha256 digest)
{
    char hex[HASH_SHA256_HEX];
    hash_hex(digest, hex);
    json_put_text(object, key, hex);
}

void fields_u64(struct json *object, const char *key, uint64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, value);
    json_put_text(object, key, text);
}

void fields_interval(struct json *object, struct interval interval)
{
    json_put_number(object, "low", interval.low);
    json_put_number(object, "high", interval.high);
}

void fields_flips(struct json *object, const char *key, const struct history_flips *flips)
{
    if (flips == NULL) {
        json_put_null(object, key);
        return;
    }
    struct json *node = json_put_object(object, key);
    json_put_count(node, "compared", flips->compared);
    json_put_count(node, "fixed", flips->fixed);
    json_put_count(node, "broken", flips->broken);
    json_put_number(node, "p_value", flips->p_value);
}
