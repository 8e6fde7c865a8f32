#include "eval/gold_check.h"

#include <string.h>

#include "eval/gold_balance.h"
#include "load/gold_file.h"
#include "loading.h"
#include "suite.h"

static struct gold_set gold;
static struct gold_finding_list findings;
static struct prompt_list prompts;

static void open_all(void)
{
    loading_open();
    gold = (struct gold_set){0};
    findings = (struct gold_finding_list){0};
    prompts = (struct prompt_list){0};
    loading.loader.gold_findings = &findings;
}

static void read_gold(const char *text)
{
    const struct gold_fields fields = {0};
    struct error err = {0};
    struct source_list list = loading_file(SOURCE_GOLD, "g.jsonl", str_from(text));
    ck_assert_msg(gold_file_load(&loading.loader, &list, &fields, &gold, &err), "%s", err.text);
}

static void check(void)
{
    const struct gold_check_tables tables = {&loading.genres, &loading.catalogue, &prompts};
    const struct gold_check_options options = {.similarity = .8, .held_out_tag = STR("held")};
    gold_check_cases(&gold, &tables, &options, loading.arena, loading.scratch, &findings);
}

/* "line kind: text" of the only finding. */
static const char *only(void)
{
    ck_assert_uint_eq(findings.count, 1);
    const struct gold_finding *one = &findings.items[0];
    return arena_printf(loading.arena, "%zu %.*s: %.*s", one->at.line,
                        STR_ARG(gold_finding_name(one->kind)), STR_ARG(one->text));
}

#define CASE(id, query, expected)                                                                  \
    "{\"id\":\"" id "\",\"query\":\"" query "\",\"expected\":" expected "}\n"
#define COMEDY "{\"genres\":[\"Comedy\"]}"

