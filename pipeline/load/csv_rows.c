#include "load/csv_rows.h"

#include <csv.h>
#include <string.h>

#include "base/memory.h"
#include "base/unicode.h"

#define ROW_MAX LINES_MAX            /* bytes of a row */
#define HELD_MAX (2 * LINES_MAX + 2) /* a row that is still open, and the line after it */
#define CELL_STEP ((size_t)64 << 10) /* bytes by which libcsv's buffer for a cell grows */

/* What became of the next row. OPEN is only on the way: a quote is open where the line ends. */
enum row_result {
    ROW_COMPLETE,
    ROW_OPEN,
    ROW_BROKEN, /* the quotes of the line do not add up */
    ROW_BLANK,
    ROW_TOO_LONG,
    ROW_END,
    ROW_FAILED,
};

/*
 * The lines of a row that spans several are held until it is complete: when its quotes turn out
 * not to add up, all of them but the first are read again. `held[unread …)` are lines, each with
 * a newline behind it, that come before what `lines` gives next.
 */
struct csv_rows {
    struct lines *lines;
    struct csv_parser parser;
    struct strbuf held;
    size_t unread;
    bool too_long; /* what comes after the held lines is one that is too long */
    size_t number; /* of the line taken last */
    size_t begin;  /* number of the line on which the present row begins */
    size_t blank;  /* lines before the header that are not counted yet */

    struct strbuf text; /* the cells of the present row, one behind the other */
    size_t ends[CSV_ROWS_COLUMNS];
    size_t cells; /* of the present row, also those beyond CSV_ROWS_COLUMNS */
    bool complete;

    struct str names[CSV_ROWS_COLUMNS];
    size_t columns;
};

static void take_cell(void *bytes, size_t size, void *context)
{
    struct csv_rows *rows = context;
    strbuf_add(&rows->text, (struct str){bytes, size});
    if (rows->cells < CSV_ROWS_COLUMNS)
        rows->ends[rows->cells] = rows->text.size;
    rows->cells++;
}

static void take_end(int character, void *context)
{
    (void)character;
    ((struct csv_rows *)context)->complete = true;
}

/* A carriage return in a row is a byte as any other: lines.h has cut off the one of a CRLF. */
static int ends_row(unsigned char c)
{
    return c == '\n';
}

static bool parse(struct csv_rows *rows, struct str bytes)
{
    size_t done = csv_parse(&rows->parser, bytes.data, bytes.size, take_cell, take_end, rows);
    if (done == bytes.size)
        return true;
    if (csv_error(&rows->parser) != CSV_EPARSE)
        memory_exhausted("a CSV row", HELD_MAX);
    return false;
}

static enum row_result parse_line(struct csv_rows *rows, struct str line)
{
    if (!parse(rows, line) || !parse(rows, STR("\n")))
        return ROW_BROKEN;
    return rows->complete ? ROW_COMPLETE : ROW_OPEN;
}

/* The next line of those that are read again. */
static struct str next_held(struct csv_rows *rows)
{
    const char *from = rows->held.data + rows->unread;
    const char *newline = memchr(from, '\n', rows->held.size - rows->unread);
    struct str line = {from, (size_t)(newline - from)};
    rows->unread += line.size + 1;
    rows->number++;
    return line;
}

static void hold(struct csv_rows *rows, struct str line)
{
    strbuf_add(&rows->held, line);
    strbuf_add_char(&rows->held, '\n');
    rows->unread = rows->held.size;
}

/* The line on which a row begins; a view into what is held, or good until the next line. */
static enum row_result first_line(struct csv_rows *rows, struct str *line, struct error *err)
{
    if (rows->unread < rows->held.size) {
        *line = next_held(rows);
        return ROW_OPEN;
    }
    rows->held.size = rows->unread = 0;
    enum lines_result result = rows->too_long ? LINES_TOO_LONG : lines_next(rows->lines, line, err);
    rows->too_long = false;
    if (result == LINES_FAILED)
        return ROW_FAILED;
    if (result == LINES_END)
        return ROW_END;
    rows->number++;
    return result == LINES_LINE ? ROW_OPEN : ROW_TOO_LONG;
}

/* One more line of the row whose lines begin at `held[*row]`, which moves to the front. */
static enum row_result further_line(struct csv_rows *rows, size_t *row, struct str *line,
                                    struct error *err)
{
    if (rows->unread - *row > ROW_MAX || (rows->unread == rows->held.size && rows->too_long))
        return ROW_BROKEN;
    if (rows->unread < rows->held.size) {
        *line = next_held(rows);
        return ROW_OPEN;
    }
    enum lines_result result = lines_next(rows->lines, line, err);
    rows->too_long = result == LINES_TOO_LONG;
    if (result == LINES_FAILED)
        return ROW_FAILED;
    if (result != LINES_LINE)
        return ROW_BROKEN;
    rows->held.size -= *row;
    memmove(rows->held.data, rows->held.data + *row, rows->held.size);
    *row = 0;
    rows->number++;
    hold(rows, *line);
    return ROW_OPEN;
}

/* Goes on with a row whose first line, `size` bytes at `held[row]`, has an open quote. */
static enum row_result finish_row(struct csv_rows *rows, size_t row, size_t size, struct str *raw,
                                  struct error *err)
{
    enum row_result result = ROW_OPEN;
    struct str line;
    while (result == ROW_OPEN) {
        result = further_line(rows, &row, &line, err);
        if (result == ROW_OPEN)
            result = parse_line(rows, line);
    }
    *raw = (struct str){rows->held.data + row, rows->unread - row};
    if (result == ROW_BROKEN) {
        rows->unread = row + size + 1;
        rows->number = rows->begin;
    }
    return result;
}

