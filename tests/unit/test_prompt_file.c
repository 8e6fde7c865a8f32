#include "load/prompt_file.h"

#include <math.h>

#include "loading.h"
#include "suite.h"

static struct prompt_list prompts;

static void open_all(void)
{
    loading_open();
    prompts = (struct prompt_list){0};
}

static bool load(const char *text, struct error *err)
{
    struct source_list sources = loading_file(SOURCE_PROMPTS, "p.yaml", str_from(text));
    return prompt_file_load(&loading.loader, &sources, &prompts, err);
}

static const struct prompt *loaded(const char *text)
{
    struct error err = {0};
    prompts.count = 0;
    ck_assert_msg(load(text, &err), "%s", err.text);
    ck_assert_uint_eq(prompts.count, 1);
    return &prompts.items[0];
}

START_TEST(everything_that_a_file_says_is_there)
{
    const struct prompt *prompt = loaded("name: read-it\n"
                                         "note: a note\n"
                                         "system: know {{genres}}\n"
                                         "template: \"{{query}}\"\n"
                                         "variables: [genres]\n"
                                         "examples:\n"
                                         "  - {query: q1, answer: a1}\n"
                                         "  - query: q2\n"
                                         "    answer: {intent: search, years: [1980, null]}\n"
                                         "settings: {temperature: 0.5, top_p: 1, max_tokens: 300,\n"
                                         "  seed: 9007199254740991, format: schema,\n"
                                         "  schema: {type: object}}\n");
    ck_assert(str_equal(prompt->name, STR("read-it")));
    ck_assert(str_equal(prompt->note, STR("a note")));
    ck_assert(str_equal(prompt->system, STR("know {{genres}}")));
    ck_assert(str_equal(prompt->text, STR("{{query}}")));
    ck_assert_uint_eq(prompt->variable_count, 1);
    ck_assert_uint_eq(prompt->example_count, 2);
    ck_assert(str_equal(prompt->examples[1].answer,
                        STR("{\"intent\":\"search\",\"years\":[1980,null]}")));
    ck_assert_double_eq(prompt->settings.temperature, .5);
    ck_assert_uint_eq(prompt->settings.max_tokens, 300);
    ck_assert(prompt->settings.seeded);
    ck_assert_int_eq(prompt->settings.seed, 9007199254740991);
    ck_assert_int_eq(prompt->settings.format, PROMPT_FORMAT_SCHEMA);
    ck_assert(str_equal(prompt->settings.schema, STR("{\"type\":\"object\"}")));
    ck_assert_uint_eq(loading_account()->accepted, 1);
    ck_assert_uint_ne(loading_account()->bytes, 0);
}
END_TEST

START_TEST(what_is_not_said_is_left_to_the_server)
{
    const struct prompt *prompt = loaded("name: p\ntemplate: \"{{query}}\"\n");
    ck_assert_uint_eq(prompt->system.size, 0);
    ck_assert(isnan(prompt->settings.temperature) && isnan(prompt->settings.top_p));
    ck_assert_uint_eq(prompt->settings.max_tokens, 0);
    ck_assert(!prompt->settings.seeded);
    ck_assert_int_eq(prompt->settings.format, PROMPT_FORMAT_TEXT);
}
END_TEST

static struct str version_of(const char *text)
{
    return loaded(text)->version;
}

START_TEST(the_version_follows_what_is_sent_and_nothing_else)
{
    struct str base = version_of("name: p\ntemplate: \"{{query}}\"\n");
    ck_assert_uint_eq(base.size, PROMPT_VERSION_DIGITS);
    ck_assert(str_equal(base, version_of("# c\ntemplate: '{{query}}'\nname: p\nnote: other\n")));
    ck_assert(!str_equal(base, version_of("name: p\ntemplate: \"{{query}} \"\n")));
    ck_assert(!str_equal(base, version_of("name: p\ntemplate: \"{{query}}\"\nsystem: x\n")));
    ck_assert(!str_equal(
        base, version_of("name: p\ntemplate: \"{{query}}\"\nsettings: {temperature: 0}\n")));
    ck_assert(
        !str_equal(base, version_of("name: p\ntemplate: \"{{query}}\"\nsettings: {seed: 0}\n")));
    ck_assert(!str_equal(
        base, version_of("name: p\ntemplate: \"{{query}}\"\nexamples: [{query: a, answer: b}]\n")));
    ck_assert(!str_equal(
        version_of("name: p\ntemplate: \"{{query}}\"\nexamples: [{query: ab, answer: c}]\n"),
        version_of("name: p\ntemplate: \"{{query}}\"\nexamples: [{query: a, answer: bc}]\n")));
}
END_TEST

