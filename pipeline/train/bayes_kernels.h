/*
 * bayes_kernels.h - the inner loops of Gibbs sampling, one table per instruction set.
 *
 * Rows are `stride` floats, a multiple of KERNELS_LANES, in blocks of base/memory.h; so are all
 * other arrays that these functions take. A matrix is (stride, stride), row after row. Every
 * table computes the same sums in the same order, so that they differ only where one of them
 * rounds a product that another one fuses.
 */
#ifndef TRAIN_BAYES_KERNELS_H
#define TRAIN_BAYES_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "train/kernels.h"

/* Random numbers come in batches of so many; a batch is this many blocks of four words. */
#define BAYES_KERNELS_BATCH 32
#define BAYES_KERNELS_BATCH_BLOCKS 8

/* Below and above every threshold of a truncated normal distribution that matters. */
#define BAYES_KERNELS_FAR 1000.0F

struct bayes_kernels {
    const char *name; /* that of the struct kernels it goes with */

    /*
     * Random numbers of base/rng.h from `block` on: `count` (a multiple of BAYES_KERNELS_BATCH)
     * standard normal ones by the Box–Muller transform, or uniform ones inside (0, 1). Number i
     * depends on seed, stream, block and i only.
     */
    void (*normals)(uint64_t seed, uint64_t stream, uint64_t block, size_t count, float *out);
    void (*uniforms)(uint64_t seed, uint64_t stream, uint64_t block, size_t count, float *out);

    /* Adds Σ x xᵀ over the rows x (count, stride) to the upper triangle of `gram`. */
    void (*gram)(const float *x, size_t count, size_t stride, float *gram);

    /* out = Σ x·scale over the rows x (count, stride); scale (count). */
    void (*combine)(const float *x, const float *scale, size_t count, size_t stride, float *out);

    /* out[i] = x[i]·row over the rows x (count, stride). */
    void (*project)(const float *x, const float *row, size_t count, size_t stride, float *out);

    /*
     * Factors the symmetric positive definite matrix whose upper triangle is `matrix` into RᵀR;
     * R takes its place, with zeros left of the diagonal inside of a block of KERNELS_LANES;
     * inverse (stride) gets 1/R[i][i]. A pivot that rounding has made smaller than a tiny
     * positive number becomes that.
     */
    void (*factor)(float *matrix, size_t stride, float *inverse);

    /*
     * With R and `inverse` of factor(): mean = (RᵀR)⁻¹·right and draw = mean + R⁻¹·noise, a
     * sample of N(mean, (RᵀR)⁻¹) when noise is standard normal. `right` is lost.
     */
    void (*solve)(const float *factor, const float *inverse, size_t stride, float *right,
                  const float *noise, float *mean, float *draw);

    /* out = rows (count, stride) × matrix. `out` is not `rows`. */
    void (*multiply)(const float *rows, size_t count, size_t stride, const float *matrix,
                     float *out);

    /*
     * Draws n latent scores from N(mean, 1) cut to lower … upper, by inversion of the distribution
     * function at `uniform`. ±BAYES_KERNELS_FAR is no bound. low_slope and high_slope get how
     * fast the logarithm of the probability of the interval grows with upper and falls with
     * lower: φ(upper − mean)/P and φ(lower − mean)/P. n is a multiple of KERNELS_LANES.
     */
    void (*truncated)(const float *mean, const float *lower, const float *upper,
                      const float *uniform, size_t n, float *out, float *low_slope,
                      float *high_slope);

    /* Adds step·Φ(score − cut) taken away: out[i] += step·(1 − Φ(cut − score[i])); n as above. */
    void (*passed)(const float *score, float cut, float step, size_t n, float *out);

    /*
     * One lane block of implicit vectors (bayes_implicit.h): the vector y (KERNELS_LANES) of one
     * entity is drawn given the residuals (…, KERNELS_LANES) of the `count` rows that have it in
     * their sets, weights[row] = w, and the residuals follow:
     *
     *     y ← (Σ w·residual + s·y)·shrink + noise·spread,   residual ← residual − w·(y − y_before)
     */
    void (*implicit)(const uint32_t *rows, size_t count, const float *weights, float s,
                     float shrink, float spread, const float *noise, float *residuals, float *y);
};

/* The table that goes with a table of kernels.h. */
const struct bayes_kernels *bayes_kernels_of(const struct kernels *kernels);

#endif
