#include "report/html_answers.h"

#include "eval/contradictions.h"
#include "eval/grounding.h"
#include "eval/slot_scores.h"
#include "report/html.h"
#include "report_fixture.h"
#include "suite.h"

static struct arena *arena;
static struct fixture *run;
static struct json *root;
static struct str page;

/* What resolve_all() finds in the sample's answer to the hostile case, and another title. */
static void doubt_titles(struct evaluation *evaluation)
{
    static struct title_doubt doubts[] = {
        {0, SLOT_MOVIES, {"Alein (1979)", 12}, TITLE_FUZZY, 0},
        {4, SLOT_MOVIES, {"<img src=x onerror=alert(1)>", 28}, TITLE_UNLISTED, FILM_NONE},
        {5, SLOT_SIMILAR_TO, {"Alien (1999)", 12}, TITLE_OTHER_YEAR, 0},
    };
    evaluation->doubts = (struct title_doubts){doubts, 3, 3};
}

static void score(size_t i)
{
    static const struct slot_scores_weights EQUAL = {{1, 1, 1, 1, 1, 1, 1}};
    struct evaluation *evaluation = &run->evaluations[i];
    run->interpreters[i].repeats = 1;
    const struct sampling sampling = {.resamples = 50, .seed = 1};
    slot_scores_score(evaluation, &run->gold, &run->catalogue, &EQUAL, &sampling, arena,
                      &run->metrics);
    contradictions_score(evaluation, &run->intents, &sampling, arena, &run->metrics);
    grounding_score(evaluation, &sampling, arena, &run->metrics);
}

static void open_run(void)
{
    struct error err;
    arena = arena_open("test", 1 << 26);
    run = fixture_open(arena);
    struct reading *sample = run->interpreters[1].readings;
    sample[0].slots.exclude_genres = sample[0].slots.genres;
    fixture_film(run, &sample[0].slots, SLOT_MOVIES, "Alein (1979)");
    sample[5].status = READING_OK;
    fixture_film(run, &sample[5].slots, SLOT_SIMILAR_TO, "Alien (1999)");
    for (size_t i = 0; i < 2; i++)
        score(i);
    run->evaluations[1].cases[5].scored = true;
    doubt_titles(&run->evaluations[1]);
    root = summary_build(&run->input, arena);
    ck_assert_msg(html_render(root, NULL, 0, NULL, arena, &page, &err), "%s", err.text);
}

static void close_run(void)
{
    json_free(root);
    arena_close(arena);
}

static size_t place_of(const char *text)
{
    size_t place = str_find(page, str_from(text));
    ck_assert_msg(place != SIZE_MAX, "the page lacks: %s", text);
    return place;
}

START_TEST(titles_that_are_not_listed_stand_with_what_they_may_mean)
{
    place_of("&lt;img src=x onerror=alert(1)&gt;: not in the catalogue");
    place_of("Alien (1999): another year: the catalogue has Alien (1979)");
    place_of("Alein (1979): fuzzy: nearly Alien (1979)");
    place_of("found in the catalogue of 2 films");
    ck_assert_uint_eq(str_find(page, STR("<img")), SIZE_MAX);
}
END_TEST

START_TEST(invented_titles_come_before_misspelled_ones)
{
    size_t section = place_of("id=\"answers\"");
    struct str rest = str_slice(page, section, page.size);
    ck_assert_uint_lt(str_find(rest, STR("not in the catalogue")),
                      str_find(rest, STR("another year: ")));
    ck_assert_uint_lt(str_find(rest, STR("another year: ")), str_find(rest, STR("fuzzy: ")));
}
END_TEST

START_TEST(a_contradiction_is_counted_listed_and_said_in_the_trace)
{
    place_of("</a> <small>sample</small> a genre is wanted and excluded");
    place_of("contradiction: a genre is wanted and excluded");
    place_of("<th scope=\"row\">a genre is wanted and excluded</th>");
}
END_TEST

START_TEST(a_reading_carries_its_score)
{
    const struct json *row = json_first(json_get(json_get(root, "cases"), "rows"));
    const struct json *reading = json_first(json_get(row, "readings"));
    ck_assert(json_is_number(json_get(reading, "score")));
    ck_assert(json_get(reading, "titles") == NULL);
    ck_assert(json_get(reading, "contradictions") == NULL);
}
END_TEST

START_TEST(a_summary_of_before_has_no_such_section)
{
    struct json *older = json_object();
    json_put_array(older, "metrics");
    ck_assert(!html_answers_has(older));
    ck_assert(html_answers_has(root));
    json_free(older);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_run, close_run, "html_answers",
                            titles_that_are_not_listed_stand_with_what_they_may_mean,
                            invented_titles_come_before_misspelled_ones,
                            a_contradiction_is_counted_listed_and_said_in_the_trace,
                            a_reading_carries_its_score, a_summary_of_before_has_no_such_section);
}
