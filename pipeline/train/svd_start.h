/* svd_start.h - the rows of a model before the first epoch. */
#ifndef TRAIN_SVD_START_H
#define TRAIN_SVD_START_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"

/* The rows of one side (kernels.h). */
struct svd_start {
    float *rows;            /* (n, stride), all 0 */
    const uint32_t *counts; /* (n) train ratings: a row without one stays 0 */
    size_t n;
    size_t factors;
    size_t stride;
    size_t one; /* the lane that is 1 */
    double stddev;
    uint64_t seed;
    uint64_t stream; /* of random numbers */
};

/* Draws the factors from a uniform distribution around 0 of this standard deviation. */
void svd_start_rows(const struct svd_start *start, struct pool *pool);

#endif
