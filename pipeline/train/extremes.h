/*
 * extremes.h - the films and the users that the headline model predicts worst and best.
 *
 * Only those with at least EXTREMES_FROM held-out ratings over all folds, or the lists would show
 * luck. Ordered by RMSE; of equal ones the one with more held-out ratings is listed first, then the
 * one that appears first in the data.
 */
#ifndef TRAIN_EXTREMES_H
#define TRAIN_EXTREMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/ratings.h"
#include "model/scoring.h"
#include "train/held_out.h"

#define EXTREMES_FROM 5
#define EXTREMES_LISTED 10 /* at most; and no more than half of the candidates in either list */

/* Sums over the held-out ratings of one film or user. */
struct extremes_tally {
    uint32_t train; /* of the first fold */
    uint32_t test;
    double stars;
    double expected;
    double squared; /* Σ (r̂ − r)² */
};

struct extremes {
    const struct ratings *ratings;
    size_t folds;
    struct extremes_tally *users; /* (n_users) */
    struct extremes_tally *films; /* (n_items) */
};

/* `ratings` is kept by pointer. */
struct extremes extremes_init(const struct ratings *ratings, struct arena *arena);

/* Adds one fold: predictions in the order of held_out->rows. */
void extremes_add(struct extremes *extremes, const struct held_out *held_out,
                  const float *predictions);

/* Writes out->extremes_from and the four lists; ids are those of the ratings. */
void extremes_finish(const struct extremes *extremes, struct arena *arena, struct scoring *out);

#endif
