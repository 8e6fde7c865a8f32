#include "base/stats.h"

#include "../reference/stats.h"
#include "suite.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Two implementations of one formula in double agree to some hundred roundings. */
#define TOLERANCE 1e-13

/* The difference may be `TOLERANCE` of the size of what is expected. */
static void check_close(double actual, double expected, const char *table, size_t row)
{
    if (actual == expected || fabs(actual - expected) <= TOLERANCE * fabs(expected))
        return;
    ck_abort_msg("%s, row %zu: %.17g instead of %.17g", table, row, actual, expected);
}

START_TEST(wilson_agrees_with_statsmodels)
{
    for (size_t i = 0; i < COUNT(REFERENCE_WILSON); i++) {
        struct ratio ratio = {REFERENCE_WILSON[i].hits, REFERENCE_WILSON[i].total};
        struct interval interval = stats_wilson(ratio, REFERENCE_WILSON[i].confidence);
        check_close(interval.low, REFERENCE_WILSON[i].low, "low", i);
        check_close(interval.high, REFERENCE_WILSON[i].high, "high", i);
    }
}
END_TEST

START_TEST(wilson_holds_the_proportion_and_mirrors_with_it)
{
    for (size_t total = 1; total < 40; total++)
        for (size_t hits = 0; hits <= total; hits++) {
            double p = ratio_value((struct ratio){hits, total});
            struct interval interval = stats_wilson((struct ratio){hits, total}, 0.95);
            struct interval mirror = stats_wilson((struct ratio){total - hits, total}, 0.95);
            ck_assert_double_ge(interval.low, 0);
            ck_assert_double_le(interval.low, p);
            ck_assert_double_ge(interval.high, p);
            ck_assert_double_le(interval.high, 1);
            ck_assert_double_eq_tol(interval.low, 1 - mirror.high, 1e-15);
        }
}
END_TEST

START_TEST(the_interval_of_nothing_is_unknown)
{
    struct interval interval = stats_wilson((struct ratio){0, 0}, 0.95);
    ck_assert_double_nan(interval.low);
    ck_assert_double_nan(interval.high);
}
END_TEST

START_TEST(the_normal_quantile_agrees_with_scipy)
{
    for (size_t i = 0; i < COUNT(REFERENCE_NORMAL); i++)
        check_close(stats_normal_quantile(REFERENCE_NORMAL[i].p), REFERENCE_NORMAL[i].quantile,
                    "normal", i);
}
END_TEST

START_TEST(the_normal_quantile_is_infinite_at_the_ends_and_nothing_beyond)
{
    ck_assert(stats_normal_quantile(0) == -INFINITY);
    ck_assert(stats_normal_quantile(1) == INFINITY);
    ck_assert_double_nan(stats_normal_quantile(-0.1));
    ck_assert_double_nan(stats_normal_quantile(1.1));
    ck_assert_double_nan(stats_normal_quantile(NAN));
}
END_TEST

START_TEST(the_binomial_tail_agrees_with_scipy)
{
    for (size_t i = 0; i < COUNT(REFERENCE_BINOMIAL); i++)
        check_close(stats_binomial_cdf(REFERENCE_BINOMIAL[i].k, REFERENCE_BINOMIAL[i].n,
                                       REFERENCE_BINOMIAL[i].p),
                    REFERENCE_BINOMIAL[i].cdf, "binomial", i);
}
END_TEST

START_TEST(the_binomial_tail_outside_of_its_parameters_is_nothing)
{
    ck_assert_double_nan(stats_binomial_cdf(1, 2, -0.1));
    ck_assert_double_nan(stats_binomial_cdf(1, 2, 1.1));
    ck_assert_double_nan(stats_binomial_cdf(1, 2, NAN));
}
END_TEST

START_TEST(mcnemar_agrees_with_statsmodels)
{
    for (size_t i = 0; i < COUNT(REFERENCE_MCNEMAR); i++)
        check_close(stats_mcnemar_exact(REFERENCE_MCNEMAR[i].b, REFERENCE_MCNEMAR[i].c),
                    REFERENCE_MCNEMAR[i].p_value, "mcnemar", i);
}
END_TEST

START_TEST(without_a_discordant_pair_nothing_is_worse_beyond_chance)
{
    ck_assert_double_eq(stats_mcnemar_exact(0, 0), 1);
}
END_TEST

START_TEST(quantiles_are_those_of_numpy)
{
    for (size_t i = 0; i < COUNT(REFERENCE_QUANTILE); i++)
        check_close(stats_quantile_sorted(REFERENCE_SORTED, COUNT(REFERENCE_SORTED),
                                          REFERENCE_QUANTILE[i].p),
                    REFERENCE_QUANTILE[i].quantile, "quantile", i);
}
END_TEST

START_TEST(the_quantile_of_one_value_is_that_value_and_of_none_is_nothing)
{
    const double one = 4.5;
    ck_assert_double_eq(stats_quantile_sorted(&one, 1, 0), 4.5);
    ck_assert_double_eq(stats_quantile_sorted(&one, 1, 0.3), 4.5);
    ck_assert_double_eq(stats_quantile_sorted(&one, 1, 1), 4.5);
    ck_assert_double_nan(stats_quantile_sorted(NULL, 0, 0.5));
}
END_TEST

