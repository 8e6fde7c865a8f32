/*
 * hybrid.h - what mixing a reading with a model is worth: the curve over the mixing weight.
 *
 * A liked request (hybrid_ranks.h) has one relevant film, so with the film at rank r of the list
 *
 *     hit rate   1 when r ≤ k
 *     nDCG       1 ÷ log2(1 + r) when r ≤ k, otherwise 0; the ideal is 1
 *
 * averaged over the requests of a user and then over users, so that somebody with a thousand
 * requests weighs as much as somebody with two (the leave-one-out protocol of He et al., "Neural
 * collaborative filtering", WWW 2017, but among all candidates and not a sample of them). The hit
 * rate of disliked films is `unwanted`. Intervals are those of user_bootstrap.h.
 *
 * The weight is chosen by cross-fitting. Users are dealt to two halves of equal size, in the order
 * of a seeded hash of their ids; each half gets the weight with the best nDCG on the other one, so
 * that no request has a say in the weight that it is measured with. What comes out, `chosen`, is
 * compared with the two ends of the curve, the model alone and the reading alone, on the same
 * requests (comparison.h).
 */
#ifndef TRAIN_HYBRID_H
#define TRAIN_HYBRID_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/pool.h"
#include "model/hybrid.h"
#include "train/hybrid_ranks.h"
#include "train/user_bootstrap.h"

struct hybrid_options {
    size_t k;     /* 1 … HYBRID_RANKS_K_MAX */
    size_t steps; /* from weight 0 to 1: 1 … HYBRID_POINTS_MAX − 1 */
    struct user_bootstrap bootstrap;
};

struct hybrid_input {
    const struct ranking_fold *fold;
    const struct predictor *predictor;
    const struct hybrid_film *films; /* (n_items) */
    const struct hybrid_wish *wishes;
    struct hybrid_request *requests; /* (count), put into the order of hybrid_ranks_compare() */
    size_t count;
    const uint64_t *user_keys; /* (n_users) hashes of the users' ids */
};

/*
 * Fills the figures of the curve, from `users` on, which are all 0 before; what stands in front of
 * them is the caller's. At least one request is liked. Texts live in `arena`. The result does not
 * depend on the pool.
 */
void hybrid_measure(const struct hybrid_options *options, const struct hybrid_input *input,
                    struct pool *pool, struct arena *arena, struct arena *scratch,
                    struct hybrid_curve *out);

#endif
