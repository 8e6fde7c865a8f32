#include "base/str.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_MAX 64 /* bytes: longer texts are no numbers that anybody writes */

struct str str_from(const char *text)
{
    return text == NULL ? STR_NONE : (struct str){text, strlen(text)};
}

bool str_equal(struct str a, struct str b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_equal_ascii_nocase(struct str a, struct str b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
            return false;
    return true;
}

int str_compare(struct str a, struct str b)
{
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common == 0 ? 0 : memcmp(a.data, b.data, common);
    if (order != 0)
        return order;
    return (a.size > b.size) - (a.size < b.size);
}

bool str_starts_with(struct str s, struct str prefix)
{
    return s.size >= prefix.size && str_equal(str_slice(s, 0, prefix.size), prefix);
}

bool str_ends_with(struct str s, struct str suffix)
{
    return s.size >= suffix.size && str_equal(str_slice(s, s.size - suffix.size, s.size), suffix);
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.size == 0)
        return 0;
    for (size_t i = 0; i + needle.size <= s.size; i++) {
        const char *hit = memchr(s.data + i, needle.data[0], s.size - needle.size - i + 1);
        if (hit == NULL)
            return SIZE_MAX;
        i = (size_t)(hit - s.data);
        if (memcmp(hit, needle.data, needle.size) == 0)
            return i;
    }
    return SIZE_MAX;
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (s.data == NULL)
        return STR_NONE;
    if (to > s.size)
        to = s.size;
    if (from > to)
        from = to;
    return (struct str){s.data + from, to - from};
}

struct str str_cut(struct str s, size_t max)
{
    if (s.size <= max)
        return s;
    while (max > 0 && ((unsigned char)s.data[max] & 0xC0) == 0x80)
        max--;
    return (struct str){s.data, max};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.size > 0 && is_space(s.data[s.size - 1]))
        s.size--;
    while (s.size > 0 && is_space(s.data[0])) {
        s.data++;
        s.size--;
    }
    return s;
}

bool str_next(struct str *rest, char separator, struct str *part)
{
    if (rest->data == NULL)
        return false;
    const char *end = rest->size == 0 ? NULL : memchr(rest->data, separator, rest->size);
    if (end == NULL) {
        *part = *rest;
        *rest = STR_NONE;
        return true;
    }
    size_t size = (size_t)(end - rest->data);
    *part = (struct str){rest->data, size};
    *rest = (struct str){end + 1, rest->size - size - 1};
    return true;
}

/* Copies a number's text, so that strtoll and strtod see its end; false when it cannot be one. */
static bool number_text(struct str s, char text[NUMBER_MAX])
{
    if (s.size == 0 || s.size >= NUMBER_MAX)
        return false;
    for (size_t i = 0; i < s.size; i++) {
        char c = s.data[i];
        if (!(c >= '0' && c <= '9') && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E')
            return false;
    }
    memcpy(text, s.data, s.size);
    text[s.size] = '\0';
    return true;
}

bool str_to_int64(struct str s, int64_t *out)
{
    char text[NUMBER_MAX];
    char *end;
    if (!number_text(s, text))
        return false;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno != 0 || *end != '\0')
        return false;
    *out = value;
    return true;
}

bool str_to_double(struct str s, double *out)
{
    char text[NUMBER_MAX];
    char *end;
    if (!number_text(s, text))
        return false;
    double value = strtod(text, &end);
    if (*end != '\0' || !isfinite(value))
        return false;
    *out = value;
    return true;
}

struct str str_copy(struct arena *arena, struct str s)
{
    return (struct str){arena_copy(arena, s.data, s.size), s.size};
}

struct strbuf strbuf_init(struct arena *arena, size_t max)
{
    return (struct strbuf){.arena = arena, .max = max};
}

/* Makes room for `more` bytes and a NUL; returns how many of them fit below the maximum. */
static size_t reserve(struct strbuf *buf, size_t more)
{
    if (more > buf->max - buf->size) {
        more = buf->max - buf->size;
        buf->cut = true;
    }
    size_t needed = buf->size + more + 1;
    if (needed > buf->capacity) {
        size_t larger = buf->capacity == 0 ? 64 : buf->capacity;
        while (larger < needed)
            larger *= 2;
        char *data = arena_array(buf->arena, larger, 1);
        if (buf->size != 0)
            memcpy(data, buf->data, buf->size);
        buf->data = data;
        buf->capacity = larger;
    }
    return more;
}

void strbuf_add(struct strbuf *buf, struct str s)
{
    size_t size = reserve(buf, s.size);
    if (size != 0)
        memcpy(buf->data + buf->size, s.data, size);
    buf->size += size;
    buf->data[buf->size] = '\0';
}

void strbuf_add_char(struct strbuf *buf, char c)
{
    strbuf_add(buf, (struct str){&c, 1});
}

void strbuf_addf(struct strbuf *buf, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (size >= 0) {
        size_t room = reserve(buf, (size_t)size);
        vsnprintf(buf->data + buf->size, room + 1, format, again);
        buf->size += room;
    }
    va_end(again);
}

struct str strbuf_str(const struct strbuf *buf)
{
    return (struct str){buf->data, buf->size};
}
