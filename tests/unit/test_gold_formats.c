/* Gold files of other tools, each as that tool's documentation shows it. */
#include "load/gold_file.h"

#include "loading.h"
#include "suite.h"

#define SLOTS "{\"intent\":\"search\",\"genres\":[\"Comedy\"],\"year_min\":1980}"
#define TEXT "{\\\"intent\\\":\\\"search\\\",\\\"genres\\\":[\\\"Comedy\\\"],\\\"year_min\\\":1980}"

static struct gold_set gold;

static bool load(const char *name, const char *text, const struct gold_fields *fields,
                 struct error *err)
{
    struct source_list list = loading_file(SOURCE_GOLD, name, str_from(text));
    gold = (struct gold_set){0};
    return gold_file_load(&loading.loader, &list, fields, &gold, err);
}

static void read_gold(const char *name, const char *text)
{
    const struct gold_fields fields = {0};
    struct error err = {0};
    ck_assert_msg(load(name, text, &fields, &err), "%s", err.text);
}

/* One case, "funny", that expects SLOTS. */
static void check_case(const char *tool)
{
    ck_assert_msg(gold.count == 1, "%s: %zu cases, %s", tool, gold.count,
                  loading_account()->rejects.count == 0
                      ? "none rejected"
                      : loading_finding(&loading_account()->rejects, 0));
    const struct gold_case *one = &gold.items[0];
    ck_assert_msg(str_equal(one->query, STR("funny")), "%s: %.*s", tool, STR_ARG(one->query));
    ck_assert_uint_eq(one->expected.named,
                      SLOT_BIT(SLOT_INTENT) | SLOT_BIT(SLOT_GENRES) | SLOT_BIT(SLOT_YEAR_MIN));
    ck_assert_uint_eq(one->expected.genres, 1);
    ck_assert_int_eq(one->expected.year_min, 1980);
}

static const struct {
    const char *tool;
    const char *name;
    const char *text;
} SAMPLES[] = {
    {"promptfoo, an object", "gold.json",
     "[{\"description\":\"d\",\"vars\":{\"query\":\"funny\"},\"assert\":["
     "{\"type\":\"equals\",\"value\":" SLOTS "}]}]"},
    {"promptfoo, a whole configuration", "gold.json",
     "{\n \"prompts\": [\"Read [this]: {{question}}\"],\n \"tests\": [\n  {\"vars\": "
     "{\"language\":\"en\",\"question\":\"funny\"},\n   \"assert\": [{\"type\":\"equals\","
     "\"value\":\"" TEXT "\"}]}\n ]\n}\n"},
    {"promptfoo, a configuration in YAML", "gold.yaml",
     "# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json\n"
     "description: films\nprompts: [\"{{query}}\"]\ntests:\n  - vars:\n      query: funny\n"
     "    assert:\n      - type: equals\n        value:\n          intent: search\n"
     "          genres: [Comedy]\n          year_min: 1980\n"},
    {"promptfoo, tests in YAML", "gold.yaml",
     "- vars: {query: funny}\n  assert:\n    - type: equals\n      value: >\n"
     "        {\"intent\": \"search\", \"genres\": [\"Comedy\"],\n"
     "        \"year_min\": 1980}\n"},
    {"ours in YAML", "gold.yaml",
     "---\n- query: funny\n  expected: {intent: search, genres: [Comedy], year_min: 1980}\n"},
    {"promptfoo, CSV", "gold.csv",
     "question,__expected,__metadata:tags[]\n"
     "funny,\"equals: {\"\"intent\"\":\"\"search\"\",\"\"genres\"\":[\"\"Comedy\"\"],"
     "\"\"year_min\"\":1980}\",\"a,b\"\n"},
    {"DeepEval", "gold.json",
     "[{\"input\":\"funny\",\"actual_output\":null,\"expected_output\":\"" TEXT "\","
     "\"context\":[],\"retrieval_context\":null,\"additional_metadata\":{\"tags\":[\"a\"]}}]"},
    {"OpenAI evals, a conversation", "gold.jsonl",
     "{\"input\":[{\"role\":\"system\",\"content\":\"You read.\"},{\"role\":\"user\","
     "\"content\":\"funny\"}],\"ideal\":\"" TEXT "\"}\n"},
    {"OpenAI evals, a list of one", "gold.jsonl",
     "{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"funny\"}]}],"
     "\"ideal\":[\"" TEXT "\"]}\n"},
    {"LangSmith", "gold.jsonl",
     "{\"id\":\"6e4c\",\"inputs\":{\"query\":\"funny\",\"user\":\"u\"},\"outputs\":" SLOTS
     ",\"metadata\":{\"dataset_split\":[\"base\"]}}\n"},
    {"LangSmith, one output", "gold.jsonl",
     "{\"inputs\":{\"request\":\"funny\"},\"outputs\":{\"output\":\"" TEXT "\"}}\n"},
    {"Langfuse, as its API gives it", "gold.json",
     "{\"data\":[{\"id\":\"i\",\"status\":\"ACTIVE\",\"input\":{\"query\":\"funny\"},"
     "\"expectedOutput\":" SLOTS ",\"metadata\":null}],\"meta\":{\"page\":1}}"},
    {"Braintrust", "gold.jsonl",
     "{\"id\":\"i\",\"input\":\"funny\",\"expected\":" SLOTS ",\"tags\":[\"a\"]}\n"},
    {"MLflow", "gold.jsonl",
     "{\"inputs\":{\"question\":\"funny\"},\"expectations\":{\"expected_response\":\"" TEXT
     "\",\"expected_facts\":[\"f\"]},\"tags\":{\"team\":\"search\"}}\n"},
    {"ours", "gold.jsonl", "{\"query\":\"funny\",\"expected\":" SLOTS ",\"data\":[]}\n"},
};

