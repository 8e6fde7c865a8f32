#include "train/user_bootstrap.h"

#include <math.h>
#include <string.h>

#include "base/resample.h"
#include "base/rng.h"
#include "suite.h"

enum { USERS = 90, RESAMPLES = 501 };

static double sums[USERS];
static double more[USERS];
static double counts[USERS];

static void fill(void)
{
    struct rng rng = rng_init(4, 4);
    for (size_t u = 0; u < USERS; u++) {
        counts[u] = (double)(1 + rng_below(&rng, 9));
        sums[u] = counts[u] * rng_uniform(&rng);
        more[u] = sums[u] + counts[u];
    }
}

static struct interval interval_of(struct user_average average, size_t n_users)
{
    const struct user_bootstrap options = {RESAMPLES, 11};
    struct interval interval;
    user_bootstrap_intervals(&options, &average, 1, n_users, NULL, &interval);
    return interval;
}

START_TEST(an_interval_is_that_of_the_plain_bootstrap)
{
    const double *const columns[] = {sums, counts};
    const struct resample draw = {USERS, RESAMPLES, 11, USER_BOOTSTRAP_STREAM};
    const struct resample_ratio ratio = {0, 1};
    struct interval expected;
    resample_ratios(&draw, columns, 2, &ratio, 1, 0.95, NULL, &expected);
    struct interval found = interval_of((struct user_average){sums, counts}, USERS);
    ck_assert_double_eq_tol(found.low, expected.low, 1e-12);
    ck_assert_double_eq_tol(found.high, expected.high, 1e-12);
    ck_assert_double_lt(found.low, found.high);
}
END_TEST

START_TEST(averages_share_their_resamples)
{
    const struct user_bootstrap options = {RESAMPLES, 11};
    const struct user_average averages[] = {{sums, counts}, {more, counts}, {counts, counts}};
    struct interval intervals[3];
    user_bootstrap_intervals(&options, averages, 3, USERS, NULL, intervals);
    /* Each value is one more than the other of the same resample, so the quantiles are too. */
    ck_assert_double_eq_tol(intervals[1].low, intervals[0].low + 1.0, 1e-12);
    ck_assert_double_eq_tol(intervals[1].high, intervals[0].high + 1.0, 1e-12);
    ck_assert_double_eq(intervals[2].low, 1.0);
    ck_assert_double_eq(intervals[2].high, 1.0);
}
END_TEST

START_TEST(threads_change_nothing)
{
    const struct user_bootstrap options = {RESAMPLES, 11};
    const struct user_average averages[] = {{sums, counts}, {more, counts}};
    struct interval alone[2];
    struct interval shared[2];
    struct pool *pool;
    ck_assert(pool_open(3, &pool, NULL));
    user_bootstrap_intervals(&options, averages, 2, USERS, NULL, alone);
    user_bootstrap_intervals(&options, averages, 2, USERS, pool, shared);
    ck_assert_mem_eq(alone, shared, sizeof alone);
    pool_close(pool);
}
END_TEST

START_TEST(users_without_a_part_are_never_drawn)
{
    double padded_sums[2 * USERS] = {0};
    double padded_counts[2 * USERS] = {0};
    for (size_t u = 0; u < USERS; u++) {
        padded_sums[2 * u + 1] = sums[u];
        padded_counts[2 * u + 1] = counts[u];
    }
    struct interval plain = interval_of((struct user_average){sums, counts}, USERS);
    struct interval padded =
        interval_of((struct user_average){padded_sums, padded_counts}, 2 * USERS);
    ck_assert_double_eq(padded.low, plain.low);
    ck_assert_double_eq(padded.high, plain.high);

    size_t n = 0;
    double value =
        user_bootstrap_value((struct user_average){padded_sums, padded_counts}, 2 * USERS, &n);
    ck_assert_uint_eq(n, USERS);
    ck_assert_double_gt(value, plain.low);
    ck_assert_double_lt(value, plain.high);
}
END_TEST

START_TEST(nothing_to_draw_from_is_unknown)
{
    const double none[USERS] = {0};
    struct interval interval = interval_of((struct user_average){none, none}, USERS);
    ck_assert(isnan(interval.low) && isnan(interval.high));
    size_t n = 9;
    ck_assert(isnan(user_bootstrap_value((struct user_average){none, none}, USERS, &n)));
    ck_assert_uint_eq(n, 0);

    const struct user_bootstrap without = {0, 11};
    const struct user_average average = {sums, counts};
    user_bootstrap_intervals(&without, &average, 1, USERS, NULL, &interval);
    ck_assert(isnan(interval.low) && isnan(interval.high));
}
END_TEST

START_TEST(differences_come_from_the_same_resamples)
{
    const struct user_bootstrap options = {RESAMPLES, 11};
    const struct user_average plain = {sums, counts};
    const struct user_average shifted = {more, counts};
    const struct user_average ones = {counts, counts};
    const struct user_difference differences[] = {
        {shifted, plain, false}, {plain, plain, true}, {plain, ones, false}, {plain, ones, true}};
    struct interval intervals[4];
    const struct user_bootstrap_request request = {&plain, 1, differences, 4};
    struct interval alone;
    user_bootstrap_run(&options, &request, USERS, NULL, &alone, intervals);
    /* In every resample the first is one more, the second is nothing. */
    ck_assert_double_eq_tol(intervals[0].low, 1.0, 1e-12);
    ck_assert_double_eq_tol(intervals[0].high, 1.0, 1e-12);
    ck_assert_double_eq(intervals[1].low, 0.0);
    ck_assert_double_eq(intervals[1].high, 0.0);
    /* A difference to a constant has the interval of the average, and the root keeps its order. */
    ck_assert_double_eq_tol(intervals[2].low, alone.low - 1.0, 1e-12);
    ck_assert_double_eq_tol(intervals[2].high, alone.high - 1.0, 1e-12);
    ck_assert_double_eq_tol(intervals[3].low, sqrt(alone.low) - 1.0, 1e-5);
    ck_assert_double_eq_tol(intervals[3].high, sqrt(alone.high) - 1.0, 1e-5);
}
END_TEST

START_TEST(a_difference_to_nothing_is_unknown)
{
    const double none[USERS] = {0};
    const struct user_bootstrap options = {RESAMPLES, 11};
    const struct user_difference difference = {{sums, counts}, {none, none}, false};
    struct interval interval;
    const struct user_bootstrap_request request = {NULL, 0, &difference, 1};
    user_bootstrap_run(&options, &request, USERS, NULL, NULL, &interval);
    ck_assert(isnan(interval.low) && isnan(interval.high));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        fill, NULL, "user_bootstrap", an_interval_is_that_of_the_plain_bootstrap,
        averages_share_their_resamples, threads_change_nothing,
        users_without_a_part_are_never_drawn, nothing_to_draw_from_is_unknown,
        differences_come_from_the_same_resamples, a_difference_to_nothing_is_unknown);
}
