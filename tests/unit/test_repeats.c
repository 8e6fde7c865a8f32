#include "eval/repeats.h"

#include <math.h>

#include "eval/case_accuracy.h"
#include "suite.h"

enum { CASES = 4, REPEATS = 3 };

static struct arena *arena;
static struct gold_set gold;
static struct gold_case cases[CASES];
static struct reading readings[REPEATS * CASES];
static struct interpreter interpreter;
static struct metric_list metrics;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 24);
    metrics = metric_list_init(arena);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* Verdicts by repeat and case: P passes, F fails, - was never asked. */
static struct evaluation evaluate(const char *const verdicts[REPEATS],
                                  const struct sampling *sampling)
{
    gold = (struct gold_set){.items = cases, .count = CASES};
    for (size_t i = 0; i < CASES; i++)
        cases[i].expected.named = SLOT_BIT(SLOT_INTENT);
    for (size_t r = 0; r < REPEATS; r++)
        for (size_t i = 0; i < CASES; i++) {
            struct reading *reading = &readings[r * CASES + i];
            *reading = reading_none();
            reading->status = verdicts[r][i] == '-' ? READING_MISSING : READING_OK;
            reading->slots.intent = verdicts[r][i] == 'P' ? cases[i].expected.intent : 7;
        }
    interpreter = (struct interpreter){.name = STR("robot"),
                                       .primary = true,
                                       .readings = readings,
                                       .count = CASES,
                                       .repeats = REPEATS};
    struct evaluation evaluation = case_accuracy_score(&gold, &interpreter, arena);
    case_accuracy_metrics(&evaluation, &gold, 1, sampling, arena, &metrics);
    repeats_metrics(&evaluation, sampling, arena, &metrics);
    return evaluation;
}

static const char *const VERDICTS[REPEATS] = {"PPFF", "PFFF", "PPF-"};
static const struct sampling BY_CASE = {.resamples = 500, .seed = 3};

static const struct metric *metric(const char *selector)
{
    const struct metric *found = metric_find(&metrics, str_from(selector));
    ck_assert_msg(found != NULL, "no metric %s", selector);
    return found;
}

START_TEST(of_ten_answers_with_three_right_the_chances_are_those_counted_by_hand)
{
    const struct repeats_tally tally = {10, 3};
    ck_assert_double_eq_tol(repeats_pass_at(tally, 1), 0.3, 1e-15);
    ck_assert_double_eq_tol(repeats_pass_hat(tally, 1), 0.3, 1e-15);
    /* C(7, 5) / C(10, 5) = 21 / 252; C(3, 2) / C(10, 2) = 3 / 45. */
    ck_assert_double_eq_tol(repeats_pass_at(tally, 5), 1 - 21.0 / 252, 1e-15);
    ck_assert_double_eq_tol(repeats_pass_hat(tally, 2), 3.0 / 45, 1e-15);
    ck_assert_double_eq(repeats_pass_at(tally, 8), 1);
    ck_assert_double_eq(repeats_pass_hat(tally, 4), 0);
    ck_assert_double_nan(repeats_pass_at(tally, 11));
    ck_assert_double_nan(repeats_pass_hat(tally, 11));
}
END_TEST

START_TEST(flakiness_is_the_share_of_the_minority)
{
    ck_assert_double_eq((repeats_flakiness((struct repeats_tally){5, 4})), 0.2);
    ck_assert_double_eq((repeats_flakiness((struct repeats_tally){5, 1})), 0.2);
    ck_assert_double_eq((repeats_flakiness((struct repeats_tally){4, 2})), 0.5);
    ck_assert_double_eq((repeats_flakiness((struct repeats_tally){4, 4})), 0);
    ck_assert_double_nan((repeats_flakiness((struct repeats_tally){0, 0})));
}
END_TEST

START_TEST(every_scored_answer_counts_in_the_accuracy)
{
    struct evaluation evaluation = evaluate(VERDICTS, &BY_CASE);
    const struct repeats_tally second = repeats_count(&evaluation, 1);
    ck_assert_uint_eq(second.scored, 3);
    ck_assert_uint_eq(second.right, 2);
    ck_assert_double_eq_tol(metric("case_accuracy")->value, 5.0 / 11, 1e-15);
    ck_assert_uint_eq(metric("case_accuracy")->support, 11);
    ck_assert_double_eq(metric("cases{interpreter=robot,status=missing}")->value, 1);
    ck_assert_double_eq(metric("cases{interpreter=robot,status=ok}")->value, 11);
}
END_TEST

