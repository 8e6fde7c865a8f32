#include "report/markdown.h"

#include "report_fixture.h"
#include "suite.h"

static struct arena *arena;
static struct fixture *run;
static struct str text;

static void render(const struct summary_input *input, const char *link)
{
    struct json *root = summary_build(input, arena);
    text = markdown_render(root, link, arena);
    json_free(root);
}

static void open_run(const char *link)
{
    arena = arena_open("test", 1 << 27);
    run = fixture_open(arena);
    render(&run->input, link);
}

static void check_has(const char *part)
{
    ck_assert_msg(strstr(text.data, part) != NULL, "not there: %s\nin %s", part, text.data);
}

START_TEST(verdict_gates_and_figures_come_first)
{
    open_run("https://ci.example/report.html");
    check_has("**1 of 3 gates failed: Case accuracy is 66.7\u00a0%, below 87.5\u00a0%.**");
    check_has("[the whole report](<https://ci.example/report.html>)");
    check_has("| Case accuracy | \u274C failed | 66.7\u00a0% | \u2265 87.5\u00a0% | "
              "80.0\u00a0% |\n");
    check_has("| RMSE | \u2705 passed | 0.912 | \u2264 0.940 | 0.930 |\n");
    check_has("| nothing | \u2796 skipped | n/a | \\< n/a | n/a |\n");
    check_has("| RMSE (synthetic data) | 0.912 | 0.904\u20130.920 | 1\u202f000 | "
              "\u22120.018, not beyond chance |\n");
    check_has("| Genre recall | 33.3\u00a0% ");
    check_has(" | 3 | n/a |\n");
    check_has("- Look at the 1 rejected record\n");
    arena_close(arena);
}
END_TEST

START_TEST(comparisons_on_the_same_cases_are_sentences)
{
    open_run(NULL);
    check_has(
        "### On the same cases\n\n- built-in: 13.3 points worse than the baseline, not beyond "
        "chance (p = 1); 6 cases can tell no difference\n");
    arena_close(arena);
}
END_TEST

START_TEST(the_recommender_says_who_should_serve)
{
    open_run(NULL);
    check_has("### Recommender\n\n- By nDCG\\@10, ease should serve: 0.360 against 0.300 of svd, ");
    check_has("beyond chance (p \\< .001, corrected for 4 comparisons)\n- By RMSE, bayes should");
    check_has(
        "- Predicted stars of svd are 0.100 off on average; it does not say how sure it is\n");
    check_has("- 2 held-out ratings are in train too.\n");
    check_has("- Together they find more than either alone, beyond chance: nDCG 0.300, against");
    arena_close(arena);
}
END_TEST

START_TEST(flips_are_listed_by_kind)
{
    open_run(NULL);
    check_has("### Broken since the baseline\n\n| Case | Query |\n|---|---|\n"
              "| no-horror | something tense, but no horror |\n");
    check_has("### Fixed since the baseline\n\n| Case | Query |\n|---|---|\n"
              "| blade runner? | the one with Deckard |\n");
    ck_assert_ptr_null(strstr(text.data, "whole report"));
    arena_close(arena);
}
END_TEST

START_TEST(text_from_data_begins_nothing)
{
    open_run(NULL);
    run->gold.items[1].query =
        STR("a|b `c` *d* [e](f) <g> @h #1 http://i.example www.j.example\nk \\ ~~l~~ $m$ ![n](o)");
    run->input.title = "<b>@team</b>";
    render(&run->input, NULL);
    check_has("| a\\|b \\`c\\` \\*d\\* \\[e\\](f) \\<g\\> \\@h \\#1 http\\://i.example "
              "www\\.j.example k \\\\ \\~\\~l\\~\\~ \\$m\\$ !\\[n\\](o) |\n");
    check_has("## \u274C \\<b\\>\\@team\\</b\\>\n");
    arena_close(arena);
}
END_TEST

START_TEST(long_texts_are_cut_between_characters)
{
    open_run(NULL);
    char *query = arena_array(arena, 2000002, 1);
    query[0] = 'x';
    for (size_t i = 1; i < 2000000; i += 2)
        memcpy(query + i, "\u00e9", 2);
    run->gold.items[1].query = str_from(query);
    render(&run->input, NULL);
    ck_assert_uint_lt(text.size, 4000);
    check_has("\u00e9\u2026 |\n");
    arena_close(arena);
}
END_TEST

START_TEST(many_flips_are_counted_not_listed)
{
    enum { MANY = 60 };
    static enum flip flips[MANY];
    arena = arena_open("test", 1 << 27);
    run = fixture_open(arena);
    struct gold_case *items = ARENA_ARRAY(arena, struct gold_case, MANY);
    struct case_score *scores = ARENA_ARRAY(arena, struct case_score, MANY);
    struct reading *readings = ARENA_ARRAY(arena, struct reading, MANY);
    for (size_t i = 0; i < MANY; i++) {
        items[i] = run->gold.items[1];
        readings[i] = run->interpreters[0].readings[1];
        scores[i] = run->evaluations[0].cases[1];
        flips[i] = FLIP_BROKEN;
    }
    run->gold = (struct gold_set){.items = items, .count = MANY};
    run->interpreters[0].readings = readings;
    run->evaluations[0].cases = scores;
    run->interpreters[0].count = run->evaluations[0].count = MANY;
    run->input.evaluation_count = 1;
    run->input.flips = flips;
    run->input.before = NULL;
    render(&run->input, NULL);
    check_has("\nand 10 more\n");
    arena_close(arena);
}
END_TEST

START_TEST(a_run_with_nothing_is_still_a_page)
{
    open_run(NULL);
    struct summary_input input = fixture_empty(run);
    render(&input, "");
    ck_assert_str_eq(text.data,
                     "## \u2705 \n\n**No gate is configured.** There is no baseline yet: the "
                     "first full run without a failed gate becomes it.\n\n"
                     "Run 20261121T030000Z-9f8e7d6c\n\n"
                     "### What to do now\n\n- Find out why there is no model\n");
    arena_close(arena);
}
END_TEST

int main(void)
{
    return SUITE_RUN("markdown", verdict_gates_and_figures_come_first,
                     comparisons_on_the_same_cases_are_sentences,
                     the_recommender_says_who_should_serve, flips_are_listed_by_kind,
                     text_from_data_begins_nothing, long_texts_are_cut_between_characters,
                     many_flips_are_counted_not_listed, a_run_with_nothing_is_still_a_page);
}
