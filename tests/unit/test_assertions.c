#include "eval/assertions.h"

#include <math.h>

#include "eval/assertion_metrics.h"
#include "load/assertion_read.h"
#include "loading.h"
#include "suite.h"

static struct assertion_list for_all;
static struct gold_set gold;
static struct interpreter interpreter;
static struct assertions judged;

static void open_all(void)
{
    loading_open();
    for_all = (struct assertion_list){0};
    gold = (struct gold_set){0};
    interpreter = (struct interpreter){.name = STR("llm"), .repeats = 1};
}

static void read_into(struct assertion_list *list, const char *json)
{
    struct input *input = input_add(&loading.inputs, "assertions", "a.json");
    struct at at = {input->path, 1};
    bool done = assertion_read(&loading.loader, input, at, str_from(json), list);
    ck_assert_msg(done, "%s", done ? "" : loading_finding(&input->rejects, 0));
}

/* One case with this answer and these assertions of its own. */
static struct reading *add_case(const char *answer, const char *json)
{
    static struct reading readings[400];
    interpreter.readings = readings;
    struct gold_case *one = ARENA_PUSH(loading.arena, &gold);
    *one = (struct gold_case){0};
    if (json != NULL)
        read_into(&one->assertions, json);
    struct reading *reading = &readings[interpreter.count++];
    *reading = reading_none();
    reading->status = READING_OK;
    reading->raw = str_from(answer);
    return reading;
}

static void judge(struct pool *pool)
{
    struct assertion_plan *plan = ARENA_NEW(loading.arena, struct assertion_plan);
    *plan = assertion_plan_make(&gold, &for_all, loading.arena);
    struct assertions_question question = {.plan = plan, .interpreter = &interpreter};
    judged = assertions_judge(&question, pool, loading.arena);
}

/* Judges one answer by one assertion. */
static const struct assertion_result *ask(const char *answer, const char *json)
{
    gold.count = 0;
    interpreter.count = 0;
    add_case(answer, json);
    judge(NULL);
    return &judged.results[0];
}

static const char *reason(const struct assertion_result *result)
{
    ck_assert_uint_gt(result->failed, 0);
    struct str text = result->failures[0].reason;
    return arena_copy(loading.arena, text.data, text.size);
}

