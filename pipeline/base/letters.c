#include "base/letters.h"

#include <assert.h>
#include <stdbool.h>
#include <utf8proc.h>

#define POINT_BYTES 4 /* of one code point in UTF-8, at most */

static void add_point(struct strbuf *buf, utf8proc_int32_t point)
{
    utf8proc_uint8_t bytes[POINT_BYTES];
    utf8proc_ssize_t size = utf8proc_encode_char(point, bytes);
    strbuf_add(buf, (struct str){(const char *)bytes, (size_t)size});
}

/* Maps every code point. */
static struct str map_points(struct arena *arena, struct str s,
                             utf8proc_int32_t (*map)(utf8proc_int32_t))
{
    struct strbuf buf = strbuf_init(arena, POINT_BYTES * s.size);
    for (size_t at = 0; at < s.size;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)s.data + at,
                                                 (utf8proc_ssize_t)(s.size - at), &point);
        assert(size > 0 && "the caller has checked that the text is UTF-8");
        add_point(&buf, map(point));
        at += (size_t)size;
    }
    return strbuf_str(&buf);
}

struct str letters_upper(struct arena *arena, struct str s)
{
    return map_points(arena, s, utf8proc_toupper);
}

struct str letters_lower(struct arena *arena, struct str s)
{
    return map_points(arena, s, utf8proc_tolower);
}

static bool is_mark(utf8proc_int32_t point)
{
    return point >= 0x0300 && point <= 0x036F;
}

static bool is_latin(utf8proc_int32_t point)
{
    return (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') ||
           (point >= 0xC0 && point <= 0x024F);
}

struct str letters_plain(struct arena *arena, struct str s)
{
    const utf8proc_option_t decompose = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
    const utf8proc_uint8_t *data = (const utf8proc_uint8_t *)s.data;
    utf8proc_ssize_t size = (utf8proc_ssize_t)s.size;
    utf8proc_ssize_t count = utf8proc_decompose(data, size, NULL, 0, decompose);
    assert(count >= 0 && "the caller has checked that the text is UTF-8");
    utf8proc_int32_t *points = ARENA_ARRAY(arena, utf8proc_int32_t, (size_t)count);
    utf8proc_decompose(data, size, points, count, decompose);

    utf8proc_ssize_t kept = 0;
    bool latin = false; /* the last letter is */
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        if (!is_mark(points[i]))
            latin = is_latin(points[i]);
        else if (latin)
            continue;
        points[kept++] = points[i];
    }
    count = utf8proc_normalize_utf32(points, kept, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    struct strbuf buf = strbuf_init(arena, POINT_BYTES * (size_t)count);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        add_point(&buf, points[i]);
    return strbuf_str(&buf);
}
