/*
 * hybrid_ranks.h - where does a film stand in a person's list, for every way of mixing the halves?
 *
 * A user's candidates are all items of which the model did not learn a rating of theirs. For a
 * request, candidate i has the model's score s_i and the match m_i in 0 … 1 (hybrid_match.h). At
 * the weight w < 1 of the reading, candidates stand in the order of
 *
 *     (1 − w)·(s_i − mean(s)) ÷ sd(s)  +  w·m_i
 *
 * with mean and standard deviation over the user's candidates, so that a weight means the same for
 * every user and every model (a weighted sum of normalised scores: Fox and Shaw, "Combination of
 * multiple searches", TREC-2, 1994; Burke, "Hybrid recommender systems", UMUAI 12, 2002). w = 0 is
 * the model alone. w = 1 is the reading alone: it knows no taste, so the films that match equally
 * stand in the order of their popularity (learned ratings), not in that of the model. The filter
 * lists the films with a match above 0 in the order of the model, and nothing else. What is equal
 * then is in the bytewise order of the items' ids.
 *
 * Only ranks up to k count. A candidate k of whose own level stand before it is out of the list at
 * every weight, so that the k best of each level are all there is to look at: one pass over the
 * candidates serves all weights, and nothing is sorted.
 */
#ifndef TRAIN_HYBRID_RANKS_H
#define TRAIN_HYBRID_RANKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "train/hybrid_match.h"
#include "train/predictor.h"
#include "train/ranking_fold.h"

#define HYBRID_RANKS_K_MAX 1000

/* A film of which it is known what a person thinks who had asked for something. */
struct hybrid_request {
    uint32_t user; /* number in the ratings */
    uint32_t item; /* one of the user's candidates */
    uint32_t wish; /* number in `wishes` */
    int liked;     /* 0: disliked */
};

struct hybrid_ranks_input {
    const struct ranking_fold *fold;   /* whom and what the model knows, and the order of ids */
    const struct predictor *predictor; /* with `score` */
    const struct hybrid_film *films;   /* (n_items) */
    const struct hybrid_wish *wishes;
    const struct hybrid_request *requests; /* (count), in the order of hybrid_ranks_compare() */
    size_t count;
    size_t k;              /* 1 … HYBRID_RANKS_K_MAX */
    const double *weights; /* (weight_count) ascending, in 0 … 1 */
    size_t weight_count;
};

/* For qsort(): by user, then by wish, item and liked. */
int hybrid_ranks_compare(const void *a, const void *b);

/*
 * Writes ranks (count, weight_count + 1): of request r at each weight, and under the filter last.
 * 1 is the first place; 0 is none of the first k. `matching` (count) is the share of the
 * candidates that match. The result does not depend on the pool.
 */
void hybrid_ranks_compute(const struct hybrid_ranks_input *input, struct pool *pool,
                          uint16_t *ranks, float *matching);

#endif