static const struct {
    const char *json; /* without "not-" */
    const char *passes;
    const char *fails;
    const char *reason;     /* of the failure */
    const char *not_reason; /* of "not-" on what passes */
} TYPES[] = {
    {"equals\",\"value\":\"a b\"", "a b", "a b ", "is not \"a b\"", "is \"a b\""},
    {"equals\",\"value\":{\"a\":[1]}", " {\"a\" : [1.0]}", "{\"a\":[2]}", "is not \"{\"a\":[1]}\"",
     "is \"{\"a\":[1]}\""},
    {"contains\",\"value\":\"lie\"", "Alien", "ALIEN", "does not contain \"lie\"",
     "contains \"lie\""},
    {"contains-any\",\"value\":\"x, y\"", "by", "b",
     "contains none of the texts, the last of which is \"y\"", "contains \"y\""},
    {"contains-all\",\"value\":[\"x\",\"y\"]", "yx", "x", "does not contain \"y\"",
     "contains all of the texts"},
    {"icontains\",\"value\":\"\xC3\x89t\xC3\xA9\"", "un \xC3\xA9T\xC3\x89", "ete",
     "does not contain \"\xC3\x89t\xC3\xA9\"", "contains \"\xC3\x89t\xC3\xA9\""},
    {"icontains-any\",\"value\":\"X, Y\"", "by", "b",
     "contains none of the texts, the last of which is \"Y\"", "contains \"Y\""},
    {"icontains-all\",\"value\":\"X, Y\"", "xy", "y", "does not contain \"X\"",
     "contains all of the texts"},
    {"starts-with\",\"value\":\"ab\"", "abc", "cab", "does not start with \"ab\"",
     "starts with \"ab\""},
    {"regex\",\"value\":\"^\\\\d+$\"", "123", "a1", "does not match \"^\\d+$\"",
     "matches \"^\\d+$\""},
    {"is-json\"", "[1]", "{", "not JSON: ", "is JSON"},
    {"is-json\",\"value\":{\"required\":[\"a\"]}", "{\"a\":1}", "{}", "at \"\": lacks \"a\"",
     "is JSON of the schema"},
    {"contains-json\"", "so: {\"a\":1} ok", "so: {a} {", "no JSON object", "contains JSON"},
    {"contains-json\",\"value\":{\"required\":[\"a\"]}", "{} then {\"a\":1}", "x {\"b\":{}} y",
     "at \"\": lacks \"a\"", "contains JSON of the schema"},
    {"levenshtein\",\"value\":\"kitten\",\"threshold\":3", "sitting", "sitting!",
     "is more than 3 edits away", "is only 3 edits away"},
    {"rouge-n\",\"value\":\"a b c d\"", "a b c d e", "a b x y", "ROUGE-1 is 0.5000, below 0.75",
     "ROUGE-1 is 0.8889, not below 0.75"},
    {"bleu\",\"value\":\"a b c d e\"", "A b c d e", "x", "BLEU-4 is 0.0000, below 0.5",
     "BLEU-4 is 1.0000, not below 0.5"},
    {"word-count\",\"value\":{\"min\":2,\"max\":3}", "a b", "a", "has 1 words, not 2 to 3",
     "has 2 words, which is 2 to 3"},
    {"sentence-count\",\"value\":{\"max\":1}", "One.", "One. Two.",
     "has 2 sentences, not at most 1", "has 1 sentences, which is at most 1"},
    {"has-section\",\"value\":[\"## Films\",\"## Why\"]", "## Films\nAlien\n## Why\nSpace",
     "## Films\n## Why\nSpace", "has no section \"## Films\"", "has all of the sections"},
    {"starts-with-theme\"", "\ntheme: Space\nx", "Theme:\nSpace",
     "does not start with \"Theme:\" and a theme", "starts with \"Theme:\""},
    {"is-refusal\"", "I cannot help with that.", "Alien", "is no refusal", "is a refusal"},
};

static const char *written(const char *before, const char *json)
{
    return arena_printf(loading.arena, "{\"type\":\"%s%s}", before, json);
}

START_TEST(every_type_passes_and_fails_and_turns_round)
{
    for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++) {
        const struct assertion_result *result = ask(TYPES[i].passes, written("", TYPES[i].json));
        ck_assert_msg(result->pass, "%s: %s", TYPES[i].json, result->pass ? "" : reason(result));
        result = ask(TYPES[i].fails, written("", TYPES[i].json));
        ck_assert_msg(!result->pass, "%s", TYPES[i].json);
        ck_assert_msg(strncmp(reason(result), TYPES[i].reason, strlen(TYPES[i].reason)) == 0, "%s",
                      reason(result));
        ck_assert(ask(TYPES[i].fails, written("not-", TYPES[i].json))->pass);
        result = ask(TYPES[i].passes, written("not-", TYPES[i].json));
        ck_assert(!result->pass);
        ck_assert_str_eq(reason(result), TYPES[i].not_reason);
    }
}
END_TEST

static const struct assertion_result *ask_timed(double latency_ms, double cost, const char *json)
{
    gold.count = 0;
    interpreter.count = 0;
    struct reading *reading = add_case("x", json);
    reading->latency_ms = latency_ms;
    reading->cost = cost;
    judge(NULL);
    return &judged.results[0];
}

START_TEST(time_and_money_have_a_limit_and_unknown_ones_fail_either_way)
{
    static const char LATENCY[] = "{\"type\":\"latency\",\"threshold\":100}";
    static const char COST[] = "{\"type\":\"cost\",\"threshold\":0.01}";
    ck_assert(ask_timed(100, NAN, LATENCY)->pass);
    ck_assert_str_eq(reason(ask_timed(101, NAN, LATENCY)), "took 101 ms, more than 100");
    ck_assert_str_eq(reason(ask_timed(NAN, NAN, LATENCY)), "the latency is unknown");
    ck_assert(ask_timed(NAN, 0.01, COST)->pass);
    ck_assert_str_eq(reason(ask_timed(NAN, 0.02, COST)), "cost 0.02, more than 0.01");
    const struct assertion_result *result =
        ask_timed(NAN, NAN, "{\"type\":\"not-cost\",\"threshold\":0.01}");
    ck_assert(!result->pass);
    ck_assert_double_eq(result->score, 0);
    ck_assert_str_eq(reason(result), "the cost is unknown");
}
END_TEST

