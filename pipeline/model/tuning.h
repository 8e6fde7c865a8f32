/* tuning.h - a search for better settings of the SVD model: what was tried, and what it brought. */
#ifndef MODEL_TUNING_H
#define MODEL_TUNING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define TUNING_DIMENSIONS_MAX 8
#define TUNING_RUNGS_MAX 8

/* One setting that the search varies. */
struct tuning_dimension {
    const char *key;     /* "factors", of [svd] */
    struct str declared; /* what the user wrote: "16 | 32 | 64", "0.01 .. 0.1 log" */
};

/* A point of the space. It climbs rung by rung while it is among the best, with more epochs each.
 */
struct tuning_trial {
    double values[TUNING_DIMENSIONS_MAX]; /* in the order of the dimensions */
    double rmse[TUNING_RUNGS_MAX];        /* on the validation part; NAN: diverged */
    size_t rungs;                         /* how many it ran, ≥ 1 */
    double duration_ms;                   /* of all its fits; NAN when some are resumed, and under
                                             SOURCE_DATE_EPOCH */
};

struct tuning {
    size_t dimension_count; /* 0: there was no search */
    struct tuning_dimension dimensions[TUNING_DIMENSIONS_MAX];
    size_t rung_count;
    size_t epochs[TUNING_RUNGS_MAX]; /* of each rung */
    size_t n_train;                  /* ratings that the trials learned from */
    size_t n_validation;             /* ratings that judged them; none of them is a test rating */
    struct tuning_trial *trials;     /* (trial_count) */
    size_t trial_count;
    size_t fits;    /* of all trials and rungs */
    size_t resumed; /* of them: taken from the journal of an earlier search */
    size_t best;    /* index of the best trial of the last rung */
};

#endif
