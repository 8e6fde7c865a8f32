/*
 * clustered.h - a mean over ratings, and how sure it is when the ratings of a user are not
 * independent.
 *
 * With S_u the sum and N_u the number of the values of user u, and G users:
 *
 *     m = Σ S_u ÷ Σ N_u        variance of m = G ÷ (G − 1) · Σ (S_u − m·N_u)² ÷ (Σ N_u)²
 *
 * (the linearised ratio estimator: Cochran, "Sampling Techniques", 3rd ed. 1977, ch. 6; what
 * regression packages call a cluster-robust standard error of an intercept). The interval is
 * m ± t·√variance with the quantile t of Student's distribution of G − 1 degrees of freedom. It
 * costs one pass, so that it suits what has many parts; figures that decide have a bootstrap.
 */
#ifndef TRAIN_CLUSTERED_H
#define TRAIN_CLUSTERED_H

#include <stddef.h>

#include "base/ratio.h"

/* Sums over users; all 0 to begin with. */
struct clustered {
    size_t users;
    double sum;            /* Σ S_u */
    double count;          /* Σ N_u */
    double squared_sum;    /* Σ S_u² */
    double product;        /* Σ S_u·N_u */
    double squared_counts; /* Σ N_u² */
};

/* Adds a user with `count` values that sum to `sum`; one without any value is not one. */
void clustered_add(struct clustered *mean, double sum, double count);

/* m; NAN without a value. */
double clustered_value(const struct clustered *mean);

/* The 95 % interval of m; unknown with fewer than two users. */
struct interval clustered_interval(const struct clustered *mean);

#endif