START_TEST(an_expression_that_takes_too_long_fails_either_way)
{
    char text[64] = {0};
    memset(text, 'a', 40);
    text[40] = 'b';
    static const char *const JSON[] = {"{\"type\":\"regex\",\"value\":\"(a+)+$\"}",
                                       "{\"type\":\"not-regex\",\"value\":\"(a+)+$\"}"};
    for (size_t i = 0; i < 2; i++) {
        ck_assert(!ask(text, JSON[i])->pass);
        ck_assert_str_eq(reason(&judged.results[0]), "takes too many steps to match \"(a+)+$\"");
    }
}
END_TEST

#define YES "{\"type\":\"contains\",\"value\":\"x\"}"
#define NO "{\"type\":\"contains\",\"value\":\"y\"}"

START_TEST(the_score_is_the_weighted_mean)
{
    const struct assertion_result *result =
        ask("x", "[" YES ",{\"type\":\"contains\",\"value\":\"y\",\"weight\":3},"
                 "{\"type\":\"contains-all\",\"value\":\"x, y\",\"weight\":4}]");
    ck_assert(!result->pass);
    ck_assert_uint_eq(result->judged, 3);
    ck_assert_uint_eq(result->failed, 2);
    ck_assert_double_eq_tol(result->score, 3.0 / 8, 1e-15);
}
END_TEST

START_TEST(what_has_no_weight_fails_nothing)
{
    const struct assertion_result *result =
        ask("x", "[" YES ",{\"type\":\"contains\",\"value\":\"y\",\"weight\":0}]");
    ck_assert(result->pass);
    ck_assert_double_eq(result->score, 1);
    result = ask("x", "{\"type\":\"contains\",\"value\":\"y\",\"weight\":0}");
    ck_assert(result->pass);
    ck_assert(isnan(result->score));
}
END_TEST