/* Reads the next row; `*raw` is its text when it is complete. */
static enum row_result next_row(struct csv_rows *rows, struct str *raw, struct error *err)
{
    csv_fini(&rows->parser, NULL, NULL, NULL); /* forgets what a broken row left behind */
    rows->text.size = rows->cells = 0;
    rows->complete = false;

    size_t row = rows->unread;
    enum row_result result = first_line(rows, raw, err);
    rows->begin = rows->number;
    if (result != ROW_OPEN)
        return result;
    if (str_trim(*raw).size == 0)
        return ROW_BLANK;
    result = parse_line(rows, *raw);
    if (result != ROW_OPEN)
        return result;
    size_t size = raw->size;
    if (rows->held.size == 0) {
        row = 0;
        hold(rows, *raw);
    }
    return finish_row(rows, row, size, raw, err);
}

static bool take_names(struct csv_rows *rows, struct arena *arena, struct error *err)
{
    struct at at = csv_rows_at(rows);
    if (rows->cells > CSV_ROWS_COLUMNS)
        return error_set(err, ERROR_INPUT, at, "the header has more than %d columns",
                         CSV_ROWS_COLUMNS);
    for (size_t i = 0; i < rows->cells; i++)
        rows->names[i] = str_copy(arena, csv_rows_cell(rows, i));
    rows->columns = rows->cells;
    return true;
}

static bool read_header(struct csv_rows *rows, struct arena *arena, struct error *err)
{
    struct str raw;
    enum row_result result;
    while ((result = next_row(rows, &raw, err)) == ROW_BLANK)
        rows->blank++;
    switch (result) {
    case ROW_COMPLETE:
        return take_names(rows, arena, err);
    case ROW_TOO_LONG:
        return error_set(err, ERROR_INPUT, csv_rows_at(rows), "the header is longer than 1 MiB");
    case ROW_BROKEN:
        return error_set(err, ERROR_INPUT, csv_rows_at(rows),
                         "the quotes of the header do not add up");
    case ROW_FAILED:
        return false;
    case ROW_END:
    case ROW_OPEN:
    case ROW_BLANK:
        break;
    }
    return true;
}

bool csv_rows_open(struct lines *lines, struct arena *arena, struct csv_rows **out,
                   struct error *err)
{
    struct csv_rows *rows = ARENA_NEW(arena, struct csv_rows);
    rows->lines = lines;
    rows->held = strbuf_init(arena, HELD_MAX);
    rows->text = strbuf_init(arena, HELD_MAX);
    csv_init(&rows->parser, CSV_STRICT);
    csv_set_term_func(&rows->parser, ends_row);
    csv_set_blk_size(&rows->parser, CELL_STEP);
    if (!read_header(rows, arena, err)) {
        csv_rows_close(rows);
        return false;
    }
    *out = rows;
    return true;
}

void csv_rows_close(struct csv_rows *rows)
{
    if (rows != NULL)
        csv_free(&rows->parser);
}

size_t csv_rows_column(const struct csv_rows *rows, const char *name)
{
    for (size_t i = 0; i < rows->columns; i++)
        if (str_equal_ascii_nocase(rows->names[i], str_from(name)))
            return i;
    return CSV_ROWS_NONE;
}

/* What makes a complete row a bad one; false: rejected, with the reason. */
static bool check_row(const struct csv_rows *rows, struct str raw, struct input *input)
{
    struct at at = csv_rows_at(rows);
    if (memchr(raw.data, '\0', raw.size) != NULL)
        return input_reject(input, at, "a zero byte");
    size_t invalid = unicode_invalid_at(raw);
    if (invalid < raw.size)
        return input_reject(input, at, "byte %zu is not UTF-8", invalid + 1);
    if (rows->cells != rows->columns)
        return input_reject(input, at, "%zu cells where the header has %zu", rows->cells,
                            rows->columns);
    return true;
}

enum lines_result csv_rows_next(struct csv_rows *rows, struct input *input, struct error *err)
{
    struct str raw;
    input->read += rows->blank;
    input->blank += rows->blank;
    rows->blank = 0;
    for (;;) {
        enum row_result result = next_row(rows, &raw, err);
        input->read += result != ROW_END && result != ROW_FAILED;
        switch (result) {
        case ROW_COMPLETE:
            if (check_row(rows, raw, input))
                return LINES_LINE;
            break;
        case ROW_BROKEN:
            input_reject(input, csv_rows_at(rows), "the quotes do not add up");
            break;
        case ROW_TOO_LONG:
            input_reject(input, csv_rows_at(rows), "the line is longer than 1 MiB");
            break;
        case ROW_BLANK:
            input->blank++;
            break;
        case ROW_FAILED:
            return LINES_FAILED;
        case ROW_END:
        case ROW_OPEN:
            return LINES_END;
        }
    }
}

struct str csv_rows_cell(const struct csv_rows *rows, size_t column)
{
    if (column >= rows->cells || column >= CSV_ROWS_COLUMNS)
        return STR("");
    size_t begin = column == 0 ? 0 : rows->ends[column - 1];
    return str_slice(strbuf_str(&rows->text), begin, rows->ends[column]);
}

struct at csv_rows_at(const struct csv_rows *rows)
{
    return (struct at){lines_path(rows->lines), rows->begin};
}
