#include "load/assertion_read.h"

#include <math.h>

#include "load/assertion_text.h"
#include "load/gold_file.h"
#include "loading.h"
#include "suite.h"

static struct assertion_list list;
static struct input *input;

static void open_all(void)
{
    loading_open();
    list = (struct assertion_list){0};
    input = input_add(&loading.inputs, "gold", "a.jsonl");
}

static bool read_json(const char *json)
{
    struct at at = {input->path, 7};
    return assertion_read(&loading.loader, input, at, str_from(json), &list);
}

static const struct assertion *one(const char *json)
{
    list = (struct assertion_list){0};
    ck_assert_msg(read_json(json), "%s",
                  input->rejects.count == 0 ? "" : loading_finding(&input->rejects, 0));
    ck_assert_uint_eq(list.count, 1);
    return &list.items[0];
}

START_TEST(an_assertion_arrives_with_all_its_parts)
{
    const struct assertion *a = one("{\"type\":\"not-rouge-n\",\"value\":\"a space film\",\"n\":2,"
                                    "\"weight\":2.5,\"threshold\":0.4,\"metric\":\"wording\"}");
    ck_assert_int_eq(a->type, ASSERTION_ROUGE_N);
    ck_assert(a->negated);
    ck_assert_double_eq(a->weight, 2.5);
    ck_assert_double_eq(a->threshold, 0.4);
    ck_assert_uint_eq(a->gram, 2);
    ck_assert(str_equal(a->metric, STR("wording")));
    ck_assert(str_equal(a->texts[0], STR("a space film")));
    ck_assert_uint_eq(a->at.line, 7);
}
END_TEST

START_TEST(defaults_are_those_of_promptfoo)
{
    ck_assert_double_eq(one("{\"type\":\"levenshtein\",\"value\":\"x\"}")->threshold, 5);
    ck_assert_double_eq(one("{\"type\":\"rouge-n\",\"value\":\"x\"}")->threshold, 0.75);
    ck_assert_double_eq(one("{\"type\":\"bleu\",\"value\":\"x\"}")->threshold, 0.5);
    ck_assert_double_eq(one("{\"type\":\"contains\",\"value\":\"x\"}")->weight, 1);
}
END_TEST

START_TEST(a_text_with_commas_is_a_list_where_a_list_is_wanted)
{
    const struct assertion *a = one("{\"type\":\"contains-any\",\"value\":\"a, b ,,c\"}");
    ck_assert_uint_eq(a->text_count, 3);
    ck_assert(str_equal(a->texts[1], STR("b")));
    ck_assert_uint_eq(one("{\"type\":\"contains\",\"value\":\"a, b\"}")->text_count, 1);
}
END_TEST

START_TEST(a_count_is_a_number_or_a_range)
{
    const struct assertion *a = one("{\"type\":\"word-count\",\"value\":5}");
    ck_assert_double_eq(a->min, 5);
    ck_assert_double_eq(a->max, 5);
    a = one("{\"type\":\"sentence-count\",\"value\":{\"max\":3}}");
    ck_assert(isinf(a->min) && a->min < 0);
    ck_assert_double_eq(a->max, 3);
}
END_TEST

START_TEST(a_set_holds_others)
{
    const struct assertion *a =
        one("{\"type\":\"assert-set\",\"threshold\":0.5,\"assert\":[{\"type\":\"is-json\"},"
            "{\"type\":\"assert-set\",\"assert\":[{\"type\":\"is-refusal\"}]}]}");
    ck_assert_uint_eq(a->children.count, 2);
    ck_assert_int_eq(a->children.items[1].children.items[0].type, ASSERTION_IS_REFUSAL);
    ck_assert(isnan(a->children.items[1].threshold));
}
END_TEST

