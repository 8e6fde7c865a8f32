#include "base/noninferiority.h"

#include <math.h>

#include "../reference/power.h"
#include "suite.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define TOLERANCE 1e-9

static void check_close(double found, double expected, const char *what, size_t row)
{
    ck_assert_msg(fabs(found - expected) <= TOLERANCE, "%s %zu: %.17g is not %.17g", what, row,
                  found, expected);
}

START_TEST(the_score_test_agrees_with_a_maximised_likelihood)
{
    for (size_t i = 0; i < COUNT(NONINFERIORITY_PAIRS); i++) {
        const struct noninferiority_pairs pairs = {NONINFERIORITY_PAIRS[i].n,
                                                   NONINFERIORITY_PAIRS[i].fixed,
                                                   NONINFERIORITY_PAIRS[i].broken};
        const double margin = NONINFERIORITY_PAIRS[i].margin;
        check_close(noninferiority_pairs_test(&pairs, margin), NONINFERIORITY_PAIRS[i].p_value,
                    "p-value", i);
        check_close(noninferiority_pairs_power(&pairs, margin, 0.05), NONINFERIORITY_PAIRS[i].power,
                    "power", i);
    }
}
END_TEST

START_TEST(the_test_of_means_agrees_with_scipy_and_statsmodels)
{
    for (size_t i = 0; i < COUNT(NONINFERIORITY_MEANS); i++) {
        const struct noninferiority_means means =
            noninferiority_means_of(NONINFERIORITY_DIFFERENCES, NONINFERIORITY_MEANS[i].n);
        const double margin = NONINFERIORITY_MEANS[i].margin;
        check_close(noninferiority_means_test(&means, margin), NONINFERIORITY_MEANS[i].p_value,
                    "p-value", i);
        check_close(noninferiority_means_power(&means, margin, 0.05), NONINFERIORITY_MEANS[i].power,
                    "power", i);
    }
}
END_TEST

START_TEST(a_wider_margin_is_easier_to_keep)
{
    const struct noninferiority_pairs pairs = {200, 7, 9};
    double before = 1;
    for (double margin = 0.005; margin < 0.2; margin *= 2) {
        const double p = noninferiority_pairs_test(&pairs, margin);
        ck_assert_double_lt(p, before);
        before = p;
    }
}
END_TEST

START_TEST(ten_equal_cases_prove_nothing_and_a_thousand_do)
{
    const struct noninferiority_pairs few = {10, 0, 0};
    const struct noninferiority_pairs many = {1000, 0, 0};
    ck_assert_double_gt(noninferiority_pairs_test(&few, 0.02), 0.05);
    ck_assert_double_eq(noninferiority_pairs_power(&few, 0.02, 0.05), 0);
    ck_assert_double_lt(noninferiority_pairs_test(&many, 0.02), 0.05);
    ck_assert_double_eq(noninferiority_pairs_power(&many, 0.02, 0.05), 1);
}
END_TEST

START_TEST(nothing_to_compare_has_no_answer)
{
    const struct noninferiority_pairs none = {0, 0, 0};
    const double one[] = {0.1};
    const struct noninferiority_means single = noninferiority_means_of(one, 1);
    ck_assert_double_nan(noninferiority_pairs_test(&none, 0.02));
    ck_assert_double_nan(noninferiority_pairs_power(&none, 0.02, 0.05));
    ck_assert_double_nan(noninferiority_means_test(&single, 0.02));
    ck_assert_double_nan(noninferiority_means_power(&single, 0.02, 0.05));
    ck_assert_double_nan(noninferiority_means_of(NULL, 0).mean);
}
END_TEST

START_TEST(equal_differences_leave_no_doubt)
{
    const double worse[] = {-0.1, -0.1, -0.1};
    const double same[] = {0, 0, 0};
    const struct noninferiority_means fallen = noninferiority_means_of(worse, 3);
    const struct noninferiority_means stayed = noninferiority_means_of(same, 3);
    ck_assert_double_eq(noninferiority_means_test(&fallen, 0.05), 1);
    ck_assert_double_eq(noninferiority_means_test(&stayed, 0.05), 0);
    ck_assert_double_eq(noninferiority_means_power(&stayed, 0.05, 0.05), 1);
}
END_TEST

int main(void)
{
    return SUITE_RUN("noninferiority", the_score_test_agrees_with_a_maximised_likelihood,
                     the_test_of_means_agrees_with_scipy_and_statsmodels,
                     a_wider_margin_is_easier_to_keep,
                     ten_equal_cases_prove_nothing_and_a_thousand_do,
                     nothing_to_compare_has_no_answer, equal_differences_leave_no_doubt);
}
