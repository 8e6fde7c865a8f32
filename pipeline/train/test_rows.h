/* test_rows.h - reads the file behind --test-rows: one 0-based data row of the ratings per line. */
#ifndef TRAIN_TEST_ROWS_H
#define TRAIN_TEST_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct test_rows {
    uint32_t *items; /* (count) in the order of the file, in the arena */
    size_t count;
};

/*
 * Reads the whole text of the file; `path` is what errors call it. Lines end in LF or CRLF;
 * blank ones and a byte order mark are skipped, white space around a number is ignored.
 * Errors (ERROR_INPUT) name the line: it is not a number below 2³²; or the file: no number in it.
 */
bool test_rows_parse(struct str text, const char *path, struct arena *arena, struct arena *scratch,
                     struct test_rows *out, struct error *err);

#endif
