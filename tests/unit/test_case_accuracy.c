#include "eval/case_accuracy.h"

#include <math.h>

#include "eval/flips.h"
#include "eval/genre_recall.h"
#include "eval/intent_accuracy.h"
#include "suite.h"

enum { COMEDY, DRAMA, HORROR };
enum { SEARCH, LOOKUP };

static const struct sampling SAMPLING = {.resamples = 100, .seed = 1};

static struct arena *arena;
static struct arena *scratch;
static struct gold_set gold;
static struct interpreter interpreter;
static struct genre_table genres;
static struct intent_table intents;
static struct metric_list metrics;

static void open_set(void)
{
    arena = arena_open("test", 1 << 24);
    scratch = arena_open("scratch", 1 << 24);
    gold = (struct gold_set){0};
    metrics = metric_list_init(arena);
    genres = genre_table_init(arena);
    genre_add(&genres, STR("Comedy"));
    genre_add(&genres, STR("Drama"));
    genre_add(&genres, STR("Horror"));
    intents = (struct intent_table){0};
    intent_add(&intents, STR("search"));
    intent_add(&intents, STR("lookup"));
    interpreter = (struct interpreter){.name = STR("robot"), .primary = true, .repeats = 1};
    interpreter.readings = ARENA_ARRAY(arena, struct reading, 16);
}

static void close_set(void)
{
    arena_close(scratch);
    arena_close(arena);
}

/* A case that judges intent and genres, and the answer to it. */
static void add_case(const char *id, int intent, genre_set expected, enum reading_status status,
                     int answered, genre_set predicted)
{
    struct gold_case *one = ARENA_PUSH(arena, &gold);
    one->id = str_from(id);
    one->expected = slots_empty();
    one->expected.named = SLOT_BIT(SLOT_INTENT) | SLOT_BIT(SLOT_GENRES);
    one->expected.intent = intent;
    one->expected.genres = expected;
    one->digest = hash_sha256(one->id);

    struct reading *reading = &interpreter.readings[interpreter.count++];
    *reading = (struct reading){.status = status, .slots = slots_empty()};
    reading->slots.intent = answered;
    reading->slots.genres = predicted;
}

static void add_worked_cases(void)
{
    add_case("right", SEARCH, 1 << COMEDY, READING_OK, SEARCH, 1 << COMEDY);
    add_case("one-slot-wrong", SEARCH, 1 << DRAMA, READING_OK, LOOKUP, 1 << DRAMA);
    add_case("extra-genre", SEARCH, 1 << DRAMA, READING_OK, SEARCH, 1 << DRAMA | 1 << HORROR);
    add_case("garbled", LOOKUP, 0, READING_UNPARSEABLE, INTENT_NONE, 0);
    add_case("never-asked", LOOKUP, 1 << HORROR, READING_MISSING, INTENT_NONE, 0);
}

static const struct metric *metric(const char *selector)
{
    const struct metric *found = metric_find(&metrics, str_from(selector));
    ck_assert_msg(found != NULL, "no metric %s", selector);
    return found;
}

static struct evaluation score(void)
{
    struct evaluation evaluation = case_accuracy_score(&gold, &interpreter, arena);
    case_accuracy_metrics(&evaluation, &gold, 2, &SAMPLING, scratch, &metrics);
    return evaluation;
}

START_TEST(a_case_is_right_when_every_judged_slot_is)
{
    add_worked_cases();
    struct evaluation evaluation = score();
    ck_assert(evaluation.cases[0].pass);
    ck_assert(!evaluation.cases[1].pass);
    ck_assert_uint_eq(evaluation.cases[1].right, SLOT_BIT(SLOT_GENRES));
    ck_assert(!evaluation.cases[2].pass);
    ck_assert_double_eq(metric("case_accuracy")->value, 0.25);
    ck_assert_uint_eq(metric("case_accuracy")->support, 4);
}
END_TEST

START_TEST(an_unparseable_answer_is_wrong_even_where_nothing_was_expected)
{
    add_worked_cases();
    struct evaluation evaluation = score();
    ck_assert(evaluation.cases[3].scored);
    ck_assert_uint_eq(evaluation.cases[3].right, 0);
}
END_TEST

START_TEST(a_case_that_was_never_asked_is_counted_but_not_scored)
{
    add_worked_cases();
    struct evaluation evaluation = score();
    ck_assert(!evaluation.cases[4].scored && !evaluation.cases[4].pass);
    ck_assert_double_eq(metric("cases{interpreter=robot,status=missing}")->value, 1);
    ck_assert_double_eq(metric("cases{interpreter=robot,status=unparseable}")->value, 1);
    ck_assert_double_eq(metric("cases{interpreter=robot,status=ok}")->value, 3);
}
END_TEST

START_TEST(a_slot_that_the_gold_does_not_name_is_not_judged)
{
    add_case("only-genres", SEARCH, 1 << COMEDY, READING_OK, LOOKUP, 1 << COMEDY);
    gold.items[0].expected.named = SLOT_BIT(SLOT_GENRES);
    ck_assert(score().cases[0].pass);
    ck_assert(isnan(metric("slot_accuracy{interpreter=robot,slot=intent}")->value));
    ck_assert_uint_eq(metric("slot_accuracy{interpreter=robot,slot=intent}")->support, 0);
}
END_TEST

