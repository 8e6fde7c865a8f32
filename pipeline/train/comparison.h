/*
 * comparison.h - is one model better than another beyond chance?
 *
 * Both models meet the same users, so that what counts is the difference within each user. With
 * d_u = S_u(first) − S_u(second), S_u a user's sum of squared errors or of nDCG over the folds,
 * "equally good" means a mean d_u of 0: Student's paired t-test over the users gives the p-value.
 * It holds its level down to some tens of users and, unlike counting resamples, has no smallest
 * p-value. The interval of the difference is a percentile bootstrap over users (user_bootstrap.h).
 *
 * Several comparisons find something sooner than one: Holm's step-down correction ("A simple
 * sequentially rejective multiple test procedure", Scand. J. Statistics 6, 1979) keeps the chance
 * of any false finding in the list below 5 %.
 */
#ifndef TRAIN_COMPARISON_H
#define TRAIN_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pool.h"
#include "base/ratio.h"
#include "base/str.h"
#include "model/scoring.h"
#include "train/user_bootstrap.h"

#define COMPARISON_LEVEL 0.05 /* a corrected p-value below it decides */

/* What one model has to show on a metric. The counts are those of the other side. */
struct comparison_side {
    struct str model;
    struct user_average average;
};

struct comparison_question {
    struct str metric;
    bool lower_is_better;
    bool of_roots; /* the averages are mean squared errors, the metric their root */
    struct comparison_side first;
    struct comparison_side second;
};

/*
 * Answers all questions (count) as one family of comparisons: `out` has room for as many. With
 * fewer than two users in common there is no p-value, and nothing is decided.
 */
void comparison_answer(const struct user_bootstrap *options,
                       const struct comparison_question *questions, size_t count, size_t n_users,
                       struct pool *pool, struct comparison *out);

/*
 * The same in two steps, for a caller that resamples other things along with the questions: first
 * what user_bootstrap_run() is to be asked, then the answers with the intervals (count) it gave.
 */
struct user_difference comparison_difference(const struct comparison_question *question);
void comparison_settle(const struct comparison_question *questions, size_t count,
                       const struct interval *intervals, size_t n_users, struct comparison *out);

#endif
