/*
 * accuracy.h - how far predictions lie from the held-out ratings.
 *
 *     RMSE = √(Σ (r̂ − r)² ÷ n)        MAE = Σ |r̂ − r| ÷ n
 *     R²   = 1 − Σ (r̂ − r)² ÷ Σ (r − r̄)²,  r̄ the mean held-out rating
 *     FCP  = concordant ÷ all pairs of ratings of one user that differ; a pair is concordant when
 *            the higher rating has the higher prediction
 *
 * R² is n/a when all held-out ratings are equal, FCP when no user has two that differ. FCP is the
 * fraction of Koren and Sill ("OrdRec", RecSys 2011), over the pairs of all users together.
 * Surprise divides the concordant pairs by the number of users that have one and the others by the
 * number of users that have one of those, so that its figure is another.
 *
 * Sums are kept user by user, for intervals and for comparing two models on the same users.
 */
#ifndef TRAIN_ACCURACY_H
#define TRAIN_ACCURACY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/pool.h"
#include "base/ratio.h"
#include "base/str.h"
#include "model/metric.h"
#include "train/held_out.h"
#include "train/user_bootstrap.h"

#define ACCURACY_AVERAGES 4

/* What the held-out ratings say by themselves, over all folds: the same for every model. */
struct accuracy_truth {
    size_t n_users;
    double *counts;     /* (n_users) held-out ratings */
    double *spread;     /* (n_users) Σ (r − r̄)², r̄ of the fold */
    double *pairs;      /* (n_users) pairs of different ratings in the same fold */
    size_t count;       /* held-out ratings of all users */
    double fold_spread; /* of all users in the fold added last */
    double fold_pairs;
};

/* One model, over all folds. */
struct accuracy {
    const struct accuracy_truth *truth;
    double *squared;       /* (n_users) Σ (r̂ − r)² */
    double *absolute;      /* (n_users) Σ |r̂ − r| */
    double *concordant;    /* (n_users) pairs in the right order */
    struct mean fold_rmse; /* over the folds: the figures that are reported */
    struct mean fold_mae;
    struct mean fold_r2;
    struct mean fold_fcp;
};

struct accuracy_truth accuracy_truth_init(size_t n_users, struct arena *arena);

/* Adds one fold: before accuracy_add() does for each model. */
void accuracy_truth_add(struct accuracy_truth *truth, const struct held_out *held_out);

/* `truth` is kept by pointer. */
struct accuracy accuracy_init(const struct accuracy_truth *truth, struct arena *arena);

/*
 * Adds the fold that was last added to the truth: predictions in the order of held_out->rows. A
 * fold without any adds nothing.
 */
void accuracy_add(struct accuracy *accuracy, const struct held_out *held_out,
                  const float *predictions, struct pool *pool);

/* The users' squared errors: what comparisons are about. */
struct user_average accuracy_squared(const struct accuracy *accuracy);

/*
 * What user_bootstrap.h resamples, over all folds: mean squared and mean absolute error, squared
 * errors over the spread, concordant over all pairs.
 */
void accuracy_averages(const struct accuracy *accuracy, struct user_average out[ACCURACY_AVERAGES]);

/* Appends rmse, mae, r2 and fcp with the label model; `intervals` are those of the averages. */
void accuracy_metrics(const struct accuracy *accuracy, struct str model, bool headline,
                      const struct interval intervals[ACCURACY_AVERAGES], struct metric_list *out);

#endif