START_TEST(the_source_is_the_whole_file_as_json)
{
    const struct prompt *prompt = loaded("name: p\nnote: \"a \\\"b\\\"\"\nvariables: [genres]\n"
                                         "template: |\n  {{query}}\n  {{genres}}\n"
                                         "settings: {temperature: 0}\n");
    ck_assert(str_equal(prompt->source,
                        STR("{\"name\":\"p\",\"note\":\"a \\\"b\\\"\",\"variables\":[\"genres\"],"
                            "\"template\":\"{{query}}\\n{{genres}}\\n\","
                            "\"settings\":{\"temperature\":0}}")));
}
END_TEST

START_TEST(what_is_wrong_is_refused_at_its_line)
{
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"- a\n", "p.yaml:1: a prompt is a map, not a list"},
        {"template: x\n", "p.yaml:1: \"name\" is missing"},
        {"name: p\n", "p.yaml:1: \"template\" is missing"},
        {"name: p\ntemplate: \"  \"\n", "p.yaml:1: \"template\" is missing"},
        {"name: Big\ntemplate: x\n",
         "p.yaml:1: \"name\" is of a-z, 0-9, _ and -, and not longer than 64"},
        {"name: p\ntemplate: x\nsetings: {}\n",
         "p.yaml:3: a prompt has no field \"setings\"; did you mean \"settings\"?"},
        {"name: p\ntemplate: x\nowner: me\n", "p.yaml:3: a prompt has no field \"owner\""},
        {"name: p\ntemplate: [x]\n", "p.yaml:2: \"template\" is text, not a list"},
        {"name: p\ntemplate: 5\n", "p.yaml:2: \"template\" is text, not a number"},
        {"name: p\ntemplate: |\n  x {{genres}}\n",
         "p.yaml:2: {{genres}} is used here, but \"variables\" does not declare it"},
        {"name: p\nsystem: \"{{x}}\"\ntemplate: y\n",
         "p.yaml:2: {{x}} is used here, but \"variables\" does not declare it"},
        {"name: p\ntemplate: x\nvariables: [genres]\n",
         "p.yaml:3: the variable \"genres\" is declared but never used"},
        {"name: p\ntemplate: \"{{query}}\"\nvariables: [query]\n",
         "p.yaml:3: the variable \"query\" is always there and not declared"},
        {"name: p\ntemplate: \"{{a}}\"\nvariables: [a,\n a]\n",
         "p.yaml:4: the variable \"a\" is declared twice"},
        {"name: p\ntemplate: x\nvariables: [A]\n",
         "p.yaml:3: a variable's name is of a-z, 0-9 and _ "
         "and begins with a letter"},
        {"name: p\ntemplate: \"{{query\"\n",
         "p.yaml:2: \"{{query\": no \"}}\" follows on the line; "
         "write \\{{ for the characters themselves"},
        {"name: p\ntemplate: \"{{#query}}\"\n", "p.yaml:2: {{#query}} is no variable's name; write "
                                                "\\{{ for the characters themselves"},
        {"name: p\ntemplate: x\nexamples: [{query: a, answer: b}]\n",
         "p.yaml:3: the examples have queries, but the template does not use {{query}}"},
        {"name: p\ntemplate: \"{{query}}\"\nexamples:\n  - {query: a, reply: b}\n",
         "p.yaml:4: an example has no field \"reply\""},
        {"name: p\ntemplate: \"{{query}}\"\nexamples:\n  - {query: a}\n",
         "p.yaml:4: \"answer\" is missing"},
        {"name: p\ntemplate: x\nsettings:\n  temperature: 3\n",
         "p.yaml:4: \"temperature\" is 3, which is outside 0 … 2"},
        {"name: p\ntemplate: x\nsettings:\n  temperature: warm\n",
         "p.yaml:4: \"temperature\" is a number, not text"},
        {"name: p\ntemplate: x\nsettings: {max_tokens: 1.5}\n",
         "p.yaml:3: \"max_tokens\" is 1.5, which is no whole number from 1 to 10000000"},
        {"name: p\ntemplate: x\nsettings: {seed: 9007199254740993}\n",
         "p.yaml:3: \"seed\" is 9007199254740993, which is no whole number from -9007199254740991 "
         "to "
         "9007199254740991"},
        {"name: p\ntemplate: x\nsettings: {format: xml}\n",
         "p.yaml:3: \"format\" is one of text, json, schema, not \"xml\""},
        {"name: p\ntemplate: x\nsettings: {format: schema}\n",
         "p.yaml:3: the format \"schema\" needs a \"schema\""},
        {"name: p\ntemplate: x\nsettings: {schema: {}}\n",
         "p.yaml:3: a \"schema\" needs the format \"schema\""},
        {"name: p\ntemplate: x\nsettings: {temprature: 1}\n",
         "p.yaml:3: \"settings\" has no field \"temprature\"; did you mean \"temperature\"?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        prompts.count = 0;
        ck_assert_msg(!load(cases[i].text, &err), "%s", cases[i].text);
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        ck_assert_str_eq(err.text, cases[i].message);
    }
}
END_TEST

