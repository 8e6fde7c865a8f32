/*
 * blend.h - one list out of two: EASE and ALS, weighed by what works on ratings held back.
 *
 * EASE knows which single films go with which, ALS the broad tastes; they err on different users.
 * The scores of each are standardised user by user over the items that the user has not rated,
 *
 *     (1 − w)·z_ease + w·z_als
 *
 * and w is the one of BLEND_STEPS + 1 even steps from 0 to 1 with the best nDCG@10 when both learn
 * without a tenth of the ratings and are asked for that tenth. Then both learn from all.
 */
#ifndef TRAIN_BLEND_H
#define TRAIN_BLEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/pool.h"
#include "model/ratings.h"
#include "train/als.h"
#include "train/ease.h"
#include "train/interactions.h"
#include "train/kernels.h"
#include "train/predictor.h"

#define BLEND_STEPS 4
#define BLEND_USERS 1000 /* at most so many are asked for their tenth */

struct blend_options {
    struct ease_options ease;
    struct als_options als;
    double liked_from; /* stars: what is found of the held-back ratings counts from here on */
    uint64_t seed;     /* of what is held back */
};

struct blend {
    struct ease ease;
    struct als als;
    struct interactions known; /* by user: what scores are not standardised over */
    double als_weight;         /* w */
};

/* The defaults of both models. */
struct blend_options blend_defaults(const struct ratings *ratings, double liked_from,
                                    uint64_t seed);

/*
 * Learns the ratings whose part is in the set `parts` of SPLIT_BITs. Without a liked rating held
 * back, w is a half. Errors: those of ease_fit().
 */
bool blend_fit(const struct blend_options *options, const struct ratings *ratings,
               const unsigned char *part, unsigned parts, const struct kernels *kernels,
               struct pool *pool, struct arena *scratch, struct blend *out, struct error *err);

/* Ranks only: `predict` is NULL. What neither model learned is ordered by popularity. */
struct predictor blend_predictor(const struct blend *blend);

/* Frees the blocks and clears the structure. */
void blend_free(struct blend *blend);

#endif
