/*
 * rating_lists.h - the ratings of every user, and the same ratings of every item.
 *
 * Inside a list the ratings are in the order of the file.
 */
#ifndef TRAIN_RATING_LISTS_H
#define TRAIN_RATING_LISTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "model/ratings.h"
#include "train/kernels.h"
#include "train/rating_counts.h"

/* The lists of one side, user by user or item by item. */
struct rating_lists_side {
    size_t n;
    uint32_t *first;                /* (n + 1) where a list begins */
    struct kernels_rating *ratings; /* (total) list after list */
};

struct rating_lists {
    struct rating_lists_side users;
    struct rating_lists_side items;
};

/*
 * Sorts the ratings that rating_counts_make() counted: same ratings, part and parts. There are
 * fewer than 2^32. The caller frees the blocks with rating_lists_free().
 */
struct rating_lists rating_lists_make(const struct ratings *ratings, const unsigned char *part,
                                      unsigned parts, const struct rating_counts *counts,
                                      struct pool *pool);

void rating_lists_free(struct rating_lists *lists);

#endif
