#include "train/test_rows.h"

#include "base/unicode.h"

#define SHOWN_BYTES 40 /* of a line that is no number */

bool test_rows_parse(struct str text, const char *path, struct arena *arena, struct arena *scratch,
                     struct test_rows *out, struct error *err)
{
    struct test_rows rows = {0};
    size_t capacity = 0;
    struct at at = {path, 0};
    struct str line;
    if (str_starts_with(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.size);
    while (str_next(&text, '\n', &line)) {
        at.line++;
        line = str_trim(line);
        if (line.size == 0)
            continue;
        int64_t number;
        if (!str_to_int64(line, &number) || number < 0 || number > UINT32_MAX) {
            struct str shown = unicode_displayable(scratch, str_slice(line, 0, SHOWN_BYTES));
            return error_set(err, ERROR_INPUT, at, "\"%.*s\" is not the row of a rating",
                             STR_ARG(shown));
        }
        rows.items = arena_grow(arena, rows.items, rows.count, &capacity, sizeof *rows.items);
        rows.items[rows.count++] = (uint32_t)number;
    }
    if (rows.count == 0)
        return error_set(err, ERROR_INPUT, AT_FILE(path), "there is no row in it");
    *out = rows;
    return true;
}
