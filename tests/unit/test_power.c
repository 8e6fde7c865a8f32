#include "base/power.h"

#include <math.h>

#include "../reference/power.h"
#include "suite.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Both sides solve equations in doubles; nine digits are what is promised. */
#define TOLERANCE 1e-9

static const struct power_goal GOAL = POWER_GOAL_USUAL;

static void check_close(double found, double expected, const char *what, size_t row)
{
    ck_assert_msg(fabs(found - expected) <= TOLERANCE * fmax(1, fabs(expected)),
                  "%s %zu: %.17g is not %.17g", what, row, found, expected);
}

START_TEST(mcnemars_power_and_pairs_agree_with_statsmodels)
{
    for (size_t i = 0; i < COUNT(POWER_MCNEMAR); i++) {
        const double difference = POWER_MCNEMAR[i].difference;
        const double disagreeing = POWER_MCNEMAR[i].disagreeing;
        check_close(power_mcnemar(difference, disagreeing, POWER_MCNEMAR[i].n, 0.05),
                    POWER_MCNEMAR[i].power, "power", i);
        check_close(power_mcnemar_pairs(-difference, disagreeing, GOAL), POWER_MCNEMAR[i].pairs,
                    "pairs", i);
    }
}
END_TEST

START_TEST(mcnemars_detectable_difference_solves_the_formula_for_pairs)
{
    for (size_t i = 0; i < COUNT(POWER_MCNEMAR_DETECTABLE); i++) {
        const double disagreeing = POWER_MCNEMAR_DETECTABLE[i].disagreeing;
        const double n = POWER_MCNEMAR_DETECTABLE[i].n;
        const double found = power_mcnemar_detectable(disagreeing, n, GOAL);
        check_close(found, POWER_MCNEMAR_DETECTABLE[i].difference, "difference", i);
        check_close(power_mcnemar_pairs(found, disagreeing, GOAL), n, "pairs", i);
    }
}
END_TEST

START_TEST(few_disagreements_detect_no_difference_smaller_than_themselves)
{
    /* Two disagreeing pairs of a hundred never reach p < .05: more would have to disagree. */
    const double found = power_mcnemar_detectable(0.02, 100, GOAL);
    ck_assert_double_gt(found, 0.02);
    ck_assert_double_eq_tol(power_mcnemar_pairs(found, found, GOAL), 100, 1e-9);
    ck_assert_double_nan(power_mcnemar_detectable(0.5, 2, GOAL));
}
END_TEST

START_TEST(without_a_disagreement_nothing_is_known_of_the_power)
{
    ck_assert_double_nan(power_mcnemar(0, 0, 100, 0.05));
    ck_assert_double_nan(power_mcnemar_pairs(0, 0, GOAL));
    ck_assert_double_nan(power_mcnemar_detectable(0, 100, GOAL));
    ck_assert_double_nan(power_mcnemar_pairs(0.3, 0.2, GOAL));
    ck_assert(isinf(power_mcnemar_pairs(0, 0.2, GOAL)));
}
END_TEST

START_TEST(a_difference_in_every_pair_is_found_or_not)
{
    ck_assert_double_eq(power_mcnemar(1, 1, 4, 0.05), 1);
    ck_assert_double_eq(power_mcnemar(1, 1, 3, 0.05), 0);
}
END_TEST

START_TEST(students_power_agrees_with_statsmodels)
{
    for (size_t i = 0; i < COUNT(POWER_STUDENT); i++)
        check_close(power_student(-POWER_STUDENT[i].effect, POWER_STUDENT[i].n, 0.05),
                    POWER_STUDENT[i].power, "power", i);
    ck_assert_double_nan(power_student(0.5, 1, 0.05));
}
END_TEST

START_TEST(students_pairs_and_effects_agree_with_statsmodels)
{
    for (size_t i = 0; i < COUNT(POWER_STUDENT_PAIRS); i++)
        check_close(power_student_pairs(POWER_STUDENT_PAIRS[i].effect, GOAL),
                    POWER_STUDENT_PAIRS[i].pairs, "pairs", i);
    for (size_t i = 0; i < COUNT(POWER_STUDENT_DETECTABLE); i++)
        check_close(power_student_detectable(POWER_STUDENT_DETECTABLE[i].n, GOAL),
                    POWER_STUDENT_DETECTABLE[i].effect, "effect", i);
    ck_assert(isinf(power_student_pairs(0, GOAL)));
    ck_assert_double_nan(power_student_pairs(NAN, GOAL));
    ck_assert_double_nan(power_student_detectable(1, GOAL));
    ck_assert_double_eq(power_student_pairs(1000, GOAL), 2);
}
END_TEST

int main(void)
{
    return SUITE_RUN("power", mcnemars_power_and_pairs_agree_with_statsmodels,
                     mcnemars_detectable_difference_solves_the_formula_for_pairs,
                     few_disagreements_detect_no_difference_smaller_than_themselves,
                     without_a_disagreement_nothing_is_known_of_the_power,
                     a_difference_in_every_pair_is_found_or_not,
                     students_power_agrees_with_statsmodels,
                     students_pairs_and_effects_agree_with_statsmodels);
}
