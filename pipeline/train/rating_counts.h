/* rating_counts.h - how many ratings of a set of parts each user and each item has. */
#ifndef TRAIN_RATING_COUNTS_H
#define TRAIN_RATING_COUNTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "model/ratings.h"

struct rating_counts {
    size_t total;
    double mean;     /* μ of the ratings; 0 for none */
    uint32_t *users; /* (n_users) a block of base/memory.h, like the next */
    uint32_t *items; /* (n_items) */
};

/* Counts the ratings whose part is in the set `parts` of SPLIT_BITs (split.h). */
struct rating_counts rating_counts_make(const struct ratings *ratings, const unsigned char *part,
                                        unsigned parts, struct pool *pool);

void rating_counts_free(struct rating_counts *counts);

#endif
