/*
 * interactions.h - who rated what, row by row: the sparse matrix that the ranking models learn
 * from.
 *
 * Rows are users, or items after interactions_transposed(). Inside a row the columns ascend; a
 * pair that is rated twice is there twice.
 */
#ifndef TRAIN_INTERACTIONS_H
#define TRAIN_INTERACTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "model/ratings.h"

struct interactions {
    size_t n_rows;
    size_t n_columns;
    size_t count;      /* of all rows, < 2^32 */
    uint32_t *first;   /* (n_rows + 1) where a row begins; a block of base/memory.h like the rest */
    uint32_t *columns; /* (count) < n_columns */
    float *values;     /* (count) stars */
};

/* The ratings whose part is in the set `parts` of SPLIT_BITs: a row for every user. */
struct interactions interactions_make(const struct ratings *ratings, const unsigned char *part,
                                      unsigned parts);

struct interactions interactions_transposed(const struct interactions *matrix);

/* Frees the blocks and clears the structure. */
void interactions_free(struct interactions *matrix);

static inline size_t interactions_length(const struct interactions *matrix, size_t row)
{
    return matrix->first[row + 1] - matrix->first[row];
}

#endif
