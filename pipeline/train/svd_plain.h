/*
 * svd_plain.h - one epoch of plain stochastic gradient descent, shared by the threads of a pool.
 *
 * The blocks of a round have neither a user nor an item in common, and rounds follow one
 * another (rating_blocks.h): the result is the same for any number of threads.
 */
#ifndef TRAIN_SVD_PLAIN_H
#define TRAIN_SVD_PLAIN_H

#include "base/pool.h"
#include "train/kernels.h"
#include "train/rating_blocks.h"

/* Works through all blocks once. Returns Σ e² of the predictions before each step. */
double svd_plain_epoch(const struct rating_blocks *blocks, const struct kernels *kernels,
                       const struct kernels_model *model, struct pool *pool);

#endif
