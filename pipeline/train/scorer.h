/*
 * scorer.h - everything that is said about predicted ratings, from one prediction of each.
 *
 * scorer_init(); scorer_add_fold() for every fold, with the same models in the same order;
 * scorer_finish() once. Accuracy and calibration are scored for every model that rates; slices and
 * extremes for the first; comparisons are those of the first with every other.
 */
#ifndef TRAIN_SCORER_H
#define TRAIN_SCORER_H

#include <stddef.h>

#include "base/arena.h"
#include "base/pool.h"
#include "model/metric.h"
#include "model/ratings.h"
#include "model/scoring.h"
#include "train/accuracy.h"
#include "train/calibration.h"
#include "train/extremes.h"
#include "train/predictor.h"
#include "train/slices.h"
#include "train/user_bootstrap.h"

/* A model that rates. */
struct scorer_model {
    struct str name;
    struct accuracy accuracy;
    struct calibration_sums calibration;
};

struct scorer {
    const struct ratings *ratings;
    struct arena *arena;
    struct str headline; /* the name of the first model, whether it rates or not */
    struct accuracy_truth *truth;
    struct scorer_model *models; /* (model_count) */
    size_t model_count;
    struct slices slices;
    struct extremes extremes;
    struct leakage leakage;
};

/* The lists of one model at the compared length. */
struct scorer_list {
    struct str model;
    struct user_average ndcg; /* user by user, over all folds */
};

/* What scorer_finish() is told of the lists, and what it finds out for them by the way. */
struct scorer_lists {
    size_t k;                        /* the length at which models are compared */
    const struct scorer_list *items; /* (count), the headline's first if it ranks */
    size_t count;
    const struct user_average *averages; /* (average_count) to be resampled along with the rest */
    size_t average_count;
    struct interval *intervals; /* (average_count) of them: written */
};

/*
 * `ratings` and `films` (NULL: no catalogue) are kept by pointer; the sums live in `arena`, which
 * is the caller's scratch.
 */
struct scorer scorer_init(const struct ratings *ratings, const struct slices_films *films,
                          struct arena *arena);

/*
 * Scores `models` (count ≥ 1, the headline first) on the ratings whose part is SPLIT_TEST. Models
 * that only rank are passed over. The models need not live longer than the call, their names do.
 */
void scorer_add_fold(struct scorer *scorer, const unsigned char *part,
                     const struct predictor *models, size_t count, struct pool *pool);

/*
 * Writes what was found to `out`, whose arrays live in `arena`, and appends the metrics of
 * accuracy.h, calibration.h and slices.h. All intervals of metrics and comparisons come from the
 * same resamples of users, but for those of slices.
 */
void scorer_finish(const struct scorer *scorer, const struct user_bootstrap *bootstrap,
                   const struct scorer_lists *lists, struct pool *pool, struct arena *arena,
                   struct scoring *out, struct metric_list *metrics);

#endif
