#include "train/clustered.h"

#include "base/rng.h"
#include "scoring_reference.h"
#include "suite.h"

/* statsmodels inverts a matrix where we divide: some hundred roundings. */
#define TOLERANCE 1e-12

START_TEST(value_and_interval_are_those_of_a_cluster_robust_regression)
{
    struct clustered mean = {0};
    for (size_t begin = 0, end; begin < SCORING_COUNT; begin = end) {
        double sum = 0.0;
        for (end = begin; end < SCORING_COUNT && SCORING_ROWS[end].user == SCORING_ROWS[begin].user;
             end++) {
            double error = (double)SCORING_ROWS[end].mean - (double)SCORING_ROWS[end].stars;
            sum += error * error;
        }
        clustered_add(&mean, sum, (double)(end - begin));
    }
    ck_assert_uint_eq(mean.users, SCORING_USERS);
    ck_assert_double_eq_tol(clustered_value(&mean), SCORING_MSE[0], TOLERANCE);
    ck_assert_double_eq_tol(clustered_interval(&mean).low, SCORING_MSE[1], TOLERANCE);
    ck_assert_double_eq_tol(clustered_interval(&mean).high, SCORING_MSE[2], TOLERANCE);
}
END_TEST

START_TEST(one_user_has_a_value_and_no_interval_and_none_has_neither)
{
    struct clustered mean = {0};
    clustered_add(&mean, 0.0, 0.0);
    ck_assert_uint_eq(mean.users, 0);
    ck_assert_double_nan(clustered_value(&mean));
    ck_assert_double_nan(clustered_interval(&mean).low);
    clustered_add(&mean, 6.0, 4.0);
    ck_assert_double_eq(clustered_value(&mean), 1.5);
    ck_assert_double_nan(clustered_interval(&mean).high);
}
END_TEST

START_TEST(equal_values_leave_no_doubt)
{
    struct clustered mean = {0};
    for (int user = 1; user < 20; user++)
        clustered_add(&mean, 0.1 * user, user);
    ck_assert_double_eq_tol(clustered_interval(&mean).low, 0.1, 1e-7);
    ck_assert_double_eq_tol(clustered_interval(&mean).high, 0.1, 1e-7);
}
END_TEST

/* Ratings that share their user's deviation: 95 % of the intervals hold the truth, 0 here. */
START_TEST(intervals_hold_the_truth_as_often_as_they_say)
{
    enum { TRIALS = 2000, USERS = 60 };
    struct rng rng = rng_init(2026, 9);
    size_t held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        struct clustered mean = {0};
        for (int user = 0; user < USERS; user++) {
            double count = 1.0 + rng_below(&rng, 12);
            double deviation = rng_normal(&rng);
            double sum = 0.0;
            for (double n = 0.0; n < count; n += 1.0)
                sum += deviation + rng_normal(&rng);
            clustered_add(&mean, sum, count);
        }
        struct interval interval = clustered_interval(&mean);
        held += interval.low <= 0.0 && interval.high >= 0.0;
    }
    ck_assert_uint_ge(held, TRIALS * 93 / 100);
    ck_assert_uint_le(held, TRIALS * 97 / 100);
}
END_TEST

int main(void)
{
    return SUITE_RUN("clustered", value_and_interval_are_those_of_a_cluster_robust_regression,
                     one_user_has_a_value_and_no_interval_and_none_has_neither,
                     equal_values_leave_no_doubt, intervals_hold_the_truth_as_often_as_they_say);
}
