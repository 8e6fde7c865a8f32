/* fuzz_json.c - both JSON readers and the scan agree on what is JSON; what is written reads back.
 */
#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/json.h"
#include "base/json_reader.h"
#include "base/json_scan.h"
#include "base/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Visits every value, so that a wrong length or index is a read that ASan sees. */
static size_t visit(struct json_reader_value value)
{
    struct str text;
    struct json_reader_value child;
    struct json_reader_cursor cursor = {0};
    size_t seen = 1;
    if (json_reader_string(value, &text))
        assert(unicode_invalid_at(text) == text.size);
    while (json_reader_walk(value, &cursor, &text, &child))
        seen += visit(child);
    return seen;
}

static size_t count(const struct json *node)
{
    size_t seen = 1;
    for (const struct json *child = json_first(node); child != NULL; child = json_next(child))
        seen += count(child);
    return seen;
}

static struct str read_and_write(struct arena *arena, struct str text)
{
    struct json *root;
    struct error err;
    bool valid = json_parse(text, "fuzz", &root, &err);
    assert(valid);
    struct str line = json_write_line(arena, root);
    json_free(root);
    return line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct json_reader *reader = json_reader_open(size);
    struct json_reader_value value;
    struct json_scan_place place;
    const char *reason = NULL;
    bool valid = json_reader_parse(reader, text, &value, &reason);
    assert(valid == !json_scan_fault(text, &place));
    assert(valid || strcmp(reason, place.reason) == 0);

    struct json *root;
    struct error err;
    if (json_parse(text, "fuzz", &root, &err)) {
        struct arena *arena = arena_open("fuzz", (size_t)1 << 30);
        if (valid)
            assert(visit(value) == count(root));
        struct str line = json_write_line(arena, root);
        assert(str_equal(read_and_write(arena, line), line));
        assert(str_equal(read_and_write(arena, json_write(arena, root)), line));
        assert(str_equal(read_and_write(arena, json_write_island(arena, root)), line));
        json_free(root);
        arena_close(arena);
    }
    json_reader_close(reader);
    return 0;
}
