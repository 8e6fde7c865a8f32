#include "load/unpack.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/memory.h"

#define STORED_MAX ((size_t)256 << 10) /* bytes that are read at once */
#define MAGIC_MAX 4                    /* bytes that tell the format */
#define GZIP_WINDOW (15 + 16)          /* zlib: the largest window, gzip headers only */

enum format {
    FORMAT_PLAIN,
    FORMAT_GZIP,
    FORMAT_ZSTD,
};

/*
 * Stored bytes that are not unpacked yet are `stored[begin … end)`. `inside` says that a
 * compressed member or frame has begun and not ended.
 */
struct unpack {
    const char *path;
    int file;        /* -1: the bytes are `text` */
    struct str text; /* what is left of it */
    char *stored;
    size_t begin;
    size_t end;
    bool ended; /* nothing is left to read */
    uint64_t bytes;
    struct hash_stream *digest; /* NULL once it was asked for */
    enum format format;
    bool told; /* `format` is known */
    bool inside;
    z_stream gzip;
    ZSTD_DStream *zstd;
};

static struct unpack *unpack_make(const char *path, int file, struct str text)
{
    struct unpack *unpack = memory_block(1, sizeof *unpack);
    unpack->path = path;
    unpack->file = file;
    unpack->text = text;
    unpack->stored = memory_block(STORED_MAX, 1);
    unpack->digest = hash_stream_open();
    return unpack;
}

bool unpack_open(const char *path, struct unpack **out, struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR))
        return error_set(err, ERROR_INPUT, AT_FILE(path), "does not exist");
    if (file < 0)
        return error_set(err, ERROR_INPUT, AT_FILE(path), "may not be read: %s", strerror(errno));
    struct stat info;
    if (fstat(file, &info) == 0 && S_ISDIR(info.st_mode)) {
        close(file);
        return error_set(err, ERROR_INPUT, AT_FILE(path), "is a folder where a file is expected");
    }
    *out = unpack_make(path, file, STR_NONE);
    return true;
}

struct unpack *unpack_open_text(const char *name, struct str text)
{
    return unpack_make(name, -1, text);
}

void unpack_close(struct unpack *unpack)
{
    if (unpack == NULL)
        return;
    if (unpack->file >= 0)
        close(unpack->file);
    if (unpack->digest != NULL)
        hash_stream_close(unpack->digest);
    if (unpack->told && unpack->format == FORMAT_GZIP)
        inflateEnd(&unpack->gzip);
    ZSTD_freeDStream(unpack->zstd);
    memory_free(unpack->stored);
    memory_free(unpack);
}

const char *unpack_path(const struct unpack *unpack)
{
    return unpack->path;
}

/* Puts up to `max` stored bytes into `out` and into the digest. */
static bool read_stored(struct unpack *unpack, char *out, size_t max, size_t *got,
                        struct error *err)
{
    ssize_t size;
    if (unpack->file < 0) {
        size_t part = unpack->text.size < max ? unpack->text.size : max;
        if (part != 0)
            memcpy(out, unpack->text.data, part);
        unpack->text = str_slice(unpack->text, part, unpack->text.size);
        size = (ssize_t)part;
    } else {
        do
            size = read(unpack->file, out, max);
        while (size < 0 && errno == EINTR);
    }
    if (size < 0)
        return error_errno(err, AT_FILE(unpack->path), "cannot be read");
    *got = (size_t)size;
    unpack->ended = size == 0;
    unpack->bytes += (uint64_t)size;
    hash_stream_add(unpack->digest, (struct str){out, (size_t)size});
    return true;
}

/* Makes sure that there are stored bytes, unless the end is reached. */
static bool refill(struct unpack *unpack, struct error *err)
{
    if (unpack->begin < unpack->end || unpack->ended)
        return true;
    unpack->begin = unpack->end = 0;
    return read_stored(unpack, unpack->stored, STORED_MAX, &unpack->end, err);
}

static enum format told_by(const unsigned char *magic, size_t size)
{
    if (size >= 2 && magic[0] == 0x1F && magic[1] == 0x8B)
        return FORMAT_GZIP;
    if (size >= 4 && memcmp(magic, "\x28\xB5\x2F\xFD", 4) == 0)
        return FORMAT_ZSTD;
    /* A skippable frame: parallel compressors begin with one. */
    if (size >= 4 && (magic[0] & 0xF0) == 0x50 && memcmp(magic + 1, "\x2A\x4D\x18", 3) == 0)
        return FORMAT_ZSTD;
    return FORMAT_PLAIN;
}

/* Reads the first bytes, even when a pipe gives them one by one, and gets the format ready. */
static bool tell_format(struct unpack *unpack, struct error *err)
{
    while (unpack->end < MAGIC_MAX && !unpack->ended) {
        size_t got;
        if (!read_stored(unpack, unpack->stored + unpack->end, STORED_MAX - unpack->end, &got, err))
            return false;
        unpack->end += got;
    }
    unpack->format = told_by((const unsigned char *)unpack->stored, unpack->end);
    if (unpack->format == FORMAT_GZIP && inflateInit2(&unpack->gzip, GZIP_WINDOW) != Z_OK)
        memory_exhausted("unpacking gzip data", STORED_MAX);
    if (unpack->format == FORMAT_ZSTD) {
        unpack->zstd = ZSTD_createDStream();
        if (unpack->zstd == NULL)
            memory_exhausted("unpacking Zstandard data", STORED_MAX);
    }
    unpack->told = true;
    return true;
}

