/* fuzz_test_rows.c - a file of rows is read whole or refused with a line that it has. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "train/test_rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 1 << 26 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_open("fuzz", ARENA_BYTES);
    struct test_rows rows = {0};
    struct error err = {0};
    const struct str text = {(const char *)data, size};
    if (test_rows_parse(text, "rows.txt", arena, arena, &rows, &err))
        assert(rows.count != 0 && rows.count <= size);
    else
        assert(err.kind == ERROR_INPUT && rows.items == NULL);
    arena_close(arena);
    return 0;
}
