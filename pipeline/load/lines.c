#include "load/lines.h"

#include <assert.h>
#include <string.h>

#include "base/memory.h"
#include "load/unpack.h"

#define READ_MIN ((size_t)128 << 10) /* room that is made before bytes are read */
#define CAPACITY_MIN ((size_t)256 << 10)

/*
 * Unpacked bytes that were not given out yet are `data[begin … end)`; the first `searched` of
 * them hold no newline. What was read ahead follows behind `end`.
 */
struct lines {
    struct unpack *unpack;
    char *data;
    size_t capacity;
    size_t begin;
    size_t end;
    size_t searched;
    size_t whole; /* end of the last whole line in `data`; 0: not looked for */
    size_t number;
    bool begun;  /* the byte order mark was looked for */
    bool ended;  /* nothing is left to unpack */
    char *ahead; /* NULL: nothing was ever read ahead */
    size_t ahead_size;
    bool ahead_ended;
    bool ahead_failed;
    struct error ahead_error; /* when it failed */
};

static struct lines *lines_make(struct unpack *unpack)
{
    struct lines *lines = memory_block(1, sizeof *lines);
    lines->unpack = unpack;
    lines->capacity = CAPACITY_MIN;
    lines->data = memory_block(lines->capacity, 1);
    return lines;
}

bool lines_open(const char *path, struct lines **out, struct error *err)
{
    struct unpack *unpack;
    if (!unpack_open(path, &unpack, err))
        return false;
    *out = lines_make(unpack);
    return true;
}

struct lines *lines_open_text(const char *name, struct str text)
{
    return lines_make(unpack_open_text(name, text));
}

void lines_close(struct lines *lines)
{
    if (lines == NULL)
        return;
    unpack_close(lines->unpack);
    memory_free(lines->data);
    memory_free(lines->ahead);
    memory_free(lines);
}

const char *lines_path(const struct lines *lines)
{
    return unpack_path(lines->unpack);
}

/* Makes room for `room` bytes: moves what is left to the front, or takes a larger buffer. */
static void make_room(struct lines *lines, size_t room)
{
    size_t left = lines->end - lines->begin;
    if (lines->capacity - lines->end >= room)
        return;
    if (lines->capacity - left < room) {
        size_t larger = lines->capacity * 2;
        while (larger - left < room)
            larger *= 2;
        char *data = memory_raw(larger, 1);
        memcpy(data, lines->data + lines->begin, left);
        memory_free(lines->data);
        lines->data = data;
        lines->capacity = larger;
    } else if (left != 0) {
        memmove(lines->data, lines->data + lines->begin, left);
    }
    lines->begin = 0;
    lines->end = left;
}

void lines_read_ahead(struct lines *lines)
{
    if (lines->ended || lines->ahead_size != 0)
        return;
    if (lines->ahead == NULL)
        lines->ahead = memory_raw(LINES_AHEAD, 1);
    while (lines->ahead_size < LINES_AHEAD && !lines->ahead_ended && !lines->ahead_failed) {
        size_t got = 0;
        lines->ahead_failed =
            !unpack_read(lines->unpack, lines->ahead + lines->ahead_size,
                         LINES_AHEAD - lines->ahead_size, &got, &lines->ahead_error);
        lines->ahead_ended = got == 0;
        lines->ahead_size += got;
    }
}

static bool copy_error(const struct error *error, struct error *err)
{
    if (err != NULL)
        *err = *error;
    return false;
}

static bool refill(struct lines *lines, struct error *err)
{
    size_t got = lines->ahead_size;
    make_room(lines, got != 0 ? got : READ_MIN);
    if (got != 0)
        memcpy(lines->data + lines->end, lines->ahead, got);
    else if (lines->ahead_failed)
        return copy_error(&lines->ahead_error, err);
    else if (!lines->ahead_ended && !unpack_read(lines->unpack, lines->data + lines->end,
                                                 lines->capacity - lines->end, &got, err))
        return false;
    lines->ahead_size = 0;
    lines->end += got;
    lines->ended = got == 0;
    lines->whole = 0;
    return true;
}

/* Reads until there are some bytes to tell a byte order mark by, and cuts it off. */
static bool begin_text(struct lines *lines, struct error *err)
{
    while (!lines->begun) {
        if (lines->end < 3 && !lines->ended) {
            if (!refill(lines, err))
                return false;
            continue;
        }
        if (lines->end >= 3 && memcmp(lines->data, "\xEF\xBB\xBF", 3) == 0)
            lines->begin = 3;
        lines->begun = true;
    }
    return true;
}

