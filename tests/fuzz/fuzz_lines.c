/*
 * fuzz_lines.c - lines are what lies between newlines, whatever the file is packed with.
 *
 * Plain bytes are compared with a cut by hand; the lines of packed ones, put together again, with
 * the bytes that lines_chunk() gives.
 */
#include <string.h>

#include "feed.h"
#include "load/lines.h"

enum { COMPARED_MAX = 1 << 24 };

/* All that lines_chunk() gives, up to a maximum; false when the data is damaged. */
static bool read_chunks(struct str data, struct strbuf *all)
{
    struct lines *lines = lines_open_text("fuzz", data);
    struct error err = {0};
    struct str chunk;
    bool done;
    while ((done = lines_chunk(lines, &chunk, &err)) && chunk.size != 0 && !all->cut)
        strbuf_add(all, chunk);
    assert(done || err.kind == ERROR_INPUT);
    lines_close(lines);
    return done;
}

/* Takes the next line off `*text`: without its end, and with the rest behind it. */
static struct str cut_line(struct str *text)
{
    const char *newline = memchr(text->data, '\n', text->size);
    size_t size = newline == NULL ? text->size : (size_t)(newline - text->data);
    struct str line = str_slice(*text, 0, size);
    *text = str_slice(*text, newline == NULL ? size : size + 1, text->size);
    return line;
}

static void compare(struct str data, struct str text)
{
    struct lines *lines = lines_open_text("fuzz", data);
    struct str line;
    size_t number = 0;
    while (text.size != 0) {
        struct str expected = cut_line(&text);
        enum lines_result result = lines_next(lines, &line, NULL);
        number++;
        assert(lines_number(lines) == number);
        assert(result == (expected.size > LINES_MAX ? LINES_TOO_LONG : LINES_LINE));
        if (result == LINES_TOO_LONG)
            continue;
        if (str_ends_with(expected, STR("\r")))
            expected.size--;
        assert(str_equal(line, expected));
    }
    assert(lines_next(lines, &line, NULL) == LINES_END);
    lines_close(lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_open("fuzz", FEED_ARENA);
    struct strbuf all = strbuf_init(arena, COMPARED_MAX);
    struct str bytes = {(const char *)data, size};
    if (read_chunks(bytes, &all) && !all.cut)
        compare(bytes, strbuf_str(&all));
    arena_close(arena);
    return 0;
}