START_TEST(a_set_needs_all_or_its_threshold)
{
    static const struct {
        const char *json;
        bool pass;
        double score;
        const char *reason;
    } CASES[] = {
        {"{\"type\":\"assert-set\",\"assert\":[" YES "," YES "]}", true, 1, NULL},
        {"{\"type\":\"assert-set\",\"assert\":[" YES "," NO "]}", false, 0.5,
         "contains does not contain \"y\""},
        {"{\"type\":\"assert-set\",\"threshold\":0.5,\"assert\":[" YES "," NO "]}", true, 0.5,
         NULL},
        {"{\"type\":\"assert-set\",\"threshold\":0.6,\"assert\":[" YES "," NO "]}", false, 0.5,
         "scores 0.5, below 0.6: contains does not contain \"y\""},
        {"{\"type\":\"not-assert-set\",\"assert\":[" YES "]}", false, 0, "holds as a whole"},
        {"{\"type\":\"assert-set\",\"assert\":[" YES
         ",{\"type\":\"assert-set\",\"metric\":\"in\",\"assert\":[" NO "]}]}",
         false, 0.5, "in contains does not contain \"y\""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const struct assertion_result *result = ask("x", CASES[i].json);
        ck_assert_int_eq(result->pass, CASES[i].pass);
        ck_assert_double_eq(result->score, CASES[i].score);
        if (CASES[i].reason != NULL)
            ck_assert_str_eq(reason(result), CASES[i].reason);
    }
}
END_TEST

START_TEST(a_missing_answer_is_not_judged_and_a_failed_call_fails_everything)
{
    struct reading *missing = add_case("", YES);
    missing->status = READING_MISSING;
    struct reading *failed = add_case("", "{\"type\":\"not-is-json\"}");
    failed->status = READING_FAILED;
    failed->reason = STR("timed out");
    add_case("x", NULL);
    judge(NULL);
    ck_assert_uint_eq(judged.results[0].judged, 0);
    ck_assert(!judged.results[1].pass);
    ck_assert_double_eq(judged.results[1].score, 0);
    ck_assert_str_eq(reason(&judged.results[1]), "there is no answer: timed out");
    ck_assert_uint_eq(judged.results[2].judged, 0);
}
END_TEST

static double value_of(const struct metric_list *metrics, const char *name)
{
    const struct metric *metric = metric_find(metrics, str_from(name));
    ck_assert_msg(metric != NULL, "%s", name);
    return metric->value;
}

START_TEST(figures_count_answers_types_and_names)
{
    struct sampling sampling = {.resamples = 50, .seed = 1};
    struct metric_list metrics = metric_list_init(loading.arena);
    read_into(&for_all, "{\"type\":\"contains\",\"value\":\"x\",\"metric\":\"an x\"}");
    add_case("x", NULL);
    add_case("xy", "[{\"type\":\"contains\",\"value\":\"y\"},{\"type\":\"is-json\"}]");
    add_case("y", NULL);
    add_case("x", NULL)->status = READING_MISSING;
    judge(NULL);
    assertion_metrics_add(&judged, &sampling, loading.scratch, &metrics);
    ck_assert_double_eq_tol(value_of(&metrics, "assertion_pass_rate"), 1.0 / 3, 1e-15);
    ck_assert_double_eq_tol(value_of(&metrics, "assertion_score"), (1 + 2.0 / 3) / 3, 1e-15);
    ck_assert_double_eq(
        value_of(&metrics, "assertion_type_pass_rate{interpreter=llm,type=contains}"), 0.75);
    ck_assert_double_eq(
        value_of(&metrics, "assertion_type_pass_rate{interpreter=llm,type=is-json}"), 0);
    ck_assert_double_eq_tol(value_of(&metrics, "assertion_metric{interpreter=llm,name=an x}"),
                            2.0 / 3, 1e-15);
}
END_TEST

START_TEST(without_assertions_there_are_no_figures)
{
    struct sampling sampling = {.resamples = 50, .seed = 1};
    struct metric_list metrics = metric_list_init(loading.arena);
    add_case("x", NULL);
    judge(NULL);
    assertion_metrics_add(&judged, &sampling, loading.scratch, &metrics);
    ck_assert_uint_eq(metrics.count, 0);
}
END_TEST

START_TEST(results_do_not_depend_on_the_number_of_threads)
{
    struct pool *pool;
    ck_assert(pool_open(4, &pool, NULL));
    read_into(&for_all, "[{\"type\":\"regex\",\"value\":\"7\"},{\"type\":\"is-json\"}]");
    for (int i = 0; i < 300; i++)
        add_case(arena_printf(loading.arena, "%s%d", i % 3 == 0 ? "x" : "", i),
                 i % 2 == 0 ? NULL : NO);
    judge(NULL);
    struct assertions alone = judged;
    judge(pool);
    for (int i = 0; i < 300; i++) {
        ck_assert_uint_eq(judged.results[i].failed, alone.results[i].failed);
        for (size_t f = 0; f < alone.results[i].failed; f++)
            ck_assert(str_equal(judged.results[i].failures[f].reason,
                                alone.results[i].failures[f].reason));
    }
    for (size_t o = 0; o < judged.plan->outcomes; o++) {
        ck_assert_uint_eq(judged.outcomes[o].node, alone.outcomes[o].node);
        ck_assert_double_eq(judged.outcomes[o].score, alone.outcomes[o].score);
    }
    pool_close(pool);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, loading_close, "assertions", every_type_passes_and_fails_and_turns_round,
        time_and_money_have_a_limit_and_unknown_ones_fail_either_way,
        an_expression_that_takes_too_long_fails_either_way, the_score_is_the_weighted_mean,
        what_has_no_weight_fails_nothing, a_set_needs_all_or_its_threshold,
        a_missing_answer_is_not_judged_and_a_failed_call_fails_everything,
        figures_count_answers_types_and_names, without_assertions_there_are_no_figures,
        results_do_not_depend_on_the_number_of_threads);
}
