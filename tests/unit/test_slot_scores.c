#include "eval/slot_scores.h"

#include <math.h>

#include "eval/resampling.h"
#include "suite.h"

#define ALL ((1u << SLOT_COUNT) - 1)
#define EXACT 1e-12

enum { COMEDY = 1, DRAMA = 2, HORROR = 4 };

static struct arena *arena;
static const struct year_overlap_span BOUNDS = {1920, 2019};

static void open_arena(void)
{
    arena = arena_open("test", 1 << 24);
}

static void close_arena(void)
{
    arena_close(arena);
}

static struct slots years(int min, int max)
{
    struct slots slots = slots_empty();
    slots.year_min = min;
    slots.year_max = max;
    return slots;
}

static double overlap(int min, int max, int answered_min, int answered_max)
{
    struct slots expected = years(min, max);
    struct slots answered = years(answered_min, answered_max);
    return year_overlap(&expected, &answered, BOUNDS);
}

START_TEST(spans_share_the_years_in_both_of_those_in_either)
{
    ck_assert_double_eq_tol(overlap(1980, 1989, 1985, 1994), 5.0 / 15, EXACT);
    ck_assert_double_eq_tol(overlap(1985, 1994, 1980, 1989), 5.0 / 15, EXACT);
    ck_assert_double_eq_tol(overlap(1999, 1999, 1990, 1999), 1.0 / 10, EXACT);
    ck_assert_double_eq(overlap(1980, 1989, 1980, 1989), 1);
    ck_assert_double_eq(overlap(1980, 1989, 1990, 1999), 0);
}
END_TEST

START_TEST(an_open_end_reaches_as_far_as_the_catalogue)
{
    ck_assert_double_eq_tol(overlap(2000, 0, 2010, 0), 10.0 / 20, EXACT);
    ck_assert_double_eq_tol(overlap(0, 1929, 1920, 1924), 5.0 / 10, EXACT);
    ck_assert_double_eq_tol(overlap(1980, 1989, 0, 0), 10.0 / 100, EXACT);
    ck_assert_double_eq(overlap(0, 1929, 1920, 1929), 1);
}
END_TEST

START_TEST(a_year_beyond_the_catalogue_makes_room_for_itself)
{
    ck_assert_double_eq(overlap(2030, 0, 2030, 0), 1);
    ck_assert_double_eq_tol(overlap(2015, 0, 2015, 2024), 1, EXACT);
    ck_assert_double_eq_tol(overlap(0, 0, -999999, 999999), 1, EXACT);
}
END_TEST

START_TEST(a_span_that_ends_before_it_begins_shares_nothing)
{
    ck_assert_double_eq(overlap(1980, 1989, 1989, 1980), 0);
    ck_assert_double_eq(overlap(1989, 1980, 1989, 1980), 0);
}
END_TEST

START_TEST(no_year_on_either_side_is_not_a_number)
{
    ck_assert(isnan(overlap(0, 0, 0, 0)));
}
END_TEST

START_TEST(without_a_dated_film_the_named_years_are_all_there_are)
{
    struct catalogue catalogue = catalogue_init(arena);
    catalogue_add(&catalogue, STR("1"), STR("Undated"), 0);
    struct year_overlap_span none = year_overlap_bounds(&catalogue);
    struct slots expected = years(1980, 0);
    struct slots answered = years(1980, 1989);
    ck_assert_int_eq(none.first, 0);
    ck_assert_int_eq(none.last, 0);
    ck_assert_double_eq(year_overlap(&expected, &answered, none), 1);

    catalogue_add(&catalogue, STR("2"), STR("Alien (1979)"), 0);
    catalogue_add(&catalogue, STR("3"), STR("Heat (1995)"), 0);
    ck_assert_int_eq(year_overlap_bounds(&catalogue).first, 1979);
    ck_assert_int_eq(year_overlap_bounds(&catalogue).last, 1995);
}
END_TEST

static void add_film(struct film_set *set, uint32_t film)
{
    slots_add_film(arena, set, film, STR("a film"));
}