/* The sample of that tool. */
static const char *sample(const char *tool)
{
    size_t i = 0;
    while (strcmp(SAMPLES[i].tool, tool) != 0)
        i++;
    return SAMPLES[i].text;
}

START_TEST(the_gold_of_every_known_tool_becomes_the_same_case)
{
    struct hash_sha256 digest = {{0}};
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        read_gold(SAMPLES[i].name, SAMPLES[i].text);
        check_case(SAMPLES[i].tool);
        if (i == 0)
            digest = gold.items[0].digest;
        ck_assert_mem_eq(&gold.items[0].digest, &digest, sizeof digest);
    }
}
END_TEST

START_TEST(tags_come_along)
{
    read_gold("gold.csv", sample("promptfoo, CSV"));
    ck_assert_uint_eq(gold.items[0].tag_count, 2);
    ck_assert(str_equal(gold.items[0].tags[1], STR("b")));
    read_gold("gold.jsonl",
              "{\"inputs\":\"funny\",\"expectations\":" SLOTS ",\"tags\":{\"team\":\"search\"}}\n");
    ck_assert(str_equal(gold.items[0].tags[0], STR("team=search")));
    read_gold("gold.jsonl", "{\"vars\":{\"query\":\"funny\"},\"assert\":[{\"type\":\"equals\","
                            "\"value\":" SLOTS "}],\"metadata\":{\"tags\":[\"x\"]}}\n");
    ck_assert(str_equal(gold.items[0].tags[0], STR("x")));
}
END_TEST

START_TEST(a_case_in_a_document_is_told_by_its_line)
{
    read_gold("gold.json", sample("promptfoo, a whole configuration"));
    ck_assert_uint_eq(gold.items[0].at.line, 4);
    read_gold("gold.yaml", sample("promptfoo, a configuration in YAML"));
    ck_assert_uint_eq(gold.items[0].at.line, 5);
    read_gold("gold.yaml", "- a text\n- {query: funny, expected: {genres: [Comdey]}}\n");
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0),
                     "gold.yaml:1: the case is text, not a map");
    ck_assert_str_eq(loading_finding(&loading_account()->rejects, 1),
                     "gold.yaml:2: genres: unknown genre \"Comdey\"; did you mean \"Comedy\"?");
}
END_TEST