START_TEST(a_percentile_interval_sorts_first)
{
    double values[] = {5, 1, 4, 2, 3};
    struct interval interval = stats_percentile_interval(values, COUNT(values), 0.5);
    struct interval none = stats_percentile_interval(values, 0, 0.5);
    ck_assert_double_eq(interval.low, 2);
    ck_assert_double_eq(interval.high, 4);
    ck_assert_double_nan(none.low);
    ck_assert_double_nan(none.high);
}
END_TEST

static double work[20000];

/* The reference draws the same random numbers by an implementation of its own. */
START_TEST(the_bootstrap_agrees_with_numpy_resample_by_resample)
{
    for (size_t i = 0; i < COUNT(REFERENCE_BOOTSTRAP); i++) {
        struct interval interval = stats_bootstrap_ratio(
            REFERENCE_NUMERATOR, REFERENCE_DENOMINATOR, REFERENCE_BOOTSTRAP[i].n,
            REFERENCE_BOOTSTRAP[i].resamples, REFERENCE_BOOTSTRAP[i].confidence,
            REFERENCE_BOOTSTRAP[i].seed, REFERENCE_BOOTSTRAP[i].stream, work);
        check_close(interval.low, REFERENCE_BOOTSTRAP[i].low, "low", i);
        check_close(interval.high, REFERENCE_BOOTSTRAP[i].high, "high", i);
    }
}
END_TEST

/* Other random numbers: an end of 20,000 resamples has a standard error of about .001. */
START_TEST(the_bootstrap_agrees_with_scipys_but_for_chance)
{
    struct interval interval =
        stats_bootstrap_ratio(REFERENCE_NUMERATOR, REFERENCE_DENOMINATOR,
                              COUNT(REFERENCE_NUMERATOR), COUNT(work), 0.95, 2026, 0, work);
    ck_assert_double_eq_tol(interval.low, REFERENCE_BOOTSTRAP_LOW, 0.005);
    ck_assert_double_eq_tol(interval.high, REFERENCE_BOOTSTRAP_HIGH, 0.005);
}
END_TEST

START_TEST(equal_units_leave_no_doubt_and_empty_ones_do_not_count)
{
    /* A quarter of the resamples draws the empty unit twice: they have no ratio. */
    const double numerator[] = {0, 1};
    const double denominator[] = {0, 2};
    struct interval interval =
        stats_bootstrap_ratio(numerator, denominator, 2, 1000, 0.95, 1, 0, work);
    ck_assert_double_eq(interval.low, 0.5);
    ck_assert_double_eq(interval.high, 0.5);
}
END_TEST

START_TEST(the_bootstrap_of_nothing_is_unknown)
{
    const double nothing[] = {0, 0};
    struct interval none = stats_bootstrap_ratio(NULL, NULL, 0, 100, 0.95, 1, 0, work);
    struct interval empty = stats_bootstrap_ratio(nothing, nothing, 2, 100, 0.95, 1, 0, work);
    ck_assert_double_nan(none.low);
    ck_assert_double_nan(none.high);
    ck_assert_double_nan(empty.low);
    ck_assert_double_nan(empty.high);
}
END_TEST

START_TEST(students_quantile_agrees_with_scipy)
{
    for (size_t i = 0; i < COUNT(REFERENCE_STUDENT); i++)
        check_close(stats_student_quantile(REFERENCE_STUDENT[i].p, REFERENCE_STUDENT[i].freedom),
                    REFERENCE_STUDENT[i].quantile, "student", i);
    ck_assert_double_nan(stats_student_quantile(1.1, 3));
    ck_assert_double_nan(stats_student_quantile(0.5, 0));
}
END_TEST

START_TEST(students_test_agrees_with_scipy)
{
    for (size_t i = 0; i < COUNT(REFERENCE_STUDENT_TEST); i++)
        check_close(stats_student_test(REFERENCE_DIFFERENCES, REFERENCE_STUDENT_TEST[i].n),
                    REFERENCE_STUDENT_TEST[i].p_value, "student test", i);
}
END_TEST

START_TEST(students_test_of_equal_values_is_certain_and_of_one_value_says_nothing)
{
    ck_assert_double_eq(stats_student_test((const double[]){0, 0, 0}, 3), 1);
    ck_assert_double_eq(stats_student_test((const double[]){0.5, 0.5, 0.5}, 3), 0);
    ck_assert_double_nan(stats_student_test((const double[]){0.5}, 1));
    ck_assert_double_nan(stats_student_test(NULL, 0));
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "stats", wilson_agrees_with_statsmodels, wilson_holds_the_proportion_and_mirrors_with_it,
        the_interval_of_nothing_is_unknown, the_normal_quantile_agrees_with_scipy,
        the_normal_quantile_is_infinite_at_the_ends_and_nothing_beyond,
        the_binomial_tail_agrees_with_scipy, the_binomial_tail_outside_of_its_parameters_is_nothing,
        students_quantile_agrees_with_scipy, students_test_agrees_with_scipy,
        students_test_of_equal_values_is_certain_and_of_one_value_says_nothing,
        mcnemar_agrees_with_statsmodels, without_a_discordant_pair_nothing_is_worse_beyond_chance,
        quantiles_are_those_of_numpy,
        the_quantile_of_one_value_is_that_value_and_of_none_is_nothing,
        a_percentile_interval_sorts_first, the_bootstrap_agrees_with_numpy_resample_by_resample,
        the_bootstrap_agrees_with_scipys_but_for_chance,
        equal_units_leave_no_doubt_and_empty_ones_do_not_count,
        the_bootstrap_of_nothing_is_unknown);
}
