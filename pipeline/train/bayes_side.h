/*
 * bayes_side.h - one side of the model, users or items: its ratings in order, and its vectors.
 *
 * The vector of a row has a taste in each of the lanes 0 … k−1 and its bias in lane k; lanes
 * after that are 0. Its prior is N(prior[row], Λ⁻¹), where
 *
 *     prior[row] = m + w·Σ y_j over the other side's j that it has rated, w = (how many)^−½
 *
 * with the y_j of bayes_implicit.h: what somebody rates says something, whatever the stars. Of a
 * row without a rating nothing is known: its prior is the mean of the others' prior.
 */
#ifndef TRAIN_BAYES_SIDE_H
#define TRAIN_BAYES_SIDE_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "model/ratings.h"
#include "train/bayes_drift.h"
#include "train/bayes_kernels.h"

struct bayes_side {
    size_t n;       /* rows: users, or items */
    size_t n_other; /* rows of the other side */
    size_t count;   /* ratings learned from */
    size_t factors; /* k */
    size_t stride;  /* floats a vector: bayes_side_stride(k) */
    size_t n_rated; /* rows that have a rating */
    size_t most;    /* ratings of the row that has most of them */

    size_t *offsets;   /* (n + 1) row r's ratings are offsets[r] … offsets[r + 1] − 1 */
    uint32_t *ratings; /* (count) their numbers in struct ratings */
    uint32_t *others;  /* (count) the other side's row of each */
    uint32_t *order;   /* (n) rows, those with most ratings first */
    size_t *tasks;     /* (task_count + 1) borders in `order` of shares of about equal work */
    size_t task_count;
    float *weights; /* (n) w; 0 without a rating */
    float *support; /* (n_other) s_j = Σ w² over the rows that have j */

    float *rows;  /* (n, stride) the present draw */
    float *means; /* (n, stride) the mean of the conditional distribution it was drawn from */
    float *prior; /* (n, stride) */
    float *others_implicit; /* (n_other, stride) y_j */

    /* Effects of time; NULL without. */
    struct bayes_drift *drift; /* borrowed */
    uint32_t *points;          /* (count) the point of each rating */
    uint32_t *other_points;    /* (count) the other side's */
};

/* Floats of a vector with k factors and a bias, rounded up to KERNELS_LANES. */
size_t bayes_side_stride(size_t factors);

/*
 * Sorts the ratings numbered `learned` (count, in the order that a row's ratings keep) by `own`
 * (ratings->users or ratings->items); all vectors are 0.
 */
struct bayes_side bayes_side_make(const uint32_t *learned, size_t count, const uint32_t *own,
                                  size_t n, const uint32_t *others, size_t n_other, size_t factors);

/* Gives two sides their effects of time, which live as long. */
void bayes_side_attach(struct bayes_side *side, struct bayes_drift *drift,
                       const struct bayes_drift *other);

/*
 * Draws the first vectors: every lane from N(0, stddev²), the same for any number of threads.
 * `stream` is a stream of base/rng.h of its own.
 */
void bayes_side_start(struct bayes_side *side, double stddev, uint64_t seed, uint64_t stream,
                      const struct bayes_kernels *kernels);

void bayes_side_free(struct bayes_side *side);

#endif
