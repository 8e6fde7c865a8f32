/*
 * bayes_average.h - predictions for given ratings, averaged over sweeps.
 *
 * The mean averages conditional means instead of draws (Rao and Blackwell): after the users' pass
 * the stars expected of the means of the users' vectors and the draws of the items', after the
 * items' pass the reverse. The variance comes from the draws of both.
 */
#ifndef TRAIN_BAYES_AVERAGE_H
#define TRAIN_BAYES_AVERAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "model/ratings.h"
#include "train/bayes_drift.h"
#include "train/bayes_scale.h"
#include "train/bayes_side.h"

struct bayes_average {
    size_t count;
    uint32_t *order;       /* (count) place in the caller's list, users in order */
    uint32_t *users;       /* (count), in that order, as all that follows */
    uint32_t *items;       /* (count) */
    uint32_t *user_points; /* (count) of bayes_drift.h, or NULL */
    uint32_t *item_points;
    double *means;   /* (count) sums of conditional expectations */
    double *draws;   /* (count) sums of expectations of the draws */
    double *squares; /* (count) sums of mean squares of the draws */
    size_t mean_count;
    size_t draw_count;
};

/* What is drawn at the moment. */
struct bayes_average_state {
    const struct bayes_side *users;
    const struct bayes_side *items;
    const struct bayes_scale *scale;
    const struct kernels *kernels;
    const struct bayes_kernels *loops;
};

/* For the ratings numbered `rows` (count) of `ratings`, which are points of the drift of both sides
 * where there is drift. */
struct bayes_average bayes_average_make(const struct ratings *ratings, const uint32_t *rows,
                                        size_t count, const struct bayes_drift *users,
                                        const struct bayes_drift *items);

/* After the users' pass, after the items' pass, and at the end of a sweep. */
void bayes_average_add_users(struct bayes_average *average, const struct bayes_average_state *state,
                             struct pool *pool);
void bayes_average_add_items(struct bayes_average *average, const struct bayes_average_state *state,
                             struct pool *pool);
void bayes_average_add_draws(struct bayes_average *average, const struct bayes_average_state *state,
                             struct pool *pool);

/*
 * Writes what was averaged in the caller's order: predicted stars, not clipped, and their
 * predictive standard deviation. At least one of each addition came before.
 */
void bayes_average_read(const struct bayes_average *average, float *mean, float *stddev);

void bayes_average_free(struct bayes_average *average);

#endif
