/*
 * ease.h - which items go with which: a linear model of the items of a user, in closed form.
 *
 * EASE (Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019) scores all items by
 * x·B, where x are the items of the user and B (n, n) minimises ‖X − XB‖² + λ‖B‖² with a diagonal
 * of zeros:
 *
 *     P = (XᵀX + λI)⁻¹,   B_ij = −P_ij ÷ P_jj for i ≠ j
 *
 * Users with many ratings and items that everybody rated would drown the others, so that an entry
 * of X counts n_u^(−user_damping/2) · n_i^(−item_damping) in XᵀX and n_i^(−item_damping) in x,
 * where n_u and n_i are the ratings of its user and item (after Park et al., "Why is normalization
 * necessary for linear recommenders?", SIGIR 2025). With both 0 this is EASE as published.
 *
 * λ is given for XᵀX of ones; with damping or stars it shrinks as the trace of XᵀX does.
 */
#ifndef TRAIN_EASE_H
#define TRAIN_EASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/pool.h"
#include "model/ratings.h"
#include "train/interactions.h"
#include "train/kernels.h"
#include "train/popularity.h"
#include "train/predictor.h"

struct ease_options {
    double regularization; /* λ > 0 */
    double user_damping;   /* 0 … 1 */
    double item_damping;   /* 0 … 1 */
    double liked_from;     /* stars: such a rating counts 1 … */
    double below_weight;   /* … and any other this much, 0 … 1 */
    size_t memory_limit;   /* bytes of the two matrices that a fit needs */
};

struct ease {
    size_t n_items;
    size_t n_chosen;           /* items that the memory limit admits: the most rated ones */
    size_t stride;             /* n_chosen rounded up to whole slabs */
    uint32_t *chosen;          /* (n_chosen) items, ascending */
    unsigned char *is_chosen;  /* (n_items) */
    float *weights;            /* (stride ÷ EASE_SLAB, n_chosen, EASE_SLAB): B, columns in slabs */
    struct interactions known; /* (n_users, n_chosen) what the users are scored by, damped */
    struct popularity popularity;
};

#define EASE_SLAB 32 /* columns of B that are side by side in memory: a slab fits the cache */

/*
 * What did best on validation parts of MovieLens 100K, 1M and latest-small and of the sample that
 * ships: λ = 10·√n_users, damping .5 and .1, .4 for what was rated below `liked_from`, and 128 MB,
 * which admit 4,096 items.
 */
struct ease_options ease_defaults(size_t n_users, double liked_from);

/*
 * Learns the ratings whose part is in the set `parts` of SPLIT_BITs. Items beyond the memory limit
 * (of equal counts the later ones) and items without a rating have no part in the model.
 * Error: ERROR_USAGE when λ is too low to solve for B in single precision.
 */
bool ease_fit(const struct ease_options *options, const struct ratings *ratings,
              const unsigned char *part, unsigned parts, const struct kernels *kernels,
              struct pool *pool, struct ease *out, struct error *err);

/*
 * Ranks only: `predict` is NULL. Items without a part in the model come last, by popularity; so do
 * all items for a user without a learned rating.
 */
struct predictor ease_predictor(const struct ease *ease);

/* B_ij between two chosen items, by their places in `chosen`. */
float ease_weight(const struct ease *ease, size_t i, size_t j);

/* Frees the blocks and clears the structure. */
void ease_free(struct ease *ease);

#endif
