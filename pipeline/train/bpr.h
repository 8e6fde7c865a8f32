/*
 * bpr.h - matrix factorisation that learns which of two items a user rather rated.
 *
 * Bayesian personalized ranking (Rendle et al., UAI 2009): stochastic gradient ascent on
 *
 *     Σ ln σ(x_ui − x_uj) − reg/2·(‖p_u‖² + ‖q_i‖² + ‖q_j‖²),   x_ui = b_i + p_u·q_i
 *
 * over drawn triples of a user, an item that the user rated and one that the user did not rate.
 *
 * Every epoch deals the items to BPR_GROUPS groups anew; users keep theirs. Pairs of a user and an
 * item group are worked through in rounds in which no two share a user or an item, and each has
 * random numbers of its own, so that the result does not depend on the threads.
 */
#ifndef TRAIN_BPR_H
#define TRAIN_BPR_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "model/ratings.h"
#include "train/kernels.h"
#include "train/popularity.h"
#include "train/predictor.h"

#define BPR_GROUPS 8

struct bpr_options {
    size_t factors;        /* k ≥ 1 */
    size_t epochs;         /* each draws as many triples as there are ratings */
    double learning_rate;  /* of the first epoch; falls linearly to a tenth of it */
    double regularization; /* reg */
    double liked_from;     /* stars: only ratings from here on are what a user rather rated */
    uint64_t seed;
};

struct bpr {
    size_t n_users;
    size_t n_items;
    size_t stride;             /* floats a row: k + 1 rounded up to KERNELS_LANES */
    float *users;              /* (n_users, stride), the last lane 1; 0 for users without a like */
    float *items;              /* (n_items, stride), the last lane the bias */
    unsigned char *is_learned; /* (n_items) 1 for items with a learned rating */
    struct popularity popularity;
    const struct kernels *kernels;
};

/* 64 factors, 30 epochs, rate .05, reg .01. */
struct bpr_options bpr_defaults(double liked_from, uint64_t seed);

/* Learns the ratings whose part is in the set `parts` of SPLIT_BITs. */
struct bpr bpr_fit(const struct bpr_options *options, const struct ratings *ratings,
                   const unsigned char *part, unsigned parts, const struct kernels *kernels,
                   struct pool *pool);

/*
 * One step for one triple of rows (stride): each moves by `rate` times the derivative of the sum by
 * it, all three taken before. The user's last lane stays 1.
 */
void bpr_step(float *user, float *rated, float *unrated, size_t stride, float rate,
              float regularization);

/*
 * Ranks only: `predict` is NULL. Items without a learned rating come last; a user without a like
 * gets the most rated items.
 */
struct predictor bpr_predictor(const struct bpr *bpr);

/* Frees the blocks and clears the structure. */
void bpr_free(struct bpr *bpr);

#endif
