/*
 * str.h - text with a length, and text that grows in an arena.
 *
 * A `struct str` is a view: it owns nothing, need not be NUL-terminated and lives
 * as long as what it points into. The empty string may have a NULL `data`.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

struct str {
    const char *data;
    size_t size; /* bytes */
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).size, (s).data

struct str str_from(const char *text); /* NULL gives the empty string */

bool str_equal(struct str a, struct str b);
bool str_equal_ascii_nocase(struct str a, struct str b);

/* Bytewise order, a prefix before the longer string: <0, 0, >0. */
int str_compare(struct str a, struct str b);

bool str_starts_with(struct str s, struct str prefix);
bool str_ends_with(struct str s, struct str suffix);

/* Byte offset of the first `needle` in `s`, or SIZE_MAX. An empty needle is found at 0. */
size_t str_find(struct str s, struct str needle);

/*
 * Bytes `from` to before `to`, both cut to the length of `s`; empty when nothing is between
 * them. Only a slice of a NULL `data` has a NULL `data`.
 */
struct str str_slice(struct str s, size_t from, size_t to);

/* At most the first `max` bytes, and no part of a UTF-8 character that goes on behind them. */
struct str str_cut(struct str s, size_t max);

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);

/*
 * Cuts the part before the next `separator` off `*rest` into `*part` and returns
 * true; false when `*rest` is used up. "a,,b" has three parts, "" has one.
 * Start with the whole text; `rest->data` is NULL at the end.
 */
bool str_next(struct str *rest, char separator, struct str *part);

/* Strict decimal numbers: all of `s`, no white space; false leaves `out` untouched. */
bool str_to_int64(struct str s, int64_t *out);
bool str_to_double(struct str s, double *out); /* finite only, always with a decimal point */

/* A copy with a NUL behind it, which `size` does not count. */
struct str str_copy(struct arena *arena, struct str s);

/* Text that grows in an arena up to `max` bytes; what goes beyond is dropped and `cut` says so. */
struct strbuf {
    struct arena *arena;
    char *data; /* always NUL-terminated once something was added */
    size_t size;
    size_t capacity;
    size_t max;
    bool cut;
};

struct strbuf strbuf_init(struct arena *arena, size_t max);
void strbuf_add(struct strbuf *buf, struct str s);
void strbuf_add_char(struct strbuf *buf, char c);
void strbuf_addf(struct strbuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str strbuf_str(const struct strbuf *buf);

#ifdef __cplusplus
}
#endif

#endif