START_TEST(chances_are_means_over_the_cases_with_enough_answers)
{
    evaluate(VERDICTS, &BY_CASE);
    ck_assert_double_eq_tol(metric("pass_at_1")->value, (1 + 2.0 / 3 + 0 + 0) / 4, 1e-15);
    ck_assert_double_eq_tol(metric("pass_hat_1")->value, (1 + 2.0 / 3 + 0 + 0) / 4, 1e-15);
    ck_assert_double_eq_tol(metric("pass_at_3")->value, (1 + 1 + 0) / 3.0, 1e-15);
    ck_assert_double_eq_tol(metric("pass_hat_3")->value, (1 + 0 + 0) / 3.0, 1e-15);
    ck_assert_uint_eq(metric("pass_hat_3")->support, 3);
    ck_assert_ptr_null(metric_find(&metrics, STR("pass_at_4")));
    ck_assert_double_eq_tol(metric("flaky_cases")->value, 1.0 / 4, 1e-15);
    ck_assert_double_eq_tol(metric("flakiness")->value, (1.0 / 3) / 4, 1e-15);
}
END_TEST

START_TEST(an_interval_of_repeated_answers_is_that_of_their_cases)
{
    static const char *const ALIKE[REPEATS] = {"PPFF", "PPFF", "PPFF"};
    evaluate(ALIKE, &BY_CASE);
    /* Of four cases, two right: a resample has 0 to 4 right ones, however often they were asked. */
    ck_assert_double_eq(metric("case_accuracy")->interval.low, 0);
    ck_assert_double_eq(metric("case_accuracy")->interval.high, 1);
    ck_assert_double_eq(metric("flakiness")->value, 0);
    ck_assert_double_gt(metric("flaky_cases")->interval.high, 0.3);
}
END_TEST

START_TEST(cases_of_one_first_tag_are_drawn_together)
{
    static struct str tags[] = {{"a", 1}, {"b", 1}};
    for (size_t i = 0; i < 3; i++) {
        cases[i].tags = i == 2 ? &tags[1] : tags;
        cases[i].tag_count = i == 2 ? 1 : 2;
    }
    const struct gold_set tagged = {.items = cases, .count = CASES};
    const uint32_t *cluster = sampling_by_tag(&tagged, arena);
    ck_assert_uint_eq(cluster[0], cluster[1]);
    ck_assert_uint_ne(cluster[0], cluster[2]);
    ck_assert_uint_ne(cluster[2], cluster[3]);
    ck_assert_uint_ne(cluster[0], cluster[3]);

    const struct sampling by_tag = {.resamples = 10, .seed = 1, .cluster = cluster};
    uint32_t units[5];
    const uint32_t answers[5] = {3, 0, 1, 3, 2};
    ck_assert_uint_eq(sampling_units(&by_tag, answers, 5, arena, units), 3);
    const uint32_t expected[5] = {0, 1, 1, 0, 2};
    ck_assert_mem_eq(units, expected, sizeof units);
    ck_assert_uint_eq(sampling_units(&by_tag, NULL, 0, arena, units), 0);
    for (size_t i = 0; i < CASES; i++)
        cases[i].tag_count = 0;
}
END_TEST

START_TEST(who_is_asked_once_has_no_such_figures)
{
    static const char *const ONCE[REPEATS] = {"PPFF", "----", "----"};
    struct evaluation evaluation = evaluate(ONCE, &BY_CASE);
    metrics = metric_list_init(arena);
    interpreter.repeats = 1;
    repeats_metrics(&evaluation, &BY_CASE, arena, &metrics);
    ck_assert_uint_eq(metrics.count, 0);
    ck_assert(sampling_is_independent(&BY_CASE, &interpreter));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "repeats",
        of_ten_answers_with_three_right_the_chances_are_those_counted_by_hand,
        flakiness_is_the_share_of_the_minority, every_scored_answer_counts_in_the_accuracy,
        chances_are_means_over_the_cases_with_enough_answers,
        an_interval_of_repeated_answers_is_that_of_their_cases,
        cases_of_one_first_tag_are_drawn_together, who_is_asked_once_has_no_such_figures);
}
