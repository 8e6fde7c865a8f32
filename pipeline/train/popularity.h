/*
 * popularity.h - the ranking that knows no taste: every user gets the most rated items.
 *
 * What any other ranking must beat, and what they fall back on for users of whom nothing is known.
 */
#ifndef TRAIN_POPULARITY_H
#define TRAIN_POPULARITY_H

#include <stddef.h>

#include "model/ratings.h"
#include "train/predictor.h"

struct popularity {
    size_t n_items;
    float *counts; /* (n_items) learned ratings, a block of base/memory.h */
};

/* Counts the ratings whose part is in the set `parts` of SPLIT_BITs. */
struct popularity popularity_fit(const struct ratings *ratings, const unsigned char *part,
                                 unsigned parts);

/* Ranks only: `predict` is NULL. */
struct predictor popularity_predictor(const struct popularity *popularity);

/*
 * Finishes a row of scores for all items in which only the items with `modelled` (n_items) have
 * one: the others come below the lowest of them, by popularity. Scores with none modelled are the
 * counts themselves.
 */
void popularity_complete(const struct popularity *popularity, const unsigned char *modelled,
                         float *scores);

/* Frees the block and clears the structure. */
void popularity_free(struct popularity *popularity);

#endif
