/* diff.h - what has to go from one sequence of texts and what has to come to make it the other. */
#ifndef BASE_DIFF_H
#define BASE_DIFF_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum diff_kind {
    DIFF_SAME,
    DIFF_REMOVED, /* only in the first */
    DIFF_ADDED,   /* only in the second */
};

struct diff_edit {
    enum diff_kind kind;
    struct str text; /* a view into the first or the second */
};

struct diff {
    struct diff_edit *items; /* in the order of the second; what is removed before what is added */
    size_t count;
    size_t changes; /* edits that are not DIFF_SAME */
};

#define DIFF_CELLS_MAX ((size_t)1 << 22) /* of the table below: two texts of 2,000 lines */

/*
 * The fewest removals and additions: what stays is a longest common subsequence, found in a table
 * of (n+1)(m+1) after equal ends were taken off. Where that would have more than DIFF_CELLS_MAX
 * cells, everything between the ends is removed and added.
 */
struct diff diff_sequences(const struct str *a, size_t n, const struct str *b, size_t m,
                           struct arena *arena);

/* The same of the lines of two texts. */
struct diff diff_lines(struct str a, struct str b, struct arena *arena);

#endif
