/*
 * baselines.h - what a model of tastes must beat: user and item biases alone.
 *
 *     r̂(u, i) = μ + b_u + b_i
 *
 * by alternating least squares with damped means, BASELINES_ROUNDS times over from b_u = 0:
 *
 *     b_i = Σ (r − μ − b_u) ÷ (λ_i + n_i),   b_u = Σ (r − μ − b_i) ÷ (λ_u + n_u)
 *
 * (Koren, "Factor in the neighbors", ACM TKDD 4(1), 2010; Surprise's BaselineOnly with its
 * defaults does the same).
 */
#ifndef TRAIN_BASELINES_H
#define TRAIN_BASELINES_H

#include "base/arena.h"
#include "model/ratings.h"

#define BASELINES_ROUNDS 10
#define BASELINES_ITEM_DAMPING 10.0 /* λ_i */
#define BASELINES_USER_DAMPING 15.0 /* λ_u */

struct baselines {
    double mean;         /* μ of the train ratings; 0 for none */
    double *user_bias;   /* (n_users), 0 for a user without a train rating */
    double *item_bias;   /* (n_items) */
    double *item_counts; /* (n_items) train ratings: the popularity of an item */
};

/* Fits the ratings whose part is in the set `parts` of SPLIT_BITs. The arrays live in `arena`. */
struct baselines baselines_fit(const struct ratings *ratings, const unsigned char *part,
                               unsigned parts, struct arena *arena);

#endif
