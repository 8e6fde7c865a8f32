/*
 * user_bootstrap.h - 95 % intervals of many averages over users, all from the same resamples.
 *
 * A user's ratings are not independent of each other, so whole users are drawn, with
 * replacement, as many as there are (the cluster bootstrap of base/resample.h), and the ends are
 * percentiles. One draw serves every average.
 */
#ifndef TRAIN_USER_BOOTSTRAP_H
#define TRAIN_USER_BOOTSTRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "base/ratio.h"

#define USER_BOOTSTRAP_STREAM 0x626F6F74 /* of random numbers: "boot" */

/* Σ sums ÷ Σ counts over users. Averages with equal counts share the array. */
struct user_average {
    const double *sums;   /* (n_users) */
    const double *counts; /* (n_users) 0: the user has no part in it */
};

struct user_bootstrap {
    size_t resamples; /* 0: no intervals */
    uint64_t seed;
};

/* The average itself; `n` is the number of users that have a part in it. */
double user_bootstrap_value(struct user_average average, size_t n_users, size_t *n);

/* How far one average lies above another, or its root above the other's root. */
struct user_difference {
    struct user_average first;
    struct user_average second;
    bool of_roots; /* √first − √second: of mean squared errors the difference of the RMSE */
};

/* What is asked for; all of it sees the same resamples. */
struct user_bootstrap_request {
    const struct user_average *averages; /* (average_count) */
    size_t average_count;
    const struct user_difference *differences; /* (difference_count) */
    size_t difference_count;
};

/*
 * Writes the interval of every average to `averages` and of every difference to `differences`, as
 * many as are asked for. Users without a part in any of them are never drawn. Unknown without
 * resamples, and for an average in which nobody has a part.
 */
void user_bootstrap_run(const struct user_bootstrap *options,
                        const struct user_bootstrap_request *request, size_t n_users,
                        struct pool *pool, struct interval *averages, struct interval *differences);

/* The same for averages alone: `out` (count). */
void user_bootstrap_intervals(const struct user_bootstrap *options,
                              const struct user_average *averages, size_t count, size_t n_users,
                              struct pool *pool, struct interval *out);

#endif
