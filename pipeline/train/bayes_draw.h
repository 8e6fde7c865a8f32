/*
 * bayes_draw.h - draws the vectors of one side given everything else: the heart of a sweep.
 *
 * With x the vector of a rating's other row (1 in the bias lane) and t its noisy score less the
 * other row's bias and the drift, row r's vector is
 *
 *     N(P⁻¹(τ·Σ x·t + Λ·prior), P⁻¹),   P = Λ + τ·Σ x·xᵀ
 *
 * Ordered probit draws the noisy scores of the row's ratings first; drift draws the effects of
 * the row's points in time then. All that is about one row and independent of the side's others.
 */
#ifndef TRAIN_BAYES_DRAW_H
#define TRAIN_BAYES_DRAW_H

#include <stdint.h>

#include "base/pool.h"
#include "train/bayes_prior.h"
#include "train/bayes_scale.h"
#include "train/bayes_side.h"

/* Streams of random numbers of one pass. */
enum bayes_draw_stream { BAYES_DRAW_ROWS, BAYES_DRAW_SCORES, BAYES_DRAW_EFFECTS };

struct bayes_draw {
    struct bayes_side *side;
    const struct bayes_side *other;
    const struct bayes_prior *prior;
    const struct bayes_scale *scale;
    const float *scores;         /* (side->count) of the ratings in the side's order; Gaussian */
    const unsigned char *levels; /* likewise; probit */
    uint64_t seed;
    uint64_t stream;                  /* + enum bayes_draw_stream */
    bool judge;                       /* whether to fill these: */
    double squared_error;             /* Σ (score − prediction)² after the draw; Gaussian */
    struct bayes_scale_slopes slopes; /* before the draw; probit */
};

/* Draws side->rows, side->means and the effects of side->drift. */
void bayes_draw_rows(struct bayes_draw *draw, const struct bayes_kernels *kernels,
                     struct pool *pool);

#endif
