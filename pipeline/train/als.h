/*
 * als.h - implicit matrix factorisation by alternating least squares.
 *
 * What a user liked counts as x = 1, what he rated but did not like as less, everything else
 * as 0 with the small confidence α (Hu, Koren &
 * Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008, in the form
 * of Rendle et al., "Revisiting the performance of iALS on item recommendation benchmarks",
 * RecSys 2022):
 *
 *     Σ_observed (x_ui − p_u·q_i)² + α·Σ_all (p_u·q_i)²
 *         + λ·(Σ_u (n_u + α·n_items)·‖p_u‖² + Σ_i (n_i + α·n_users)·‖q_i‖²)
 *
 * where n counts the observed pairs of a user or an item. A sweep solves for all users and then for
 * all items, one small system each, so that the sum never rises.
 */
#ifndef TRAIN_ALS_H
#define TRAIN_ALS_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "model/ratings.h"
#include "train/kernels.h"
#include "train/popularity.h"
#include "train/predictor.h"

#define ALS_INIT_STDDEV 0.1 /* of a row of items at the start: a factor has that over √k */
#define ALS_FLOOR 1e-6      /* of the trace of a system: the least that λ adds to its diagonal */
#define ALS_STREAM 0x616C73 /* of random numbers */

struct als_options {
    size_t factors;        /* k ≥ 1 */
    size_t sweeps;         /* ≥ 1 */
    double unobserved;     /* α > 0 */
    double regularization; /* λ > 0 */
    double liked_from;     /* stars: such a rating counts 1 … */
    double below_weight;   /* … and any other this much, 0 … 1 */
    uint64_t seed;
};

struct als {
    size_t n_users;
    size_t n_items;
    size_t stride;             /* floats a row: k rounded up to KERNELS_LANES */
    float *users;              /* (n_users, stride); 0 for users without a learned rating */
    float *items;              /* (n_items, stride) */
    unsigned char *is_learned; /* (n_items) 1 for items with a learned rating */
    struct popularity popularity;
    const struct kernels *kernels;
};

/*
 * What did best on validation parts of MovieLens 100K, 1M and latest-small and of the sample that
 * ships: 64 factors, 6 sweeps, α = .2, λ = .7·(n_users·n_items)^(−1/4), .4 for what was rated below
 * `liked_from`.
 */
struct als_options als_defaults(const struct ratings *ratings, double liked_from, uint64_t seed);

/*
 * Learns the ratings whose part is in the set `parts` of SPLIT_BITs. Items start from small normal
 * numbers; the result depends on the kernels, but neither on the pool nor on its threads.
 */
struct als als_fit(const struct als_options *options, const struct ratings *ratings,
                   const unsigned char *part, unsigned parts, const struct kernels *kernels,
                   struct pool *pool);

/*
 * Ranks only: `predict` is NULL. Items without a learned rating come last; a user without one gets
 * the most rated items.
 */
struct predictor als_predictor(const struct als *als);

/* Frees the blocks and clears the structure. */
void als_free(struct als *als);

#endif