START_TEST(what_is_wrong_is_said_with_its_place)
{
    static const struct {
        const char *json;
        const char *reason;
    } CASES[] = {
        {"7", "an assertion is not an object"},
        {"[{}]", "an assertion has no \"type\""},
        {"{\"type\":\"icontain\"}", "unknown type of assertion \"icontain\"; did you mean "
                                    "\"icontains\"?"},
        {"{\"type\":\"llm-rubric\"}", "unknown type of assertion \"llm-rubric\""},
        {"{\"type\":\"contains\"}", "assertion contains: \"value\" is no text"},
        {"{\"type\":\"contains\",\"value\":\"\"}", "assertion contains: \"value\" is empty"},
        {"{\"type\":\"contains-any\",\"value\":\" ,\"}",
         "assertion contains-any: \"value\" is empty"},
        {"{\"type\":\"contains-all\",\"value\":[1]}",
         "assertion contains-all: \"value\" has something that is no text"},
        {"{\"type\":\"regex\",\"value\":\"a(b\"}",
         "assertion regex: regular expression: missing closing parenthesis at character 4"},
        {"{\"type\":\"is-json\",\"value\":\"x\"}",
         "assertion is-json: \"value\" is no JSON Schema"},
        {"{\"type\":\"is-json\",\"value\":{\"type\":\"text\"}}",
         "assertion is-json: JSON Schema: \"type\" at \"\" is no type"},
        {"{\"type\":\"equals\"}", "assertion equals: \"value\" is missing"},
        {"{\"type\":\"word-count\",\"value\":{}}",
         "assertion word-count: \"value\" is neither a number nor {\"min\", \"max\"}"},
        {"{\"type\":\"word-count\",\"value\":{\"min\":4,\"max\":3}}",
         "assertion word-count: \"min\" 4 is above \"max\" 3"},
        {"{\"type\":\"word-count\",\"value\":{\"min\":\"4\"}}",
         "assertion word-count: \"min\" is no number"},
        {"{\"type\":\"latency\"}", "assertion latency: \"threshold\" is missing"},
        {"{\"type\":\"contains\",\"value\":\"x\",\"threshold\":1}",
         "assertion contains: it has no \"threshold\""},
        {"{\"type\":\"bleu\",\"value\":\"x\",\"threshold\":2}",
         "assertion bleu: \"threshold\" is no number from 0 to 1"},
        {"{\"type\":\"is-json\",\"weight\":-1}",
         "assertion is-json: \"weight\" is no number from 0 on"},
        {"{\"type\":\"is-json\",\"metric\":1}", "assertion is-json: \"metric\" is no text"},
        {"{\"type\":\"bleu\",\"value\":\"x\",\"n\":2}",
         "assertion bleu: \"n\" is 1 to 9, and for rouge-n only"},
        {"{\"type\":\"assert-set\"}", "assertion assert-set: \"assert\" is not a list"},
        {"{\"type\":\"assert-set\",\"assert\":[]}", "assertion assert-set: \"assert\" is empty"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char expected[256];
        input->rejects = findings_init(loading.arena);
        ck_assert(!read_json(CASES[i].json));
        snprintf(expected, sizeof expected, "a.jsonl:7: %s", CASES[i].reason);
        ck_assert_str_eq(loading_finding(&input->rejects, 0), expected);
        ck_assert_uint_eq(list.count, 0);
    }
}
END_TEST

START_TEST(sets_within_sets_end_somewhere)
{
    struct strbuf json = strbuf_init(loading.arena, 1 << 16);
    for (int i = 0; i < 20; i++)
        strbuf_add(&json, STR("{\"type\":\"assert-set\",\"assert\":["));
    strbuf_add(&json, STR("{\"type\":\"is-json\"}"));
    for (int i = 0; i < 20; i++)
        strbuf_add(&json, STR("]}"));
    ck_assert(!read_json(json.data));
    ck_assert_str_eq(loading_finding(&input->rejects, 0),
                     "a.jsonl:7: assertion assert-set: more than 8 levels");
}
END_TEST

START_TEST(a_field_that_means_nothing_is_noted)
{
    one("{\"type\":\"is-json\",\"provider\":\"x\"}");
    ck_assert_str_eq(loading_finding(&input->notes, 0),
                     "a.jsonl:7: an assertion has \"provider\", which means nothing here");
}
END_TEST

START_TEST(a_keyword_of_a_schema_that_is_not_checked_is_noted)
{
    one("{\"type\":\"is-json\",\"value\":{\"format\":\"date\"}}");
    ck_assert_str_eq(loading_finding(&input->notes, 0),
                     "a.jsonl:7: assertion is-json: the schema's \"format\" is not checked");
}
END_TEST

START_TEST(personal_data_is_masked_before_anything_is_kept)
{
    const struct assertion *a = one("{\"type\":\"contains\",\"value\":\"jo@example.org\"}");
    ck_assert_uint_eq(str_find(a->texts[0], STR("jo@")), SIZE_MAX);
    ck_assert_uint_eq(str_find(a->source, STR("jo@")), SIZE_MAX);
    ck_assert_uint_eq(loading.masked.found[REDACT_EMAIL], 1);
}
END_TEST

START_TEST(a_cell_says_it_as_in_promptfoo)
{
    static const char *const CELLS[][2] = {
        {"icontains: space", "{\"type\":\"icontains\",\"value\":\"space\"}"},
        {"not-contains:a \"b\"\\", "{\"type\":\"not-contains\",\"value\":\"a \\\"b\\\"\\\\\"}"},
        {"levenshtein(3): Alien", "{\"type\":\"levenshtein\",\"threshold\":3,\"value\":\"Alien\"}"},
        {"latency(2000)", "{\"type\":\"latency\",\"threshold\":2000}"},
        {"is-json", "{\"type\":\"is-json\"}"},
        {"is-json: {\"type\":\"object\"}",
         "{\"type\":\"is-json\",\"value\":{\"type\":\"object\"}}"},
        {"llm-rubric: is nice", "{\"type\":\"llm-rubric\",\"value\":\"is nice\"}"},
        {"Alien: Romulus", "{\"type\":\"equals\",\"value\":\"Alien: Romulus\"}"},
        {"Alien (1979)", "{\"type\":\"equals\",\"value\":\"Alien (1979)\"}"},
        {"bleu(x): y", "{\"type\":\"equals\",\"value\":\"bleu(x): y\"}"},
        {"contains(1", "{\"type\":\"equals\",\"value\":\"contains(1\"}"},
    };
    for (size_t i = 0; i < sizeof CELLS / sizeof CELLS[0]; i++) {
        struct strbuf out = strbuf_init(loading.arena, 1 << 16);
        assertion_text_write(str_from(CELLS[i][0]), &out);
        ck_assert_str_eq(out.data, CELLS[i][1]);
    }
}
END_TEST

static struct gold_set read_gold(const char *text)
{
    struct gold_set gold = {0};
    struct error err = {0};
    struct source_list sources = loading_file(SOURCE_GOLD, "g.txt", str_from(text));
    ck_assert_msg(gold_file_load(&loading.loader, &sources, &(struct gold_fields){0}, &gold, &err),
                  "%s", err.text);
    return gold;
}

START_TEST(a_gold_case_brings_its_assertions_in_lines_and_in_a_table)
{
    struct gold_set lines = read_gold(
        "{\"query\":\"q\",\"expected\":{\"intent\":\"search\"},\"assert\":[{\"value\":\"a\","
        "\"type\":\"contains\"}]}\n");
    ck_assert_uint_eq(lines.items[0].assertions.count, 1);
    struct gold_set table =
        read_gold("query,intent,__expected,__expected2\nq,search,contains: a,is-json\n");
    ck_assert_uint_eq(table.items[0].assertions.count, 2);
    ck_assert(str_equal(table.items[0].assertions.items[0].source,
                        lines.items[0].assertions.items[0].source));
}
END_TEST

START_TEST(a_case_may_have_nothing_but_assertions)
{
    struct gold_set gold =
        read_gold("{\"query\":\"q\",\"assert\":{\"type\":\"is-json\"}}\n{\"query\":\"r\"}\n"
                  "{\"query\":\"s\",\"assert\":[]}\n");
    ck_assert_uint_eq(gold.count, 1);
    ck_assert_uint_eq(gold.items[0].expected.named, 0);
    ck_assert_uint_eq(loading_account()->rejected, 2);
}
END_TEST

START_TEST(an_edited_assertion_makes_another_case)
{
    struct gold_set gold =
        read_gold("{\"id\":\"a\",\"query\":\"q\",\"expected\":{\"intent\":\"search\"}}\n"
                  "{\"id\":\"b\",\"query\":\"q\",\"expected\":{\"intent\":\"search\"},\"assert\":[{"
                  "\"type\":\"contains\",\"value\":\"a\"}]}\n"
                  "{\"id\":\"c\",\"query\":\"q\",\"expected\":{\"intent\":\"search\"},\"assert\":[{"
                  "\"type\":\"contains\",\"value\":\"b\"}]}\n"
                  "{\"id\":\"d\",\"query\":\"q\",\"expected\":{\"intent\":\"search\"},\"assert\":[{"
                  "\"value\":\"b\", \"type\":\"contains\"}]}\n");
    const struct gold_case *c = gold.items;
    ck_assert_uint_eq(gold.count, 4);
    ck_assert_mem_ne(&c[0].digest, &c[1].digest, sizeof c[0].digest);
    ck_assert_mem_ne(&c[1].digest, &c[2].digest, sizeof c[0].digest);
    ck_assert_mem_eq(&c[2].digest, &c[3].digest, sizeof c[0].digest);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, loading_close, "assertion_read", an_assertion_arrives_with_all_its_parts,
        defaults_are_those_of_promptfoo, a_text_with_commas_is_a_list_where_a_list_is_wanted,
        a_count_is_a_number_or_a_range, a_set_holds_others, what_is_wrong_is_said_with_its_place,
        sets_within_sets_end_somewhere, a_field_that_means_nothing_is_noted,
        a_keyword_of_a_schema_that_is_not_checked_is_noted,
        personal_data_is_masked_before_anything_is_kept, a_cell_says_it_as_in_promptfoo,
        a_gold_case_brings_its_assertions_in_lines_and_in_a_table,
        a_case_may_have_nothing_but_assertions, an_edited_assertion_makes_another_case);
}