START_TEST(sets_of_films_are_compared_by_their_numbers)
{
    struct slots expected = slots_empty();
    struct slots answered = slots_empty();
    add_film(&expected.movies, 3);
    add_film(&expected.movies, 7);
    add_film(&expected.movies, FILM_UNLISTED | 9);
    add_film(&answered.movies, 7);
    add_film(&answered.movies, 8);
    struct slot_scores_overlap films = slot_scores_compare(SLOT_MOVIES, &expected, &answered);
    ck_assert_uint_eq(films.expected, 3);
    ck_assert_uint_eq(films.answered, 2);
    ck_assert_uint_eq(films.both, 1);
    ck_assert_double_eq_tol(slot_scores_recall(films), 1.0 / 3, EXACT);
    ck_assert_double_eq_tol(slot_scores_precision(films), 1.0 / 2, EXACT);
    ck_assert_double_eq_tol(slot_scores_f1(films), 2.0 / 5, EXACT);
    ck_assert_double_eq_tol(slot_scores_jaccard(films), 1.0 / 4, EXACT);
}
END_TEST

START_TEST(two_empty_sets_have_no_figures)
{
    struct slots none = slots_empty();
    struct slot_scores_overlap empty = slot_scores_compare(SLOT_SIMILAR_TO, &none, &none);
    ck_assert(isnan(slot_scores_recall(empty)));
    ck_assert(isnan(slot_scores_precision(empty)));
    ck_assert(isnan(slot_scores_f1(empty)));
    ck_assert(isnan(slot_scores_jaccard(empty)));
}
END_TEST

/* A search for a comedy or drama of the eighties. */
static struct gold_case eighties(void)
{
    struct gold_case gold = {.expected = years(1980, 1989)};
    gold.expected.named = ALL;
    gold.expected.intent = 0;
    gold.expected.genres = COMEDY | DRAMA;
    return gold;
}

static double score(const struct gold_case *gold, const struct reading *reading,
                    struct slot_scores_weights weights)
{
    return slot_scores_case(gold, reading, &weights, BOUNDS);
}

static const struct slot_scores_weights EQUAL = {{1, 1, 1, 1, 1, 1, 1}};

START_TEST(a_case_is_the_weighted_mean_of_its_slots)
{
    struct gold_case gold = eighties();
    struct reading reading = {.status = READING_OK, .slots = years(1980, 1994)};
    reading.slots.intent = 0;
    reading.slots.genres = COMEDY;
    double genres = 2.0 / 3;      /* F1 of one of two */
    double last_year = 10.0 / 15; /* the first one is right */
    ck_assert_double_eq_tol(score(&gold, &reading, EQUAL), (5 + genres + last_year) / 7, EXACT);

    struct slot_scores_weights weights = {{[SLOT_INTENT] = 2, [SLOT_GENRES] = 1}};
    ck_assert_double_eq_tol(score(&gold, &reading, weights), (2 + genres) / 3, EXACT);
}
END_TEST

START_TEST(a_case_that_is_right_scores_one_and_an_unusable_answer_nothing)
{
    struct gold_case gold = eighties();
    struct reading reading = {.status = READING_OK, .slots = gold.expected};
    ck_assert_double_eq(score(&gold, &reading, EQUAL), 1);
    reading = (struct reading){.status = READING_UNPARSEABLE, .slots = slots_empty()};
    ck_assert_double_eq(score(&gold, &reading, EQUAL), 0);
}
END_TEST

START_TEST(slots_that_the_gold_does_not_name_do_not_count)
{
    struct gold_case gold = eighties();
    struct reading reading = {.status = READING_OK, .slots = slots_empty()};
    gold.expected.named = SLOT_BIT(SLOT_EXCLUDE_GENRES) | SLOT_BIT(SLOT_YEAR_MIN);
    reading.slots.exclude_genres = HORROR;
    reading.slots.year_min = 1980;
    ck_assert_double_eq(score(&gold, &reading, EQUAL), 0.5);

    reading.slots.year_min = 1981; /* one end alone is right or wrong */
    ck_assert_double_eq(score(&gold, &reading, EQUAL), 0);

    struct slot_scores_weights others = {{[SLOT_MOVIES] = 1}};
    ck_assert(isnan(score(&gold, &reading, others)));
}
END_TEST

