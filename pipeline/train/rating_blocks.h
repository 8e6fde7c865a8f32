/*
 * rating_blocks.h - ratings sorted into a grid of blocks that can be worked on side by side.
 *
 * Users and items are dealt to `grid` groups each; block (g, h) holds the ratings of user
 * group g on item group h. In round r the blocks (g, (g + r) mod grid) share neither a user nor
 * an item, so that threads may take one each (Gemulla et al., "Large-scale matrix
 * factorization with distributed stochastic gradient descent", KDD 2011). The grid depends on the
 * data only, so the result does not depend on how many threads there are.
 *
 * Inside a block the ratings lie user by user, a user's in the order of the file.
 */
#ifndef TRAIN_RATING_BLOCKS_H
#define TRAIN_RATING_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "model/ratings.h"
#include "train/kernels.h"
#include "train/rating_counts.h"

struct rating_blocks {
    size_t grid;
    struct kernels_rating *ratings; /* (total) block after block */
    struct kernels_run *runs;       /* of all blocks, block after block, with gaps between */
    struct kernels_block *blocks;   /* (grid, grid) views into the two */
};

/*
 * Sorts the ratings that rating_counts_make() counted: same ratings, part and parts. There are
 * fewer than 2^32. The caller frees the blocks with rating_blocks_free().
 */
struct rating_blocks rating_blocks_make(const struct ratings *ratings, const unsigned char *part,
                                        unsigned parts, const struct rating_counts *counts,
                                        uint64_t seed, struct pool *pool);

void rating_blocks_free(struct rating_blocks *blocks);

#endif