START_TEST(every_mistake_is_told_with_its_kind_and_line)
{
    static const struct {
        const char *text;
        const char *finding;
    } CASES[] = {
        {CASE("a", "funny", COMEDY) CASE("b", " FUNNY", COMEDY),
         "2 duplicate: \"b\" has the query of \"a\" (g.jsonl:1)"},
        {CASE("a", "funny", COMEDY) CASE("b", "funny", "{\"genres\":[\"Sci-Fi\"]}"),
         "2 conflict: \"b\" has the query of \"a\" (g.jsonl:1) and expects another genres"},
        {CASE("a", "funny", "{\"genres\":[\"Comedy\"],\"year_min\":null}")
             CASE("b", "funny", "{\"genres\":[\"Comedy\"],\"year_min\":1990}"),
         "2 conflict: \"b\" has the query of \"a\" (g.jsonl:1) and expects another year_min"},
        {CASE("a", "funny", COMEDY) CASE("b", "funny", "{\"year_min\":1990}"),
         "2 duplicate: \"b\" has the query of \"a\" (g.jsonl:1)"},
        {CASE("a", "one two three four", COMEDY) CASE("b", "four, three two one FIVE!", COMEDY),
         "2 near_duplicate: \"b\" is nearly \"a\" (g.jsonl:1; 80 % of the words), and expects the "
         "same"},
        {CASE("a", "one two", COMEDY) CASE("b", "\\\"one\\\" two", "{\"genres\":[]}"),
         "2 near_duplicate: \"b\" is nearly \"a\" (g.jsonl:1; 100 % of the words), and expects "
         "something else"},
        {CASE("a", "x", "{\"genres\":[\"Comedy\",\"Sci-Fi\"],\"exclude_genres\":[\"scifi\"]}"),
         "1 contradiction: \"a\" both expects and excludes Sci-Fi"},
        {CASE("a", "x", "{\"movies\":[\"Alien (1979)\",\"Nope (1900)\"]}"),
         "1 unknown_film: \"a\": movies: the catalogue does not list \"Nope (1900)\""},
        {CASE("a", "x", "{\"similar_to\":[\"Nope (1900)\"]}"),
         "1 unknown_film: \"a\": similar_to: the catalogue does not list \"Nope (1900)\""},
        /* These are found while they are read. */
        {CASE("a", "x", "{}"), "1 empty: the case expects nothing"},
        {CASE("a", "x", "{\"genres\":[\"Comdey\"]}"),
         "1 unknown_genre: genres: unknown genre \"Comdey\"; did you mean \"Comedy\"?"},
        {CASE("a", "x", "{\"intent\":\"find\"}"), "1 unknown_intent: unknown intent \"find\""},
        {CASE("a", "x", "{\"year_min\":1990,\"year_max\":1980}"),
         "1 contradiction: year_min 1990 is after year_max 1980"},
        {"{\"query\":\"x\",\"expected\":" COMEDY "}\n{\"query\":\"X\",\"expected\":" COMEDY "}\n",
         "2 duplicate: \"2d711642b726b044\" is the same case as g.jsonl:1"},
        {"{\"query\":\"x\",\"expected\":" COMEDY
         "}\n{\"query\":\"X\",\"expected\":{\"genres\":[]}}\n",
         "2 conflict: \"2d711642b726b044\" has the query of g.jsonl:1 and expects something else"},
        {CASE("a", "x", COMEDY) CASE("a", "y", COMEDY),
         "2 duplicate: \"a\" is the id of another case in g.jsonl:1"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        gold = (struct gold_set){0};
        findings = (struct gold_finding_list){0};
        read_gold(CASES[i].text);
        check();
        ck_assert_msg(findings.count == 1, "%s: %zu findings", CASES[i].text, findings.count);
        ck_assert_str_eq(only(), CASES[i].finding);
    }
}
END_TEST

START_TEST(good_cases_give_no_finding)
{
    read_gold(CASE("a", "funny films", COMEDY) CASE("b", "sad films", COMEDY) CASE(
        "c", "something else", "{\"genres\":[\"Comedy\"],\"exclude_genres\":[\"Sci-Fi\"]}"));
    check();
    ck_assert_uint_eq(findings.count, 0);
}
END_TEST

START_TEST(what_is_held_out_stands_nowhere_else)
{
#define HELD(id, query)                                                                            \
    "{\"id\":\"" id "\",\"query\":\"" query "\",\"expected\":" COMEDY                              \
    ",\"tags\":[\"x\",\"held\"]}\n"
    read_gold(CASE("a", "one two three", COMEDY) HELD("b", "One two three"));
    check();
    ck_assert_str_eq(only(), "2 held_out_leak: \"b\" has the query of \"a\" (g.jsonl:1), and only "
                             "one of them is held out");
    gold = (struct gold_set){0};
    findings = (struct gold_finding_list){0};
    read_gold(HELD("a", "one two three") CASE("b", "three, two, one", COMEDY));
    check();
    ck_assert_str_eq(only(), "2 held_out_leak: \"b\" is nearly \"a\" (g.jsonl:1; 100 % of the "
                             "words), and only one of them is held out");
    gold = (struct gold_set){0};
    findings = (struct gold_finding_list){0};
    read_gold(HELD("a", "one two three") HELD("b", "one two three"));
    check();
    ck_assert_uint_eq(findings.counts[GOLD_FINDING_DUPLICATE], 1);
}
END_TEST

START_TEST(an_example_of_a_prompt_is_no_test)
{
    struct prompt_example examples[] = {{.query = STR("something else entirely")},
                                        {.query = STR("One, two, three four!")},
                                        {.query = STR("one two three four")}};
    struct prompt prompt = {.name = STR("interpret"), .examples = examples, .example_count = 2};
    prompt.at.file = "interpret.yaml";
    prompts = (struct prompt_list){.items = &prompt, .count = 1};
    read_gold(CASE("a", "funny films", COMEDY) CASE("b", "one two three four five", COMEDY));
    check();
    ck_assert_str_eq(only(), "2 prompt_leak: \"b\" is example 2 of the prompt interpret "
                             "(interpret.yaml; 80 % of the words)");

    /* Two examples may be alike. */
    prompt.example_count = 3;
    findings = (struct gold_finding_list){0};
    check();
    ck_assert_uint_eq(findings.count, 2);
    ck_assert_uint_eq(findings.counts[GOLD_FINDING_PROMPT_LEAK], 2);
}
END_TEST

START_TEST(classes_are_counted_and_the_rare_ones_told)
{
    read_gold(CASE("a", "x",
                   "{\"intent\":\"search\",\"genres\":[\"Comedy\"],\"year_min\":1985,"
                   "\"year_max\":1992}") CASE("b", "y",
                                              "{\"intent\":\"search\",\"genres\":[],\"year_max\":"
                                              "1969}") "{\"query\":\"z\",\"expected\":{\"intent\":"
                                                       "\"search\",\"movies\":[\"Alien "
                                                       "(1979)\"]},\"tags\":[\"t\"]}\n");
    struct gold_classes classes =
        gold_balance_count(&gold, &loading.genres, &loading.intents, loading.arena);
    ck_assert_uint_eq(classes.axes[GOLD_AXIS_INTENT].count, 2);
    ck_assert_uint_eq(classes.axes[GOLD_AXIS_INTENT].items[0].cases, 3);
    ck_assert_uint_eq(classes.axes[GOLD_AXIS_GENRE].items[0].cases, 1);
    ck_assert_uint_eq(classes.axes[GOLD_AXIS_SLOT].items[SLOT_YEAR_MAX].cases, 2);
    ck_assert_uint_eq(classes.axes[GOLD_AXIS_DECADE].count, 3);
    ck_assert(str_equal(classes.axes[GOLD_AXIS_DECADE].items[0].name, STR("1960s")));
    ck_assert(str_equal(classes.axes[GOLD_AXIS_DECADE].items[2].name, STR("1990s")));
    ck_assert_uint_eq(classes.axes[GOLD_AXIS_TAG].count, 1);

    findings = (struct gold_finding_list){0};
    gold_balance_judge(&classes, 3, loading.arena, &findings);
    /* search has three; missing: similar, Sci-Fi, exclude_genres, similar_to. */
    ck_assert_uint_eq(findings.counts[GOLD_FINDING_MISSING_CLASS], 4);
    ck_assert_uint_eq(findings.counts[GOLD_FINDING_RARE_CLASS], 5);
    ck_assert(str_equal(findings.items[0].text, STR("no case expects the intent similar")));
    ck_assert(
        str_equal(findings.items[1].text, STR("1 case expects the genre Comedy, fewer than 3")));
    ck_assert_ptr_null(findings.items[0].at.file);
}
END_TEST

START_TEST(a_thousand_of_a_kind_are_kept_and_all_are_counted)
{
    for (int i = 0; i < GOLD_FINDING_KEPT + 7; i++)
        gold_finding_add(&findings, loading.arena, GOLD_FINDING_EMPTY, AT_NOWHERE, "a\tb");
    gold_finding_add(&findings, loading.arena, GOLD_FINDING_CONFLICT, AT_NOWHERE, "x");
    ck_assert_uint_eq(findings.count, GOLD_FINDING_KEPT + 1);
    ck_assert_uint_eq(findings.counts[GOLD_FINDING_EMPTY], GOLD_FINDING_KEPT + 7);
    ck_assert(str_equal(findings.items[0].text, STR("a?b")));
    ck_assert_uint_eq(gold_finding_total(&findings, ~0u), GOLD_FINDING_KEPT + 8);
    ck_assert_uint_eq(gold_finding_total(&findings, 1u << GOLD_FINDING_CONFLICT), 1);
}
END_TEST

START_TEST(kinds_become_metrics_and_those_that_count_the_headline)
{
    struct metric_list metrics = metric_list_init(loading.arena);
    findings.counts[GOLD_FINDING_EMPTY] = 2;
    findings.counts[GOLD_FINDING_RARE_CLASS] = 5;
    gold_check_metrics(&findings, 1u << GOLD_FINDING_EMPTY, 10, &metrics);
    ck_assert_uint_eq(metrics.count, GOLD_FINDING_KINDS + 1);
    ck_assert_double_eq(metric_find(&metrics, STR("gold_findings"))->value, 2);
    ck_assert_double_eq(metric_find(&metrics, STR("gold_findings{kind=rare_class}"))->value, 5);
    ck_assert_double_eq(metric_find(&metrics, STR("gold_findings{kind=conflict}"))->value, 0);
}
END_TEST

START_TEST(every_kind_has_its_name)
{
    ck_assert(str_equal(gold_finding_name(GOLD_FINDING_INVALID), STR("invalid")));
    ck_assert(str_equal(gold_finding_name(GOLD_FINDING_CONTRADICTION), STR("contradiction")));
    ck_assert(str_equal(gold_finding_name(GOLD_FINDING_NEAR_DUPLICATE), STR("near_duplicate")));
    ck_assert(str_equal(gold_finding_name(GOLD_FINDING_RARE_CLASS), STR("rare_class")));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, loading_close, "gold_check", every_mistake_is_told_with_its_kind_and_line,
        good_cases_give_no_finding, what_is_held_out_stands_nowhere_else,
        an_example_of_a_prompt_is_no_test, classes_are_counted_and_the_rare_ones_told,
        a_thousand_of_a_kind_are_kept_and_all_are_counted,
        kinds_become_metrics_and_those_that_count_the_headline, every_kind_has_its_name);
}
