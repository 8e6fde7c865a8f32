#include "eval/grounding.h"

#include "llm/resolve.h"
#include "suite.h"
#include "vocabulary_fixture.h"

static const struct sampling SAMPLING = {.resamples = 200, .seed = 7};

static struct vocabulary_fixture *fixture;
static const struct titles *titles;

static void open_titles(void)
{
    fixture = vocabulary_fixture_open();
    const struct lexicon *lexicon =
        lexicon_open(STR("[titles]\n"), &fixture->genres, fixture->arena, fixture->scratch);
    titles = titles_open(&fixture->catalogue, lexicon, fixture->arena, fixture->scratch);
}

static void close_titles(void)
{
    vocabulary_fixture_close(fixture);
}

/* "fuzzy: Alien 1979" */
static const char *resolve(const char *text)
{
    struct titles_search search = titles_search_init(titles, fixture->scratch);
    uint32_t film;
    enum title_kind kind = resolve_title(titles, &search, &fixture->catalogue, str_from(text),
                                         fixture->scratch, &film);
    if (film == FILM_NONE)
        return title_kind_name(kind);
    const struct movie *movie = &fixture->catalogue.items[film];
    return arena_printf(fixture->arena, "%s: %.*s %d", title_kind_name(kind), STR_ARG(movie->title),
                        movie->year);
}

START_TEST(a_title_of_the_catalogue_is_listed)
{
    ck_assert_str_eq(resolve("Alien (1979)"), "listed: Alien 1979");
    ck_assert_str_eq(resolve("Matrix, The"), "listed: The Matrix 1999");
    ck_assert_str_eq(resolve("Dune (1984)"), "listed: Dune 1984");
}
END_TEST

START_TEST(a_title_with_a_wrong_year_is_another_film)
{
    ck_assert_str_eq(resolve("The Matrix (2005)"), "other_year: The Matrix 1999");
    ck_assert_str_eq(resolve("Dune (1999)"), "other_year: Dune 2021");
}
END_TEST

START_TEST(what_is_nearly_a_title_is_fuzzy)
{
    ck_assert_str_eq(resolve("Alein (1979)"), "fuzzy: Alien 1979");
    ck_assert_str_eq(resolve("Matrix"), "fuzzy: The Matrix 1999");
    ck_assert_str_eq(resolve("Bladerunner (1982)"), "fuzzy: Blade Runner 1982");
    ck_assert_str_eq(resolve("Casablanka"), "fuzzy: Casablanca 1942");
}
END_TEST

START_TEST(what_no_film_is_called_is_unlisted)
{
    ck_assert_str_eq(resolve("The Quantum Gardener (2011)"), "unlisted");
    ck_assert_str_eq(resolve("???"), "unlisted");
    ck_assert_str_eq(resolve("Hxat"), "unlisted"); /* too short to be a misspelling of Heat */
}
END_TEST

static void add_film(struct film_set *set, const char *text)
{
    uint32_t film = catalogue_resolve(&fixture->catalogue, fixture->scratch, str_from(text));
    slots_add_film(fixture->arena, set, film, str_from(text));
}

/* Two cases asked twice: two films listed, two of another year, a fuzzy and an invented one. */
static struct evaluation evaluate(struct interpreter *robot, struct reading readings[4])
{
    for (size_t i = 0; i < 4; i++)
        readings[i] = (struct reading){.status = READING_OK, .slots = slots_empty()};
    add_film(&readings[0].slots.movies, "Alien (1979)");
    add_film(&readings[0].slots.movies, "The Matrix (2005)");
    add_film(&readings[1].slots.similar_to, "Heat");
    add_film(&readings[3].slots.similar_to, "Alein");
    add_film(&readings[3].slots.movies, "The Quantum Gardener");
    add_film(&readings[3].slots.movies, "The Matrix (2005)");
    *robot = (struct interpreter){
        .name = STR("robot"), .readings = readings, .count = 2, .repeats = 2, .primary = true};
    struct evaluation evaluation = {.interpreter = robot, .count = 2};
    evaluation.doubts =
        resolve_all(titles, &fixture->catalogue, robot, fixture->arena, fixture->scratch);
    return evaluation;
}

START_TEST(doubtful_titles_come_in_the_order_of_the_answers)
{
    struct interpreter robot;
    struct reading readings[4];
    struct title_doubts doubts = evaluate(&robot, readings).doubts;
    ck_assert_uint_eq(doubts.count, 4);
    ck_assert_uint_eq(doubts.items[0].reading, 0);
    ck_assert_int_eq(doubts.items[0].kind, TITLE_OTHER_YEAR);
    ck_assert_int_eq(doubts.items[1].slot, SLOT_SIMILAR_TO);
    ck_assert_int_eq(doubts.items[1].kind, TITLE_FUZZY);
    ck_assert_uint_eq(doubts.items[3].reading, 3);
}
END_TEST

START_TEST(titles_are_shares_of_all_titles)
{
    struct interpreter robot;
    struct reading readings[4];
    struct evaluation evaluation = evaluate(&robot, readings);
    struct metric_list metrics = metric_list_init(fixture->arena);
    grounding_score(&evaluation, &SAMPLING, fixture->arena, &metrics);
    static const struct {
        const char *key;
        double share;
    } EXPECTED[] = {{"titles_listed", 2.0 / 6},
                    {"titles_other_year", 2.0 / 6},
                    {"titles_fuzzy", 1.0 / 6},
                    {"titles_unlisted", 1.0 / 6}};
    for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++) {
        const struct metric *metric = metric_find(&metrics, str_from(EXPECTED[i].key));
        ck_assert_ptr_nonnull(metric);
        ck_assert_double_eq_tol(metric->value, EXPECTED[i].share, 1e-12);
        ck_assert_uint_eq(metric->support, 6);
        ck_assert_double_le(metric->interval.low, metric->value);
        ck_assert_double_ge(metric->interval.high, metric->value);
    }
}
END_TEST

START_TEST(nothing_but_listed_titles_is_not_certain)
{
    struct reading reading = {.status = READING_OK, .slots = slots_empty()};
    add_film(&reading.slots.movies, "Alien (1979)");
    struct interpreter robot = {
        .name = STR("robot"), .readings = &reading, .count = 1, .repeats = 1};
    struct evaluation evaluation = {.interpreter = &robot, .count = 1};
    struct metric_list metrics = metric_list_init(fixture->arena);
    grounding_score(&evaluation, &SAMPLING, fixture->arena, &metrics);
    ck_assert_double_eq(metrics.items[TITLE_LISTED].value, 1);
    ck_assert_double_lt(metrics.items[TITLE_LISTED].interval.low, 0.3);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_titles, close_titles, "grounding", a_title_of_the_catalogue_is_listed,
        a_title_with_a_wrong_year_is_another_film, what_is_nearly_a_title_is_fuzzy,
        what_no_film_is_called_is_unlisted, doubtful_titles_come_in_the_order_of_the_answers,
        titles_are_shares_of_all_titles, nothing_but_listed_titles_is_not_certain);
}