bool lines_peek(struct lines *lines, struct str *out, struct error *err)
{
    assert(lines->number == 0);
    if (!begin_text(lines, err))
        return false;
    while (lines->end - lines->begin < LINES_PEEK && !lines->ended)
        if (!refill(lines, err))
            return false;
    *out = (struct str){lines->data + lines->begin, lines->end - lines->begin};
    return true;
}

/* Gives out the next `size` bytes and the newline behind them. */
static enum lines_result give(struct lines *lines, size_t size, struct str *line)
{
    *line = (struct str){lines->data + lines->begin, size};
    lines->begin += size;
    if (lines->begin < lines->end)
        lines->begin++;
    lines->searched = 0;
    lines->number++;
    if (size > LINES_MAX)
        return LINES_TOO_LONG;
    if (size != 0 && line->data[size - 1] == '\r')
        line->size--;
    return LINES_LINE;
}

/* Passes over a line that is longer than may be held. */
static enum lines_result skip(struct lines *lines, struct error *err)
{
    lines->number++;
    lines->searched = 0;
    for (;;) {
        const char *newline = NULL;
        if (lines->begin < lines->end)
            newline = memchr(lines->data + lines->begin, '\n', lines->end - lines->begin);
        lines->begin = newline == NULL ? lines->end : (size_t)(newline - lines->data) + 1;
        if (newline != NULL || lines->ended)
            return LINES_TOO_LONG;
        if (!refill(lines, err))
            return LINES_FAILED;
    }
}

enum lines_result lines_next(struct lines *lines, struct str *line, struct error *err)
{
    if (!lines->begun && !begin_text(lines, err))
        return LINES_FAILED;
    for (;;) {
        const char *from = lines->data + lines->begin;
        size_t left = lines->end - lines->begin;
        const char *newline = memchr(from + lines->searched, '\n', left - lines->searched);
        if (newline != NULL)
            return give(lines, (size_t)(newline - from), line);
        if (lines->ended)
            return left == 0 ? LINES_END : give(lines, left, line);
        if (left > LINES_MAX)
            return skip(lines, err);
        lines->searched = left;
        if (!refill(lines, err))
            return LINES_FAILED;
    }
}

enum lines_result lines_next_record(struct lines *lines, struct input *input, struct str *line,
                                    struct error *err)
{
    for (;;) {
        enum lines_result result = lines_next(lines, line, err);
        if (result == LINES_END || result == LINES_FAILED)
            return result;
        input->read++;
        if (result == LINES_TOO_LONG)
            input_reject(input, lines_at(lines), "the line is longer than 1 MiB");
        else if (line->size != 0 &&
                 ((unsigned char)line->data[0] > ' ' || str_trim(*line).size != 0))
            return LINES_LINE;
        else
            input->blank++;
    }
}

struct str lines_waiting(struct lines *lines)
{
    if (lines->whole == 0) {
        lines->whole = lines->end;
        while (lines->whole > lines->begin && lines->data[lines->whole - 1] != '\n')
            lines->whole--;
    }
    if (lines->whole <= lines->begin)
        return STR_NONE;
    return (struct str){lines->data + lines->begin, lines->whole - lines->begin};
}

void lines_pass(struct lines *lines, const char *end, size_t count)
{
    assert(lines->begun && end >= lines->data + lines->begin && end <= lines->data + lines->end);
    lines->begin = (size_t)(end - lines->data);
    lines->number += count;
    lines->searched = 0;
}

size_t lines_bytes_left(const struct lines *lines)
{
    size_t left = unpack_bytes_left(lines->unpack);
    return left == 0 ? 0 : left + lines->ahead_size + lines->end - lines->begin;
}

bool lines_chunk(struct lines *lines, struct str *chunk, struct error *err)
{
    if (!lines->begun && !begin_text(lines, err))
        return false;
    if (lines->begin == lines->end && !lines->ended && !refill(lines, err))
        return false;
    *chunk = (struct str){lines->data + lines->begin, lines->end - lines->begin};
    lines->begin = lines->end;
    return true;
}

size_t lines_number(const struct lines *lines)
{
    return lines->number;
}

struct at lines_at(const struct lines *lines)
{
    return (struct at){lines_path(lines), lines->number};
}

void lines_account(struct lines *lines, struct input *input)
{
    assert(lines->ended && lines->begin == lines->end);
    assert(input->read == input->accepted + input->rejected + input->duplicate + input->blank);
    assert(input->rejected == input->rejects.count);
    input->bytes = unpack_account(lines->unpack, &input->digest);
    if (input->bytes == 0)
        findings_add(&input->notes, AT_FILE(input->path), "the file is empty");
}