START_TEST(fields_that_the_user_names_come_first)
{
    const struct gold_fields fields = {.query = STR("item.turns.1.said"),
                                       .expected = STR("item.want"),
                                       .id = STR("item.key"),
                                       .tags = STR("labels")};
    struct error err = {0};
    ck_assert_msg(load("gold.jsonl",
                       "{\"query\":\"other\",\"item\":{\"key\":7,\"turns\":[{\"said\":\"no\"},"
                       "{\"said\":\"funny\"}],\"want\":" SLOTS "},\"labels\":[\"x\"]}\n",
                       &fields, &err),
                  "%s", err.text);
    check_case("a mapping");
    ck_assert(str_equal(gold.items[0].id, STR("7")));
    ck_assert(str_equal(gold.items[0].tags[0], STR("x")));
}
END_TEST

START_TEST(columns_that_the_user_names_come_first)
{
    const struct gold_fields fields = {
        .query = STR("Utterance"), .id = STR("Key"), .tags = STR("Groups")};
    struct error err = {0};
    ck_assert(load("gold.csv",
                   "query,Utterance,Key,Groups,intent,genres,year_min\n"
                   "other,funny,k,x|y,search,Comedy,1980\n",
                   &fields, &err));
    check_case("a mapping of columns");
    ck_assert(str_equal(gold.items[0].id, STR("k")));
    ck_assert_uint_eq(gold.items[0].tag_count, 2);
    ck_assert(!load("gold.csv", "query,intent\nx,search\n", &fields, &err));
    ck_assert_str_eq(err.text, "gold.csv:1: the header has no column \"Utterance\"");
}
END_TEST

START_TEST(what_nothing_can_be_held_against_is_rejected_with_its_reason)
{
    static const struct {
        const char *name;
        const char *text;
        const char *message;
    } BAD[] = {
        {"g.jsonl", "{\"input\":\"funny\",\"expected_output\":\"Some comedies\"}\n",
         "g.jsonl:1: \"expected_output\" is a text without slots in it, which nothing can be held "
         "against"},
        {"g.jsonl", "{\"input\":\"funny\",\"ideal\":[\"a\",\"b\"]}\n",
         "g.jsonl:1: \"ideal\" is a list; a case expects one object with slots"},
        {"g.jsonl", "{\"input\":\"funny\",\"expected\":true}\n",
         "g.jsonl:1: \"expected\" is not an object"},
        {"g.jsonl", "{\"inputs\":{\"a\":\"x\",\"b\":\"y\"},\"outputs\":" SLOTS "}\n",
         "g.jsonl:1: \"inputs\" is not a string"},
        {"g.jsonl", "{\"inputs\":{\"query\":null,\"b\":7},\"outputs\":" SLOTS "}\n",
         "g.jsonl:1: \"inputs\" is not a string"},
        {"g.jsonl", "{\"vars\":{\"query\":\"funny\"}}\n", "g.jsonl:1: the case expects nothing"},
        {"g.csv", "question,expected\nfunny,Some comedies\n",
         "g.csv:2: the expectation is a text without slots in it, which nothing can be held "
         "against"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        read_gold(BAD[i].name, BAD[i].text);
        ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0), BAD[i].message);
        ck_assert_uint_eq(gold.count, 0);
    }
}
END_TEST

