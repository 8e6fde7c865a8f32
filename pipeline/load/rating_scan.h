/*
 * rating_scan.h - nearly every line of nearly every file of ratings: many at once, on all threads.
 *
 * A line of the usual form is user, film, stars and time in this order, ids as whole numbers
 * below ID_TABLE_DIRECT, stars of at most one decimal. Scanning asks no table, so that pieces of
 * a text may be scanned side by side; ids get their numbers from the rows in order afterwards.
 */
#ifndef LOAD_RATING_SCAN_H
#define LOAD_RATING_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "base/str.h"
#include "load/lines.h"
#include "load/rating_line.h"

#define RATING_SCAN_PIECES 16
#define RATING_SCAN_OTHER (-1.0f) /* the `stars` of a stretch of lines of other forms */

/* One usual line, or as many lines of other forms, good or bad, as come without one in between. */
struct rating_scan_row {
    uint32_t user; /* the value of the id; of a stretch, where in the piece it begins */
    uint32_t item; /* the value of the id; of a stretch, how many lines it has */
    float stars;
    uint32_t time;
};

/* Whole lines, each with its newline, and what they say: every line is in one row. */
struct rating_scan_piece {
    struct str text;
    struct rating_scan_row *rows; /* a block of base/memory.h */
    size_t count;
    size_t capacity;
};

struct rating_scan {
    struct rating_scan_piece pieces[RATING_SCAN_PIECES]; /* in order; some perhaps of no line */
};

/*
 * Scans the lines that wait, and reads ahead meanwhile. The pieces are views into `lines`. The
 * format is canonical.
 */
void rating_scan_waiting(struct rating_scan *scan, const struct rating_line_reader *reader,
                         struct lines *lines, struct pool *pool);

/* Scans one text of less than 4 GiB into piece->rows. */
void rating_scan_piece(struct rating_scan_piece *piece, const struct rating_line_reader *reader,
                       struct str text);

/* Frees the rows. */
void rating_scan_free(struct rating_scan *scan);

#endif
