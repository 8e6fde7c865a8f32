#include "eval/case_values.h"

#include <math.h>

#include "eval/case_accuracy.h"
#include "suite.h"

enum { COMEDY = 1, DRAMA = 2, HORROR = 4 };
enum { SEARCH, LOOKUP };

static struct arena *arena;
static struct gold_case cases[2];
static struct gold_set gold = {.items = cases, .count = 2};
static struct reading readings[4];

/* The first case judges intent and genres, the second the intent alone; both are asked twice. */
static void open_set(void)
{
    arena = arena_open("test", 1 << 22);
    for (size_t i = 0; i < 2; i++) {
        cases[i].id = i == 0 ? STR("first") : STR("second");
        cases[i].digest = hash_sha256(cases[i].id);
        cases[i].expected = slots_empty();
        cases[i].expected.named = SLOT_BIT(SLOT_INTENT);
        cases[i].expected.intent = SEARCH;
    }
    cases[0].expected.named |= SLOT_BIT(SLOT_GENRES);
    cases[0].expected.genres = COMEDY | DRAMA;
    for (size_t i = 0; i < 4; i++) {
        readings[i] = reading_none();
        readings[i].status = READING_OK;
        readings[i].slots.intent = SEARCH;
    }
    readings[0].slots.genres = COMEDY | DRAMA;
    readings[2].slots.genres = COMEDY | HORROR;
    readings[3].slots.intent = LOOKUP;
}

static void close_set(void)
{
    arena_close(arena);
}

static struct paired_values values(void)
{
    static struct interpreter interpreter;
    interpreter =
        (struct interpreter){.name = STR("robot"), .readings = readings, .count = 2, .repeats = 2};
    struct evaluation evaluation = case_accuracy_score(&gold, &interpreter, arena);
    return case_values_of(&evaluation, &gold, arena);
}

START_TEST(a_case_is_worth_the_mean_of_its_answers)
{
    struct paired_values found = values();
    ck_assert_double_eq(found.of[PAIRED_CASE_ACCURACY][0], 0.5);
    ck_assert_double_eq(found.of[PAIRED_CASE_ACCURACY][1], 0.5);
    ck_assert_double_eq(found.of[PAIRED_INTENT_ACCURACY][0], 1);
    ck_assert_double_eq(found.of[PAIRED_GENRE_RECALL][0], 0.75);
    ck_assert_double_eq(found.of[PAIRED_GENRE_F1][0], 0.75);
}
END_TEST

START_TEST(what_is_not_judged_has_no_value)
{
    struct paired_values found = values();
    ck_assert_double_nan(found.of[PAIRED_GENRE_RECALL][1]);
    ck_assert_double_nan(found.of[PAIRED_GENRE_F1][1]);
}
END_TEST

START_TEST(an_answer_that_is_missing_is_left_out_and_one_that_failed_is_worth_nothing)
{
    readings[2].status = READING_MISSING;
    readings[0].status = READING_FAILED;
    readings[0].slots = slots_empty();
    struct paired_values found = values();
    ck_assert_double_eq(found.of[PAIRED_CASE_ACCURACY][0], 0);
    ck_assert_double_eq(found.of[PAIRED_GENRE_RECALL][0], 0);
    readings[0].status = READING_MISSING;
    ck_assert_double_nan(values().of[PAIRED_CASE_ACCURACY][0]);
}
END_TEST

START_TEST(the_baseline_counts_where_the_case_is_the_same)
{
    static const double PUBLISHED[PAIRED_METRICS] = {
        [PAIRED_CASE_ACCURACY] = 0.25, [PAIRED_GENRE_RECALL] = NAN, [PAIRED_GENRE_F1] = 0.5};
    struct history_case then[] = {
        {.interpreter = STR("robot"),
         .case_id = STR("first"),
         .digest = cases[0].digest,
         .values = PUBLISHED},
        {.interpreter = STR("robot"),
         .case_id = STR("second"),
         .digest = hash_sha256(STR("edited since")),
         .pass = true},
        {.interpreter = STR("other"),
         .case_id = STR("second"),
         .digest = cases[1].digest,
         .pass = true},
    };
    const struct history_baseline baseline = {.exists = true, .cases = then, .case_count = 3};
    struct paired_values found =
        case_values_of_baseline(&baseline, STR("robot"), &gold, arena, arena);
    ck_assert_double_eq(found.of[PAIRED_CASE_ACCURACY][0], 0.25);
    ck_assert_double_nan(found.of[PAIRED_GENRE_RECALL][0]);
    ck_assert_double_nan(found.of[PAIRED_CASE_ACCURACY][1]);
    found = case_values_of_baseline(&baseline, STR("other"), &gold, arena, arena);
    ck_assert_double_eq(found.of[PAIRED_CASE_ACCURACY][1], 1);
    ck_assert_double_nan(found.of[PAIRED_GENRE_F1][1]);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_set, close_set, "case_values", a_case_is_worth_the_mean_of_its_answers,
        what_is_not_judged_has_no_value,
        an_answer_that_is_missing_is_left_out_and_one_that_failed_is_worth_nothing,
        the_baseline_counts_where_the_case_is_the_same);
}
