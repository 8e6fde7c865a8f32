/* word_diff.h - what changed between two texts, word by word. */
#ifndef REPORT_WORD_DIFF_H
#define REPORT_WORD_DIFF_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum word_diff_kind {
    WORD_DIFF_SAME,
    WORD_DIFF_REMOVED,
    WORD_DIFF_ADDED,
};

/* Words of one kind that stand side by side. */
struct word_diff_piece {
    enum word_diff_kind kind;
    struct str text; /* a view of one of the texts */
};

struct word_diff {
    struct word_diff_piece *pieces; /* in the order of reading: what went before what came */
    size_t count;
};

/*
 * A longest common subsequence of words, which are runs of letters and digits (all that is not
 * ASCII is a letter), runs of spaces, and single signs. Together the same and the removed pieces
 * are `before`, the same and the added ones `after`. Texts that differ in more than about a
 * thousand words each are not searched: between what they begin and end with alike, one replaces
 * the other.
 */
struct word_diff word_diff_of(struct str before, struct str after, struct arena *arena);

#endif