START_TEST(two_files_may_not_have_one_name)
{
    struct error err = {0};
    loading_file(SOURCE_PROMPTS, "a.yaml", STR("name: p\ntemplate: x\n"));
    struct str names[] = {STR("a.yaml"), STR("b.yml")};
    struct source_list sources;
    ck_assert(io_write_file("b.yml", STR("name: p\ntemplate: y\n"), 0644, NULL));
    ck_assert(source_expand(SOURCE_PROMPTS, names, 2, loading.arena, &sources, NULL));
    ck_assert(!prompt_file_load(&loading.loader, &sources, &prompts, &err));
    ck_assert_str_eq(err.text, "b.yml:1: the prompt \"p\" is in a.yaml already");
}
END_TEST

START_TEST(personal_data_is_masked_and_noted)
{
    const struct prompt *prompt =
        loaded("name: p\ntemplate: \"{{query}}\"\nsystem: ask ann@example.org\n");
    ck_assert(str_equal(prompt->system, STR("ask [email]")));
    ck_assert_uint_eq(str_find(prompt->source, STR("ann@")), SIZE_MAX);
    ck_assert_uint_eq(loading.masked.found[REDACT_EMAIL], 1);
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "p.yaml:0: 1 places look like personal data and are sent masked");
}
END_TEST

START_TEST(a_prompt_is_found_by_name_and_by_the_beginning_of_its_version)
{
    const struct prompt *prompt = loaded("name: p\ntemplate: x\n");
    char wanted[32];
    ck_assert_ptr_eq(prompt_find(&prompts, STR("p")), prompt);
    ck_assert_ptr_eq(prompt_find(&prompts, prompt->reference), prompt);
    snprintf(wanted, sizeof wanted, "p@%.4s", prompt->version.data);
    ck_assert_ptr_eq(prompt_find(&prompts, str_from(wanted)), prompt);
    ck_assert_ptr_null(prompt_find(&prompts, STR("p@zzz")));
    ck_assert_ptr_null(prompt_find(&prompts, STR("q")));
    ck_assert_ptr_null(prompt_find(&prompts, STR("")));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, loading_close, "prompt_file", everything_that_a_file_says_is_there,
        what_is_not_said_is_left_to_the_server, the_version_follows_what_is_sent_and_nothing_else,
        the_source_is_the_whole_file_as_json, what_is_wrong_is_refused_at_its_line,
        two_files_may_not_have_one_name, personal_data_is_masked_and_noted,
        a_prompt_is_found_by_name_and_by_the_beginning_of_its_version);
}
