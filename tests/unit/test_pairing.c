#include "eval/pairing.h"

#include <math.h>

#include "base/power.h"
#include "base/rng.h"
#include "base/stats.h"
#include "suite.h"

enum { CASES = 60 };

static struct arena *arena;
static double first[PAIRED_METRICS][CASES];
static double second[PAIRED_METRICS][CASES];
static struct paired_values left;
static struct paired_values right;
static const struct sampling BY_CASE = {.resamples = 2000, .seed = 5};

/* Nothing is judged until a test says what. */
static void open_values(void)
{
    arena = arena_open("test", 1 << 26);
    for (size_t m = 0; m < PAIRED_METRICS; m++) {
        left.of[m] = first[m];
        right.of[m] = second[m];
        for (size_t i = 0; i < CASES; i++)
            first[m][i] = second[m][i] = NAN;
    }
}

static void close_values(void)
{
    arena_close(arena);
}

static struct paired_list compare(const struct sampling *sampling)
{
    const struct pairing_question question = {{STR("challenger"), &left}, {STR("primary"), &right}};
    return pairing_compare(&question, 1, CASES, sampling, arena, arena);
}

/* The first passes `only_first` cases alone, the second `only_second`; both pass the others. */
static void give_verdicts(enum paired_metric metric, size_t only_first, size_t only_second)
{
    for (size_t i = 0; i < CASES; i++) {
        first[metric][i] = i < only_second ? 0 : 1;
        second[metric][i] = i >= CASES - only_first ? 0 : 1;
    }
}

static void give_scores(enum paired_metric metric, double shift)
{
    struct rng rng = rng_init(8, 8);
    for (size_t i = 0; i < CASES; i++) {
        second[metric][i] = rng_uniform(&rng) / 2;
        first[metric][i] = second[metric][i] + shift + (rng_uniform(&rng) - 0.5) / 10;
    }
}

START_TEST(verdicts_are_compared_by_mcnemars_test)
{
    give_verdicts(PAIRED_CASE_ACCURACY, 2, 10);
    struct paired_list list = compare(&BY_CASE);
    ck_assert_uint_eq(list.count, 1);
    const struct paired *found = &list.items[0];
    ck_assert_int_eq(found->test, PAIRED_MCNEMAR);
    ck_assert_uint_eq(found->only_first, 2);
    ck_assert_uint_eq(found->only_second, 10);
    ck_assert_double_eq(found->p, stats_mcnemar_exact(2, 10));
    ck_assert_double_eq(found->p_corrected, found->p);
    ck_assert_double_eq_tol(found->difference, -8.0 / CASES, 1e-15);
    ck_assert_double_eq_tol(found->first_value, 50.0 / CASES, 1e-15);
    ck_assert_double_lt(found->interval.low, found->difference);
    ck_assert_double_gt(found->interval.high, found->difference);
    ck_assert_double_eq(found->detectable,
                        power_mcnemar_detectable(12.0 / CASES, CASES, POWER_GOAL_USUAL));
    ck_assert_double_eq(found->needed,
                        power_mcnemar_pairs(found->difference, 12.0 / CASES, POWER_GOAL_USUAL));
}
END_TEST

START_TEST(scores_are_compared_by_students_test_on_their_differences)
{
    double differences[CASES];
    give_scores(PAIRED_CASE_SCORE, 0.02);
    for (size_t i = 0; i < CASES; i++)
        differences[i] = first[PAIRED_CASE_SCORE][i] - second[PAIRED_CASE_SCORE][i];
    struct paired_list list = compare(&BY_CASE);
    const struct paired *found =
        paired_find(&list, PAIRED_CASE_SCORE, STR("challenger"), STR("primary"));
    ck_assert_ptr_nonnull(found);
    ck_assert_int_eq(found->test, PAIRED_STUDENT);
    ck_assert_double_eq_tol(found->p, stats_student_test(differences, CASES), 1e-12);
    /* What as many cases tell with a power of 80 % takes as many cases. */
    ck_assert_double_eq_tol(
        power_student_pairs(found->detectable / found->unit_deviation, POWER_GOAL_USUAL), CASES,
        1e-6);
    ck_assert_double_gt(found->interval.low, 0);
}
END_TEST

START_TEST(holm_takes_all_comparisons_as_a_family)
{
    give_verdicts(PAIRED_CASE_ACCURACY, 2, 10);
    give_verdicts(PAIRED_INTENT_ACCURACY, 1, 12);
    struct paired_list list = compare(&BY_CASE);
    ck_assert_uint_eq(list.count, 2);
    ck_assert_double_eq(list.items[1].p_corrected, 2 * list.items[1].p);
    ck_assert_double_eq(list.items[0].p_corrected, list.items[0].p);
}
END_TEST

START_TEST(a_case_without_a_value_on_one_side_has_no_part)
{
    give_verdicts(PAIRED_GENRE_RECALL, 3, 3);
    first[PAIRED_GENRE_RECALL][0] = NAN;
    second[PAIRED_GENRE_RECALL][CASES - 1] = NAN;
    struct paired_list list = compare(&BY_CASE);
    ck_assert_uint_eq(list.items[0].cases, CASES - 2);
    ck_assert_uint_eq(list.items[0].only_first, 2);
    ck_assert_uint_eq(list.items[0].only_second, 2);
    ck_assert_double_eq(list.items[0].difference, 0);
}
END_TEST

START_TEST(what_hangs_together_counts_once)
{
    uint32_t cluster[CASES];
    for (size_t i = 0; i < CASES; i++)
        cluster[i] = (uint32_t)(i / 10);
    const struct sampling by_cluster = {.resamples = 2000, .seed = 5, .cluster = cluster};
    give_verdicts(PAIRED_CASE_ACCURACY, 0, 10);
    const struct paired alone = compare(&BY_CASE).items[0];
    const struct paired together = compare(&by_cluster).items[0];
    /* All ten are of one cluster out of six: of little weight, however many they are. */
    ck_assert_int_eq(together.test, PAIRED_STUDENT);
    ck_assert_uint_eq(together.units, 6);
    ck_assert_double_lt(alone.p, 0.01);
    ck_assert_double_gt(together.p, 0.3);
    ck_assert_double_eq(together.difference, alone.difference);
    ck_assert_double_lt(together.interval.low, alone.interval.low);
}
END_TEST

START_TEST(equal_readings_tell_nothing_of_what_could_be_told)
{
    give_verdicts(PAIRED_CASE_ACCURACY, 0, 0);
    struct paired_list list = compare(&BY_CASE);
    ck_assert_double_eq(list.items[0].p, 1);
    ck_assert_double_nan(list.items[0].detectable);
    ck_assert_double_nan(list.items[0].needed);
}
END_TEST

START_TEST(nothing_in_common_is_no_comparison)
{
    ck_assert_uint_eq(compare(&BY_CASE).count, 0);
    ck_assert_uint_eq(pairing_compare(NULL, 0, 0, &BY_CASE, arena, arena).count, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_values, close_values, "pairing", verdicts_are_compared_by_mcnemars_test,
        scores_are_compared_by_students_test_on_their_differences,
        holm_takes_all_comparisons_as_a_family, a_case_without_a_value_on_one_side_has_no_part,
        what_hangs_together_counts_once, equal_readings_tell_nothing_of_what_could_be_told,
        nothing_in_common_is_no_comparison);
}
