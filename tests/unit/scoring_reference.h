/* scoring_reference.h - the held-out ratings of tests/reference/scoring.h, as one fold. */
#ifndef UNIT_SCORING_REFERENCE_H
#define UNIT_SCORING_REFERENCE_H

#include "../reference/scoring.h"
#include "ratings_fixture.h"
#include "train/held_out.h"
#include "train/split.h"

enum { SCORING_COUNT = sizeof SCORING_ROWS / sizeof SCORING_ROWS[0] };

struct scoring_reference {
    struct ratings ratings;
    unsigned char part[SCORING_COUNT]; /* all of it is held out */
    float mean[SCORING_COUNT];
    float stddev[SCORING_COUNT];
    struct held_out held_out;
};

/* The rows are user by user already: held_out.rows is 0, 1, 2, … */
static inline void scoring_reference_open(struct scoring_reference *out, struct arena *arena)
{
    out->ratings = fixture_empty(SCORING_COUNT, SCORING_USERS, SCORING_ITEMS);
    for (size_t i = 0; i < SCORING_COUNT; i++) {
        out->ratings.users[i] = SCORING_ROWS[i].user;
        out->ratings.items[i] = SCORING_ROWS[i].item;
        out->ratings.values[i] = SCORING_ROWS[i].stars;
        out->mean[i] = SCORING_ROWS[i].mean;
        out->stddev[i] = SCORING_ROWS[i].stddev;
        out->part[i] = SPLIT_TEST;
    }
    fixture_name(&out->ratings, arena);
    out->held_out = held_out_make(&out->ratings, out->part);
}

static inline void scoring_reference_close(struct scoring_reference *reference)
{
    held_out_free(&reference->held_out);
    ratings_free(&reference->ratings);
}

#endif
