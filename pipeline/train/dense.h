/*
 * dense.h - dense symmetric positive definite systems, for the models that are solved, not stepped.
 *
 * Matrices are row by row in single precision, `stride` floats from row to row, a multiple of
 * KERNELS_LANES, in blocks of base/memory.h. Work is cut into the same pieces whatever the pool,
 * so that the number of threads does not show.
 */
#ifndef TRAIN_DENSE_H
#define TRAIN_DENSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pool.h"
#include "train/kernels.h"

/* How products of blocks are taken: one table for OpenBLAS, one that is the same everywhere. */
struct dense {
    /* Call it on a thread before the others: OpenBLAS needs memory of its own there. */
    void (*prepare)(void);

    /* Upper triangle (rows at least from the diagonal on) of out (n, n) += aᵀ·a, a (count, n). */
    void (*gram)(const float *a, size_t count, size_t n, size_t stride, float *out);

    /* c (m, n) −= aᵀ·b for a (k, m) and b (k, n), all of the same stride. */
    void (*subtract)(const float *a, const float *b, size_t m, size_t n, size_t k, size_t stride,
                     float *c);

    /* b (n, m) ← U⁻ᵀ·b, or with `transposed` false U⁻¹·b, for U (n, n) upper triangular. */
    void (*solve)(const float *u, size_t n, size_t stride, bool transposed, float *b, size_t m,
                  size_t b_stride);
};

/* The portable table for the portable kernels, otherwise OpenBLAS. */
const struct dense *dense_choose(const struct kernels *kernels);

/*
 * Replaces the upper triangle of the symmetric `a` (n, n) by the U of UᵀU = a (Cholesky); what is
 * below the diagonal is neither read nor kept. False when a is not positive definite.
 */
bool dense_factorise(float *a, size_t n, size_t stride);

/* x (n) ← (UᵀU)⁻¹·x for the U of dense_factorise(). */
void dense_solve(const float *u, size_t n, size_t stride, float *x);

/*
 * Replaces the symmetric `a` (n, n), of which the upper triangle is read, by its inverse, all of
 * it: a Cholesky factor by blocks and a triangular solve for each block of columns. Takes n·stride
 * more floats while it runs. False when a is not positive definite; a is of no use then.
 */
bool dense_invert(const struct dense *dense, struct pool *pool, float *a, size_t n, size_t stride);

#endif
