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

START_TEST(holm_agrees_with_statsmodels)
{
    double p[COUNT(REFERENCE_HOLM)];
    double corrected[COUNT(REFERENCE_HOLM)];
    for (size_t i = 0; i < COUNT(p); i++)
        p[i] = REFERENCE_HOLM[i].p;
    stats_holm(p, COUNT(p), corrected);
    for (size_t i = 0; i < COUNT(p); i++)
        check_close(corrected[i], REFERENCE_HOLM[i].corrected, "holm", i);
}
END_TEST

START_TEST(holm_leaves_out_what_is_unknown)
{
    double corrected[3];
    stats_holm((const double[]){0.03, NAN, 0.02}, 3, corrected);
    ck_assert_double_eq(corrected[0], 0.04);
    ck_assert_double_nan(corrected[1]);
    ck_assert_double_eq(corrected[2], 0.04);
    stats_holm((const double[]){NAN}, 1, corrected);
    ck_assert_double_nan(corrected[0]);
    stats_holm(NULL, 0, corrected);
}
END_TEST

START_TEST(the_shifted_student_distribution_agrees_with_scipy)
{
    for (size_t i = 0; i < COUNT(REFERENCE_SHIFTED_STUDENT); i++)
        ck_assert_double_eq_tol(stats_student_shifted_cdf(REFERENCE_SHIFTED_STUDENT[i].t,
                                                          REFERENCE_SHIFTED_STUDENT[i].freedom,
                                                          REFERENCE_SHIFTED_STUDENT[i].shift),
                                REFERENCE_SHIFTED_STUDENT[i].cdf, 1e-12);
    ck_assert_double_eq_tol(stats_student_cdf(0, 7), 0.5, 1e-15);
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
        a_percentile_interval_sorts_first, holm_agrees_with_statsmodels,
        holm_leaves_out_what_is_unknown, the_shifted_student_distribution_agrees_with_scipy);
}
