/*
 * bayes_drift.h - moods: how a user's or an item's level moves with time.
 *
 * Besides its vector a row has an effect that depends on time, a stationary Gaussian process
 * whose correlation decays with the distance in time (Ornstein and Uhlenbeck, 1930):
 *
 *     effect(t) ~ N(0, variance),   correlation(t, t') = exp(−|t − t'| / memory)
 *
 * A user's ratings of the same quarter of an hour resemble each other, films have their seasons
 * (Koren, "Collaborative filtering with temporal dynamics", KDD 2009). Given everything else
 * all effects of a row are drawn at once, forwards by a Kalman filter and backwards from its end
 * (Carter and Kohn, "On Gibbs sampling for state space models", Biometrika 81(3), 1994). The
 * times of ratings to be predicted take part without saying anything.
 */
#ifndef TRAIN_BAYES_DRIFT_H
#define TRAIN_BAYES_DRIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rng.h"
#include "model/ratings.h"

/* The effects of one side. A point is a row at a time at which it has ratings; times that hardly
 * differ, compared with the memory, are one. */
struct bayes_drift {
    size_t n; /* rows */
    size_t point_count;
    size_t most;      /* points of the row that has most */
    size_t *offsets;  /* (n + 1) row r's points are offsets[r] … offsets[r + 1] − 1, by time */
    float *kept;      /* (point_count) correlation with the row's point before; 0 for the first */
    float *effects;   /* (point_count) the present draw */
    uint32_t *points; /* (ratings->count) the point of each rating; those left out have any */
    double *squares;  /* (n) Σ of squared innovations over their variances, in units of variance */
    double variance;
};

/* What one point's ratings leave for its effect to explain. */
struct bayes_drift_point {
    double sum;
    double count;
    double mean;   /* of the filter */
    double spread; /* variance of the filter */
};

/* Whether there are two different times among the ratings numbered `learned` (count). */
bool bayes_drift_has_times(const struct ratings *ratings, const uint32_t *learned, size_t count);

/*
 * The points of the ratings numbered `all` (count), which may be learned or predicted; `own` is
 * ratings->users or ratings->items, with n rows; `memory` is in seconds. All effects are 0.
 */
struct bayes_drift bayes_drift_make(const struct ratings *ratings, const uint32_t *all,
                                    size_t count, const uint32_t *own, size_t n, double memory);

/*
 * Draws the effects of one row: `work` (its points) has the sum and count of what its ratings leave
 * unexplained, `precision` is that of their noise, and `noise` (its points) is standard normal.
 */
void bayes_drift_draw(struct bayes_drift *drift, size_t row, double precision,
                      struct bayes_drift_point *work, const float *noise);

/* Draws the variance given all effects. */
void bayes_drift_draw_variance(struct bayes_drift *drift, struct rng *rng);

void bayes_drift_free(struct bayes_drift *drift);

#endif