static bool read_plain(struct unpack *unpack, char *out, size_t max, size_t *got, struct error *err)
{
    size_t left = unpack->end - unpack->begin;
    if (left == 0)
        return unpack->ended ? (*got = 0, true) : read_stored(unpack, out, max, got, err);
    *got = left < max ? left : max;
    memcpy(out, unpack->stored + unpack->begin, *got);
    unpack->begin += *got;
    return true;
}

static bool ends_early(const struct unpack *unpack, const char *format, struct error *err)
{
    return error_set(err, ERROR_INPUT, AT_FILE(unpack->path),
                     "the %s data ends early: the file is cut off", format);
}

/* Zero bytes behind a member pad the file to the blocks of a tape. */
static void skip_padding(struct unpack *unpack)
{
    while (unpack->begin < unpack->end && unpack->stored[unpack->begin] == '\0')
        unpack->begin++;
}

static bool read_gzip(struct unpack *unpack, char *out, size_t max, size_t *got, struct error *err)
{
    z_stream *gzip = &unpack->gzip;
    max = max < INT_MAX ? max : INT_MAX;
    *got = 0;
    while (*got == 0) {
        if (!refill(unpack, err))
            return false;
        if (!unpack->inside)
            skip_padding(unpack);
        if (unpack->begin == unpack->end) {
            if (!unpack->ended)
                continue;
            return !unpack->inside || ends_early(unpack, "gzip", err);
        }
        unpack->inside = true;
        gzip->next_in = (unsigned char *)unpack->stored + unpack->begin;
        gzip->avail_in = (unsigned)(unpack->end - unpack->begin);
        gzip->next_out = (unsigned char *)out;
        gzip->avail_out = (unsigned)max;
        int status = inflate(gzip, Z_NO_FLUSH);
        unpack->begin = unpack->end - gzip->avail_in;
        *got = max - gzip->avail_out;
        if (status == Z_MEM_ERROR)
            memory_exhausted("unpacking gzip data", STORED_MAX);
        if (status != Z_OK && status != Z_STREAM_END)
            return error_set(err, ERROR_INPUT, AT_FILE(unpack->path),
                             "the gzip data is damaged: %s",
                             gzip->msg == NULL ? "no progress" : gzip->msg);
        if (status == Z_STREAM_END) {
            unpack->inside = false;
            inflateReset(gzip);
        }
    }
    return true;
}

static bool read_zstd(struct unpack *unpack, char *out, size_t max, size_t *got, struct error *err)
{
    *got = 0;
    while (*got == 0) {
        if (!refill(unpack, err))
            return false;
        /* What was unpacked already may wait inside for room: ask also without further input. */
        if (unpack->ended && !unpack->inside)
            return true;
        ZSTD_inBuffer in = {unpack->stored + unpack->begin, unpack->end - unpack->begin, 0};
        ZSTD_outBuffer to = {out, max, 0};
        size_t status = ZSTD_decompressStream(unpack->zstd, &to, &in);
        unpack->begin += in.pos;
        *got = to.pos;
        if (ZSTD_isError(status))
            return error_set(err, ERROR_INPUT, AT_FILE(unpack->path),
                             "the Zstandard data is damaged: %s", ZSTD_getErrorName(status));
        unpack->inside = status != 0;
        if (unpack->inside && unpack->ended && unpack->begin == unpack->end && to.pos == 0)
            return ends_early(unpack, "Zstandard", err);
    }
    return true;
}

bool unpack_read(struct unpack *unpack, char *out, size_t max, size_t *got, struct error *err)
{
    assert(max != 0);
    if (!unpack->told && !tell_format(unpack, err))
        return false;
    switch (unpack->format) {
    case FORMAT_GZIP:
        return read_gzip(unpack, out, max, got, err);
    case FORMAT_ZSTD:
        return read_zstd(unpack, out, max, got, err);
    case FORMAT_PLAIN:
        break;
    }
    return read_plain(unpack, out, max, got, err);
}

size_t unpack_bytes_left(const struct unpack *unpack)
{
    struct stat info;
    if (unpack->file < 0 || unpack->format != FORMAT_PLAIN || fstat(unpack->file, &info) != 0 ||
        !S_ISREG(info.st_mode) || (uint64_t)info.st_size < unpack->bytes)
        return 0;
    return (size_t)((uint64_t)info.st_size - unpack->bytes);
}

uint64_t unpack_account(struct unpack *unpack, struct hash_sha256 *digest)
{
    assert(unpack->ended && unpack->digest != NULL);
    *digest = hash_stream_close(unpack->digest);
    unpack->digest = NULL;
    return unpack->bytes;
}

const char *unpack_zlib_version(void)
{
    return zlibVersion();
}

const char *unpack_zstd_version(void)
{
    return ZSTD_versionString();
}
