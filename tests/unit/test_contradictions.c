#include "eval/contradictions.h"

#include <math.h>

#include "suite.h"

enum { SEARCH, SIMILAR, LOOKUP, SURPRISE, OUT };
enum { COMEDY = 1, HORROR = 2 };

static const struct sampling SAMPLING = {.resamples = 100, .seed = 7};

static struct arena *arena;
static struct intent_table intents;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 24);
    intents = (struct intent_table){0};
    intent_add(&intents, STR("search"));
    intent_add(&intents, STR("similar"));
    intent_add(&intents, STR("lookup"));
    intent_add(&intents, STR("surprise"));
    intent_add(&intents, STR("out_of_scope"));
}

static void close_arena(void)
{
    arena_close(arena);
}

static struct slots slots_of(int intent)
{
    struct slots slots = slots_empty();
    slots.intent = intent;
    return slots;
}

static void add_film(struct film_set *set, uint32_t film)
{
    slots_add_film(arena, set, film, STR("a film"));
}

static unsigned find(const struct slots *slots)
{
    return contradictions_find(slots, &intents);
}

START_TEST(an_ordinary_answer_agrees_with_itself)
{
    struct slots slots = slots_of(SEARCH);
    slots.genres = COMEDY;
    slots.exclude_genres = HORROR;
    slots.year_min = 1980;
    slots.year_max = 1980;
    ck_assert_uint_eq(find(&slots), 0);
    slots.year_max = 0;
    ck_assert_uint_eq(find(&slots), 0);
}
END_TEST

START_TEST(a_genre_is_not_wanted_and_excluded)
{
    struct slots slots = slots_of(SEARCH);
    slots.genres = COMEDY | HORROR;
    slots.exclude_genres = HORROR;
    ck_assert_uint_eq(find(&slots), 1u << CONTRADICTION_GENRE);
}
END_TEST

START_TEST(years_do_not_run_backwards)
{
    struct slots slots = slots_of(SEARCH);
    slots.year_min = 1990;
    slots.year_max = 1989;
    ck_assert_uint_eq(find(&slots), 1u << CONTRADICTION_YEARS);
}
END_TEST

START_TEST(a_film_is_not_meant_and_compared_with)
{
    struct slots slots = slots_of(SEARCH);
    add_film(&slots.similar_to, 3);
    add_film(&slots.similar_to, 8);
    add_film(&slots.movies, 5);
    ck_assert_uint_eq(find(&slots), 0);
    add_film(&slots.movies, 8);
    ck_assert_uint_eq(find(&slots), 1u << CONTRADICTION_FILM);
}
END_TEST

START_TEST(who_looks_up_or_compares_names_a_film)
{
    struct slots lookup = slots_of(LOOKUP);
    struct slots similar = slots_of(SIMILAR);
    ck_assert_uint_eq(find(&lookup), 1u << CONTRADICTION_LOOKUP);
    ck_assert_uint_eq(find(&similar), 1u << CONTRADICTION_SIMILAR);
    add_film(&lookup.movies, 1);
    add_film(&similar.similar_to, 1);
    ck_assert_uint_eq(find(&lookup), 0);
    ck_assert_uint_eq(find(&similar), 0);
}
END_TEST

START_TEST(a_surprise_is_not_narrowed)
{
    struct slots slots = slots_of(SURPRISE);
    ck_assert_uint_eq(find(&slots), 0);
    slots.year_min = 1990;
    ck_assert_uint_eq(find(&slots), 1u << CONTRADICTION_SCOPE);
    slots.intent = OUT;
    ck_assert_uint_eq(find(&slots), 1u << CONTRADICTION_SCOPE);
    slots.intent = INTENT_NONE;
    ck_assert_uint_eq(find(&slots), 0);
}
END_TEST

START_TEST(one_answer_may_contradict_itself_twice)
{
    struct slots slots = slots_of(LOOKUP);
    slots.year_min = 2000;
    slots.year_max = 1990;
    ck_assert_uint_eq(find(&slots), 1u << CONTRADICTION_YEARS | 1u << CONTRADICTION_LOOKUP);
}
END_TEST

static const struct metric *metric(const struct metric_list *metrics, const char *selector)
{
    const struct metric *found = metric_find(metrics, str_from(selector));
    ck_assert_msg(found != NULL, "no metric %s", selector);
    return found;
}

START_TEST(usable_answers_are_counted)
{
    struct reading readings[4];
    for (size_t i = 0; i < 4; i++)
        readings[i] = (struct reading){.status = READING_OK, .slots = slots_of(LOOKUP)};
    add_film(&readings[1].slots.movies, 4);
    readings[2].status = READING_UNPARSEABLE;
    readings[3].slots.year_min = 2;
    readings[3].slots.year_max = 1;
    struct interpreter robot = {
        .name = STR("robot"), .readings = readings, .count = 4, .repeats = 1, .primary = true};
    struct case_score cases[4] = {{0}};
    struct evaluation evaluation = {.interpreter = &robot, .cases = cases, .count = 4};
    struct metric_list metrics = metric_list_init(arena);
    contradictions_score(&evaluation, &intents, &SAMPLING, arena, &metrics);

    ck_assert_double_eq_tol(metric(&metrics, "contradictory_answers")->value, 2.0 / 3, 1e-12);
    ck_assert_uint_eq(metric(&metrics, "contradictory_answers")->support, 3);
    ck_assert_double_eq(
        metric(&metrics, "contradictions{contradiction=lookup_without_film,interpreter=robot}")
            ->value,
        2);
    ck_assert_double_eq(
        metric(&metrics, "contradictions{contradiction=years_reversed,interpreter=robot}")->value,
        1);
    ck_assert_uint_eq(cases[0].contradictions, 1u << CONTRADICTION_LOOKUP);
    ck_assert_uint_eq(cases[1].contradictions, 0);
    ck_assert_uint_eq(cases[2].contradictions, 0);
}
END_TEST

/* Wilson's upper end of 0 of 10. */
START_TEST(no_contradiction_at_all_still_has_an_interval)
{
    struct reading readings[10];
    for (size_t i = 0; i < 10; i++)
        readings[i] = (struct reading){.status = READING_OK, .slots = slots_of(SURPRISE)};
    struct interpreter robot = {
        .name = STR("robot"), .readings = readings, .count = 10, .repeats = 1};
    struct case_score cases[10] = {{0}};
    struct evaluation evaluation = {.interpreter = &robot, .cases = cases, .count = 10};
    struct metric_list metrics = metric_list_init(arena);
    contradictions_score(&evaluation, &intents, &SAMPLING, arena, &metrics);
    const struct metric *share = metric(&metrics, "contradictory_answers{interpreter=robot}");
    ck_assert_double_eq(share->value, 0);
    ck_assert_double_eq(share->interval.low, 0);
    ck_assert_double_eq_tol(share->interval.high, 0.2775, 0.0001);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "contradictions", an_ordinary_answer_agrees_with_itself,
        a_genre_is_not_wanted_and_excluded, years_do_not_run_backwards,
        a_film_is_not_meant_and_compared_with, who_looks_up_or_compares_names_a_film,
        a_surprise_is_not_narrowed, one_answer_may_contradict_itself_twice,
        usable_answers_are_counted, no_contradiction_at_all_still_has_an_interval);
}