START_TEST(assertions_beside_the_expectation_remain)
{
    static const char *const TEXTS[] = {
        "{\"vars\":{\"query\":\"funny\"},\"assert\":[{\"type\":\"latency\",\"threshold\":500},"
        "{\"type\":\"equals\",\"value\":" SLOTS "},{\"type\":\"equals\",\"value\":\"x\"}]}\n",
        "query,__expected,__expected1,intent,genres,year_min\nfunny,latency(500),x,search,Comedy,"
        "1980\n",
        "{\"input\":\"funny\",\"expected\":" SLOTS
        ",\"assert\":[{\"type\":\"latency\",\"threshold\":500},{\"type\":\"is-json\"}]}\n",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        read_gold("gold", TEXTS[i]);
        check_case(TEXTS[i]);
        ck_assert_uint_eq(gold.items[0].assertions.count, 2);
        ck_assert_int_eq(gold.items[0].assertions.items[0].type, ASSERTION_LATENCY);
    }
}
END_TEST

START_TEST(a_promptfoo_test_may_have_assertions_alone)
{
    read_gold("gold.jsonl", "{\"vars\":{\"query\":\"funny\"},\"assert\":[{\"type\":\"not-equals\","
                            "\"value\":" SLOTS "},{\"type\":\"icontains\",\"value\":\"x\"}]}\n");
    ck_assert_uint_eq(gold.count, 1);
    ck_assert_uint_eq(gold.items[0].expected.named, 0);
    ck_assert_uint_eq(gold.items[0].assertions.count, 2);
    read_gold("gold.csv", "question,__expected\nfunny,contains: funny\n");
    ck_assert_uint_eq(gold.count, 1);
    ck_assert_int_eq(gold.items[0].assertions.items[0].type, ASSERTION_CONTAINS);
}
END_TEST

START_TEST(a_document_without_cases_is_an_error)
{
    const struct gold_fields fields = {0};
    struct error err = {0};
    ck_assert(!load("gold.json", "{\n \"a\": 1\n}\n", &fields, &err));
    ck_assert_str_eq(err.text, "gold.json:1: the document has no list of cases (\"tests\", "
                               "\"examples\", \"items\", …)");
    ck_assert(!load("gold.yaml", "a: 1\n", &fields, &err));
    ck_assert_str_eq(err.text, "gold.yaml:1: the document has no list of cases (\"tests\", "
                               "\"examples\", \"items\", …)");
}
END_TEST

START_TEST(a_document_may_be_broken_into_lines_anywhere)
{
    static const char *const TEXTS[] = {
        "{\"tests\": [\n{\"query\":\"funny\",\"expected\":" SLOTS "}\n]}\n",
        "{\"tests\": [\n{\"query\":\"funny\",\"expected\":" SLOTS "},\n7]}\n",
        "{\n\"a\":1,\"tests\":\n[{\"query\":\"funny\",\"expected\":" SLOTS "}]}",
        "{\"tests\":[{\"query\":\"funny\",\"expected\":" SLOTS "}]}",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        read_gold("gold.json", TEXTS[i]);
        check_case(TEXTS[i]);
    }
}
END_TEST

/* One line that is cut short must not make a document of the whole file. */
START_TEST(a_damaged_first_line_is_rejected_alone)
{
    read_gold("gold.jsonl", "{\"query\":\"x\",\"expected\":" SLOTS "\n"
                            "{\"query\":\"funny\",\"expected\":" SLOTS "}\n");
    check_case("JSON lines");
    ck_assert_uint_eq(loading_account()->rejected, 1);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        loading_open, loading_close, "gold_formats",
        the_gold_of_every_known_tool_becomes_the_same_case, tags_come_along,
        a_case_in_a_document_is_told_by_its_line, fields_that_the_user_names_come_first,
        columns_that_the_user_names_come_first,
        what_nothing_can_be_held_against_is_rejected_with_its_reason,
        assertions_beside_the_expectation_remain, a_promptfoo_test_may_have_assertions_alone,
        a_document_without_cases_is_an_error, a_document_may_be_broken_into_lines_anywhere,
        a_damaged_first_line_is_rejected_alone);
}
