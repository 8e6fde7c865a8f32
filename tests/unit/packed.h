/* packed.h - compressed bytes for tests of readers. */
#ifndef UNIT_PACKED_H
#define UNIT_PACKED_H

#include <check.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"
#include "base/str.h"

/* One gzip member. */
static inline struct str packed_gzip(struct arena *arena, struct str text)
{
    z_stream stream = {0};
    ck_assert_int_eq(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&stream, text.size);
    char *data = arena_array(arena, room, 1);
    stream.next_in = (unsigned char *)text.data;
    stream.avail_in = (unsigned)text.size;
    stream.next_out = (unsigned char *)data;
    stream.avail_out = (unsigned)room;
    ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    struct str packed = {data, stream.total_out};
    deflateEnd(&stream);
    return packed;
}

/* One Zstandard frame. */
static inline struct str packed_zstd(struct arena *arena, struct str text)
{
    size_t room = ZSTD_compressBound(text.size);
    char *data = arena_array(arena, room, 1);
    size_t size = ZSTD_compress(data, room, text.data, text.size, 3);
    ck_assert(!ZSTD_isError(size));
    return (struct str){data, size};
}

static inline struct str packed_join(struct arena *arena, struct str a, struct str b)
{
    char *data = arena_array(arena, a.size + b.size + 1, 1);
    memcpy(data, a.data, a.size);
    memcpy(data + a.size, b.data, b.size);
    return (struct str){data, a.size + b.size};
}

#endif
