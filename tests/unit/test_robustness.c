#include "eval/robustness.h"

#include <math.h>

#include "eval/case_accuracy.h"
#include "suite.h"

#define CASES 20

static struct arena *arena;
static struct gold_set gold;
static struct interpreter robot;
static struct reading_variant variants[2];
static struct metric_list metrics;
static struct evaluation evaluation;
static struct sampling sampling;

/* The right answer to every case is year 1; 2 is wrong, 0 stands for no reading. */
static struct reading *read_all(const int years[CASES])
{
    struct reading *readings = ARENA_ARRAY(arena, struct reading, CASES);
    for (size_t i = 0; i < CASES; i++) {
        readings[i] = reading_none();
        readings[i].slots.year_min = years[i];
        if (years[i] != 0)
            readings[i].status = READING_OK;
    }
    return readings;
}

static void open_set(void)
{
    arena = arena_open("test", 1 << 24);
    metrics = metric_list_init(arena);
    gold = (struct gold_set){.items = ARENA_ARRAY(arena, struct gold_case, CASES), .count = CASES};
    for (size_t i = 0; i < CASES; i++)
        gold.items[i].expected =
            (struct slots){.named = SLOT_BIT(SLOT_YEAR_MIN), .intent = INTENT_NONE, .year_min = 1};
    sampling = (struct sampling){.resamples = 500, .seed = 7};
}

static void close_set(void)
{
    arena_close(arena);
}

static void score(const int before[CASES], const int typo[CASES], const int upper[CASES])
{
    variants[0] = (struct reading_variant){.name = STR("typo"), .readings = read_all(typo)};
    variants[1] = (struct reading_variant){.name = STR("upper"), .readings = read_all(upper)};
    robot = (struct interpreter){.name = STR("robot"),
                                 .primary = true,
                                 .readings = read_all(before),
                                 .count = CASES,
                                 .repeats = 1,
                                 .variants = variants,
                                 .variant_count = 2};
    evaluation = case_accuracy_score(&gold, &robot, arena);
    robustness_score(&evaluation, &gold, &sampling, arena, arena, &metrics);
}

static const struct metric *metric(const char *selector)
{
    const struct metric *found = metric_find(&metrics, str_from(selector));
    ck_assert_msg(found != NULL, "no metric %s", selector);
    return found;
}

/* 12 of 20 right before; typos concern 10 cases: 4 broken, 1 fixed. Capitals change nothing. */
static void score_worked(void)
{
    static const int before[CASES] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2};
    static const int typo[CASES] = {2, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0, 0, 1, 2, 2, 0, 0, 0, 0, 0};
    score(before, typo, before);
}

START_TEST(a_change_is_compared_on_the_cases_that_it_concerns)
{
    score_worked();
    const struct robustness_row *row = &evaluation.robustness.rows[0];
    ck_assert_uint_eq(evaluation.robustness.count, 2);
    ck_assert_uint_eq(row->cases, 10);
    ck_assert_uint_eq(row->right_before, 7);
    ck_assert_uint_eq(row->right_after, 4);
    ck_assert_uint_eq(row->broken, 4);
    ck_assert_uint_eq(row->fixed, 1);
    ck_assert_double_eq_tol(row->lost, 0.3, 1e-12);
    ck_assert_double_eq_tol(metric("accuracy_lost{interpreter=robot,perturbation=typo}")->value,
                            0.3, 1e-12);
    ck_assert_double_lt(row->interval.low, 0.3);
    ck_assert_double_gt(row->interval.high, 0.3);
}
END_TEST

/* McNemar: 4 against 1 is 2 * (1 + 5) / 32; of two comparisons the smaller p counts twice. */
START_TEST(its_p_value_is_corrected_for_all_changes)
{
    score_worked();
    ck_assert_double_eq_tol(evaluation.robustness.rows[0].p_value, 0.375, 1e-12);
    ck_assert_double_eq_tol(evaluation.robustness.rows[0].p_corrected, 0.75, 1e-12);
    ck_assert_double_eq(evaluation.robustness.rows[1].p_corrected, 1);
}
END_TEST

START_TEST(where_no_case_changes_sides_the_interval_is_that_of_none_in_so_many)
{
    score_worked();
    const struct robustness_row *row = &evaluation.robustness.rows[1];
    ck_assert_uint_eq(row->cases, CASES);
    ck_assert_double_eq(row->lost, 0);
    ck_assert_double_eq_tol(row->interval.high, 0.1611, 0.0001);
    ck_assert_double_eq(row->interval.low, -row->interval.high);
}
END_TEST

START_TEST(the_headline_is_over_all_changed_queries)
{
    score_worked();
    const struct metric *all = metric("accuracy_lost");
    ck_assert(all->headline);
    ck_assert_double_eq_tol(all->value, 3.0 / 30, 1e-12);
    ck_assert_uint_eq(all->support, 30);
}
END_TEST

START_TEST(a_change_that_concerns_no_case_has_no_value)
{
    static const int before[CASES] = {1, 1};
    static const int none[CASES] = {0};
    score(before, none, none);
    ck_assert(isnan(evaluation.robustness.rows[0].lost));
    ck_assert(isnan(metric("accuracy_lost")->value));
    ck_assert(isnan(metric("accuracy_lost")->interval.low));
}
END_TEST

START_TEST(without_changes_there_is_nothing_to_say)
{
    score_worked();
    robot.variant_count = 0;
    metrics.count = 0;
    robustness_score(&evaluation, &gold, &sampling, arena, arena, &metrics);
    ck_assert_uint_eq(metrics.count, 0);
    ck_assert_uint_eq(evaluation.robustness.count, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_set, close_set, "robustness", a_change_is_compared_on_the_cases_that_it_concerns,
        its_p_value_is_corrected_for_all_changes,
        where_no_case_changes_sides_the_interval_is_that_of_none_in_so_many,
        the_headline_is_over_all_changed_queries, a_change_that_concerns_no_case_has_no_value,
        without_changes_there_is_nothing_to_say);
}
