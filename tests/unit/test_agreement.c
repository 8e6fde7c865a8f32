#include "eval/agreement.h"

#include <math.h>
#include <string.h>

#include "../reference/agreement.h"
#include "suite.h"

/* Sums over at most a hundred cells in another order: 1e-9 is generous. */
#define CLOSE 1e-9

static struct agreement_table table_of(size_t scores, const size_t *counts)
{
    struct agreement_table table = {.scores = scores};
    memcpy(table.counts, counts, scores * scores * sizeof *counts);
    return table;
}

START_TEST(kappas_and_intervals_are_those_of_scikit_learn_and_statsmodels)
{
    for (size_t i = 0; i < sizeof REFERENCE_KAPPA / sizeof *REFERENCE_KAPPA; i++) {
        struct agreement_table table =
            table_of(REFERENCE_KAPPA[i].scores, REFERENCE_KAPPA[i].counts);
        struct interval interval;
        double kappa =
            agreement_kappa(&table, (enum agreement_weights)REFERENCE_KAPPA[i].weights, &interval);
        ck_assert_double_eq_tol(kappa, REFERENCE_KAPPA[i].kappa, CLOSE);
        ck_assert_double_eq_tol(interval.low, fmax(REFERENCE_KAPPA[i].low, -1), CLOSE);
        ck_assert_double_eq_tol(interval.high, fmin(REFERENCE_KAPPA[i].high, 1), CLOSE);
    }
}
END_TEST

/* Cohen (1960) by hand: observed .7, by chance .5, so kappa is .4. */
START_TEST(kappa_is_what_agreement_exceeds_chance_by)
{
    struct agreement_table table = table_of(2, (const size_t[]){20, 5, 10, 15});
    struct agreement agreement = agreement_of(&table, false);
    ck_assert_uint_eq(agreement.count, 50);
    ck_assert_double_eq_tol(agreement.observed, .7, CLOSE);
    ck_assert_double_eq_tol(agreement.kappa, .4, CLOSE);
    ck_assert(isnan(agreement.weighted) && isnan(agreement.linear));
}
END_TEST

START_TEST(nothing_rated_is_no_agreement)
{
    struct agreement_table table = {.scores = 5};
    struct agreement agreement = agreement_of(&table, true);
    ck_assert_uint_eq(agreement.count, 0);
    ck_assert(isnan(agreement.observed) && isnan(agreement.kappa) && isnan(agreement.weighted));
    ck_assert(isnan(agreement.interval.low) && isnan(agreement.weighted_interval.high));
}
END_TEST

START_TEST(two_who_always_say_one_thing_show_nothing)
{
    struct agreement_table table = table_of(2, (const size_t[]){0, 0, 0, 40});
    struct agreement agreement = agreement_of(&table, false);
    ck_assert_double_eq(agreement.observed, 1);
    ck_assert(isnan(agreement.kappa));
}
END_TEST

START_TEST(who_rates_first_makes_no_difference)
{
    struct agreement_table table = table_of(3, (const size_t[]){44, 5, 1, 7, 20, 3, 9, 5, 6});
    struct agreement_table turned = table_of(3, (const size_t[]){44, 7, 9, 5, 20, 5, 1, 3, 6});
    struct agreement a = agreement_of(&table, true);
    struct agreement b = agreement_of(&turned, true);
    ck_assert_double_eq_tol(a.kappa, b.kappa, CLOSE);
    ck_assert_double_eq_tol(a.weighted_interval.low, b.weighted_interval.low, CLOSE);
}
END_TEST

START_TEST(near_misses_count_less_the_smaller_they_are)
{
    struct agreement_table near = table_of(3, (const size_t[]){5, 5, 0, 0, 5, 5, 0, 0, 5});
    struct agreement_table far = table_of(3, (const size_t[]){5, 0, 5, 5, 5, 0, 0, 0, 5});
    struct agreement a = agreement_of(&near, true);
    struct agreement b = agreement_of(&far, true);
    ck_assert_double_gt(a.weighted, a.linear);
    ck_assert_double_gt(a.linear, a.kappa);
    ck_assert_double_lt(b.weighted, a.weighted);
}
END_TEST

int main(void)
{
    return SUITE_RUN("agreement", kappas_and_intervals_are_those_of_scikit_learn_and_statsmodels,
                     kappa_is_what_agreement_exceeds_chance_by, nothing_rated_is_no_agreement,
                     two_who_always_say_one_thing_show_nothing, who_rates_first_makes_no_difference,
                     near_misses_count_less_the_smaller_they_are);
}