START_TEST(a_tag_with_few_cases_gets_no_figure)
{
    static struct str both[] = {{"often", 5}, {"once", 4}};
    add_worked_cases();
    for (size_t i = 0; i < 2; i++) {
        gold.items[i].tags = both;
        gold.items[i].tag_count = i == 0 ? 2 : 1;
    }
    score();
    ck_assert_double_eq(metric("case_accuracy{interpreter=robot,tag=often}")->value, 0.5);
    ck_assert_ptr_null(metric_find(&metrics, STR("case_accuracy{interpreter=robot,tag=once}")));
}
END_TEST

START_TEST(no_case_has_no_accuracy)
{
    score();
    ck_assert(isnan(metric("case_accuracy")->value));
}
END_TEST

START_TEST(intents_are_confused_by_row_and_column)
{
    add_worked_cases();
    struct evaluation evaluation = score();
    intent_accuracy_score(&evaluation, &gold, &intents, &SAMPLING, arena, scratch, &metrics);
    ck_assert_uint_eq(*confusion_cell(&evaluation.intents, SEARCH, SEARCH), 2);
    ck_assert_uint_eq(*confusion_cell(&evaluation.intents, SEARCH, LOOKUP), 1);
    ck_assert_uint_eq(*confusion_cell(&evaluation.intents, LOOKUP, 2), 1);
    ck_assert_double_eq(metric("intent_accuracy")->value, 0.5);
    ck_assert_double_eq_tol(metric("intent_f1{interpreter=robot,intent=search}")->value, 0.8,
                            1e-12);
    ck_assert_double_eq_tol(metric("intent_f1_macro")->value, (0.8 + 0) / 2, 1e-12);
}
END_TEST

START_TEST(genre_recall_leaves_out_the_cases_that_expect_none)
{
    add_worked_cases();
    struct evaluation evaluation = score();
    genre_recall_score(&evaluation, &gold, &genres, &SAMPLING, arena, scratch, &metrics);
    ck_assert_double_eq(metric("genre_recall")->value, 1);
    ck_assert_uint_eq(metric("genre_recall")->support, 3);
    ck_assert_double_eq_tol(metric("genre_precision")->value, (1 + 1 + 0.5) / 3, 1e-12);
    ck_assert_double_eq(metric("genre_precision{interpreter=robot,genre=Horror}")->value, 0);
    ck_assert_uint_eq(*confusion_cell(&evaluation.genres, DRAMA, DRAMA), 2);
    ck_assert_uint_eq(*confusion_cell(&evaluation.genres, 3, HORROR), 1);
}
END_TEST

/* The verdicts of an earlier night, for the same interpreter. */
static struct history_baseline baseline_of(struct history_case *cases, size_t count)
{
    return (struct history_baseline){.exists = true, .cases = cases, .case_count = count};
}

START_TEST(flips_pair_cases_of_equal_content)
{
    add_worked_cases();
    struct evaluation evaluation = score();
    struct str robot = STR("robot");
    struct history_case before[] = {
        {robot, STR("right"), hash_sha256(STR("right")), false, NULL, STR_NONE},
        {robot, STR("one-slot-wrong"), hash_sha256(STR("one-slot-wrong")), true, NULL, STR_NONE},
        {robot, STR("extra-genre"), hash_sha256(STR("edited since")), true, NULL, STR_NONE},
        {STR("other"), STR("garbled"), hash_sha256(STR("garbled")), true, NULL, STR_NONE},
    };
    struct history_baseline baseline = baseline_of(before, 4);
    enum flip moved[5];
    struct history_flips flips =
        flips_against_baseline(&evaluation, &gold, &baseline, scratch, moved);
    ck_assert_uint_eq(flips.compared, 2);
    ck_assert_uint_eq(flips.fixed, 1);
    ck_assert_uint_eq(flips.broken, 1);
    ck_assert_int_eq(moved[0], FLIP_FIXED);
    ck_assert_int_eq(moved[1], FLIP_BROKEN);
    ck_assert_int_eq(moved[2], FLIP_NONE);
    ck_assert_double_eq(flips.p_value, 1);
}
END_TEST

START_TEST(without_a_baseline_nothing_flips)
{
    add_worked_cases();
    struct evaluation evaluation = score();
    struct history_baseline none = {0};
    struct history_flips flips = flips_against_baseline(&evaluation, &gold, &none, scratch, NULL);
    ck_assert_uint_eq(flips.compared, 0);
    ck_assert_double_eq(flips.p_value, 1);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_set, close_set, "case_accuracy", a_case_is_right_when_every_judged_slot_is,
        an_unparseable_answer_is_wrong_even_where_nothing_was_expected,
        a_case_that_was_never_asked_is_counted_but_not_scored,
        a_slot_that_the_gold_does_not_name_is_not_judged, a_tag_with_few_cases_gets_no_figure,
        no_case_has_no_accuracy, intents_are_confused_by_row_and_column,
        genre_recall_leaves_out_the_cases_that_expect_none, flips_pair_cases_of_equal_content,
        without_a_baseline_nothing_flips);
}
