/*
 * csv_rows.h - CSV (RFC 4180) with a header line, row by row, columns by name.
 *
 * A quoted cell may span lines. Where quotes do not add up, the line on which the row began is
 * rejected alone and reading goes on with the next one, so that one stray quote does not
 * swallow the rest of the file. White space around an unquoted cell is cut off.
 */
#ifndef LOAD_CSV_ROWS_H
#define LOAD_CSV_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "load/lines.h"
#include "model/input.h"

#define CSV_ROWS_COLUMNS 64    /* cells of one row at most */
#define CSV_ROWS_NONE SIZE_MAX /* no such column */

struct csv_rows;

/*
 * Reads the header, which is no record. A file without one has no columns. The reader lives in
 * the arena, and `lines` is the caller's. False: as LINES_FAILED, or ERROR_INPUT at the header when
 * it is no CSV.
 */
bool csv_rows_open(struct lines *lines, struct arena *arena, struct csv_rows **out,
                   struct error *err);

/* Gives back what libcsv holds. NULL is nothing. */
void csv_rows_close(struct csv_rows *rows);

/* The place of a column, whatever its ASCII case, or CSV_ROWS_NONE. */
size_t csv_rows_column(const struct csv_rows *rows, const char *name);

/*
 * Goes to the next row and counts it as read. Rejected rows (quotes, another number of cells than
 * the header, ill-formed UTF-8, a zero byte, too long) are accounted for and passed over,
 * and so are blank lines; never LINES_TOO_LONG.
 */
enum lines_result csv_rows_next(struct csv_rows *rows, struct input *input, struct error *err);

/* A cell of the present row, valid until the next; "" for CSV_ROWS_NONE. */
struct str csv_rows_cell(const struct csv_rows *rows, size_t column);

/* Where the present row begins. */
struct at csv_rows_at(const struct csv_rows *rows);

#endif
