/* scores_fixture.h - a predictor that looks its scores up, for tests of what is made of them. */
#ifndef UNIT_SCORES_FIXTURE_H
#define UNIT_SCORES_FIXTURE_H

#include <string.h>

#include "train/predictor.h"

struct scores_fixture {
    const float *scores; /* (n_users, n_items), or (1, n_items) for everybody */
    size_t n_items;
    int same_for_all;
};

static inline void scores_fixture_score(const void *model, const uint32_t *users, size_t count,
                                        float *out)
{
    const struct scores_fixture *fixture = model;
    for (size_t n = 0; n < count; n++)
        memcpy(out + n * fixture->n_items,
               fixture->scores + (fixture->same_for_all ? 0 : users[n]) * fixture->n_items,
               fixture->n_items * sizeof *out);
}

static inline struct predictor scores_fixture_predictor(const struct scores_fixture *fixture)
{
    return (struct predictor){"fixture", fixture, NULL, scores_fixture_score};
}

#endif
