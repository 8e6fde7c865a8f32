/* reference_ratings.h - the ratings of tests/reference/recommender.h and their parts. */
#ifndef UNIT_REFERENCE_RATINGS_H
#define UNIT_REFERENCE_RATINGS_H

#include "../reference/recommender.h"
#include "ratings_fixture.h"
#include "train/split.h"

enum { REFERENCE_COUNT = sizeof REFERENCE_RATINGS / sizeof REFERENCE_RATINGS[0] };

/* Give them back with ratings_free(). */
static inline struct ratings reference_ratings(struct arena *arena,
                                               unsigned char part[REFERENCE_COUNT])
{
    struct ratings ratings = fixture_empty(REFERENCE_COUNT, REFERENCE_USERS, REFERENCE_ITEMS);
    for (size_t i = 0; i < REFERENCE_COUNT; i++) {
        ratings.users[i] = REFERENCE_RATINGS[i].user;
        ratings.items[i] = REFERENCE_RATINGS[i].item;
        ratings.values[i] = REFERENCE_RATINGS[i].value;
        part[i] = REFERENCE_RATINGS[i].tested ? SPLIT_TEST : SPLIT_TRAIN;
    }
    fixture_name(&ratings, arena);
    return ratings;
}

#endif