/* Two cases, asked twice: the genre set aside, then a wrong one and silence. */
static struct metric_list score_repeats(size_t resamples)
{
    struct gold_case cases[] = {eighties(), eighties()};
    struct gold_set gold = {.items = cases, .count = 2};
    cases[0].expected.exclude_genres = HORROR;
    cases[1].expected.exclude_genres = HORROR;
    struct reading readings[4];
    for (size_t i = 0; i < 4; i++)
        readings[i] = (struct reading){.status = READING_OK, .slots = cases[0].expected};
    readings[1].slots.exclude_genres = DRAMA;
    readings[2].slots.exclude_genres = 0;
    readings[3].status = READING_MISSING;
    struct interpreter interpreter = {
        .name = STR("robot"), .primary = true, .readings = readings, .count = 2, .repeats = 2};
    struct evaluation evaluation = {
        .interpreter = &interpreter, .cases = ARENA_ARRAY(arena, struct case_score, 4), .count = 2};
    struct catalogue catalogue = catalogue_init(arena);
    struct metric_list metrics = metric_list_init(arena);
    const struct sampling sampling = {.resamples = resamples, .seed = 7};
    slot_scores_score(&evaluation, &gold, &catalogue, &EQUAL, &sampling, arena, &metrics);
    ck_assert_double_eq(evaluation.cases[0].score, 1);
    ck_assert_double_eq_tol(evaluation.cases[1].score, 6.0 / 7, EXACT);
    return metrics;
}

static const struct metric *metric(const struct metric_list *metrics, const char *selector)
{
    const struct metric *found = metric_find(metrics, str_from(selector));
    ck_assert_msg(found != NULL, "no metric %s", selector);
    return found;
}

START_TEST(every_answer_counts_and_missing_ones_are_left_out)
{
    struct metric_list metrics = score_repeats(200);
    const struct metric *recall =
        metric(&metrics, "slot_recall{interpreter=robot,slot=exclude_genres}");
    ck_assert_double_eq_tol(recall->value, 1.0 / 3, EXACT);
    ck_assert_uint_eq(recall->support, 3);
    const struct metric *precision =
        metric(&metrics, "slot_precision{interpreter=robot,slot=exclude_genres}");
    ck_assert_double_eq_tol(precision->value, 1.0 / 2, EXACT);
    ck_assert_uint_eq(precision->support, 2);
    ck_assert(isnan(metric(&metrics, "slot_f1{interpreter=robot,slot=movies}")->value));
    ck_assert_double_eq(metric(&metrics, "year_overlap")->value, 1);

    const struct metric *score = metric(&metrics, "case_score");
    ck_assert(score->headline);
    ck_assert_double_eq_tol(score->value, (1 + 6.0 / 7 + 6.0 / 7) / 3, EXACT);
    ck_assert_double_le(score->interval.low, score->value);
    ck_assert_double_ge(score->interval.high, score->value);
}
END_TEST

START_TEST(without_resamples_there_is_no_interval)
{
    struct metric_list metrics = score_repeats(0);
    ck_assert(isnan(metric(&metrics, "case_score")->interval.low));
}
END_TEST

/* A column of ones and zeros: its bootstrap is a binomial, whose quantiles are known. */
START_TEST(resampled_shares_spread_like_a_binomial)
{
    struct resampling table = resampling_init(arena, 100, 2);
    struct interval intervals[2];
    const struct sampling sampling = {.resamples = 4000, .seed = 11};
    for (size_t i = 0; i < 100; i++) {
        resampling_add(&table, i, 0, i < 30);
        resampling_add(&table, i, 1, NAN);
    }
    resampling_intervals(&table, &sampling, 1, arena, intervals);
    ck_assert_double_eq_tol(intervals[0].low, 0.21, 0.0101);
    ck_assert_double_eq_tol(intervals[0].high, 0.39, 0.0101);
    ck_assert(isnan(intervals[1].low) && isnan(resampling_value(&table, 1, NULL)));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "slot_scores", spans_share_the_years_in_both_of_those_in_either,
        an_open_end_reaches_as_far_as_the_catalogue,
        a_year_beyond_the_catalogue_makes_room_for_itself,
        a_span_that_ends_before_it_begins_shares_nothing, no_year_on_either_side_is_not_a_number,
        without_a_dated_film_the_named_years_are_all_there_are,
        sets_of_films_are_compared_by_their_numbers, two_empty_sets_have_no_figures,
        a_case_is_the_weighted_mean_of_its_slots,
        a_case_that_is_right_scores_one_and_an_unusable_answer_nothing,
        slots_that_the_gold_does_not_name_do_not_count,
        every_answer_counts_and_missing_ones_are_left_out, without_resamples_there_is_no_interval,
        resampled_shares_spread_like_a_binomial);
}
