#include "base/json_schema.h"

#include <stdio.h>
#include <string.h>

#include "../reference/json_schema.h"
#include "suite.h"

static struct arena *arena;
static struct json_reader *reader;
static struct json_schema_fault fault;

static void open_all(void)
{
    arena = arena_open("test", 1 << 28);
    reader = json_reader_open(1 << 24);
}

static void close_all(void)
{
    json_reader_close(reader);
    arena_close(arena);
}

static struct json_schema *compiled(const char *text)
{
    struct error err = {0};
    struct json_schema *schema = NULL;
    ck_assert_msg(json_schema_open(str_from(text), AT_NOWHERE, &schema, &err), "%s", err.text);
    return schema;
}

static bool check(const struct json_schema *schema, const char *text)
{
    const char *reason;
    struct json_reader_value value;
    ck_assert(json_reader_parse(reader, str_from(text), &value, &reason));
    return json_schema_valid(schema, value, arena, &fault);
}

START_TEST(verdicts_and_places_are_those_of_the_jsonschema_package)
{
    for (size_t i = 0; i < sizeof JSON_SCHEMA_PAIRS / sizeof JSON_SCHEMA_PAIRS[0]; i++) {
        const char *text = JSON_SCHEMA_SCHEMAS[JSON_SCHEMA_PAIRS[i].schema];
        struct json_schema *schema = compiled(text);
        bool valid = check(schema, JSON_SCHEMA_PAIRS[i].value);
        ck_assert_msg(valid == (JSON_SCHEMA_PAIRS[i].valid != 0), "%s of %s", text,
                      JSON_SCHEMA_PAIRS[i].value);
        char path[200];
        snprintf(path, sizeof path, "\n%.*s\n", STR_ARG(fault.path));
        char paths[1000];
        snprintf(paths, sizeof paths, "\n%s", JSON_SCHEMA_PAIRS[i].paths);
        if (!valid)
            ck_assert_msg(strstr(paths, path) != NULL, "%s of %s: %s is none of %s", text,
                          JSON_SCHEMA_PAIRS[i].value, path, paths);
        json_schema_close(schema);
    }
}
END_TEST

START_TEST(the_first_fault_has_a_path_and_a_reason)
{
    static const struct {
        const char *schema;
        const char *value;
        const char *path;
        const char *reason;
    } CASES[] = {
        {"{\"type\":[\"object\",\"null\"]}", "[1]", "", "[1] is not of type null or object"},
        {"{\"properties\":{\"a/b\":{\"items\":{\"minimum\":5}}}}", "{\"a/b\":[9,3]}", "/a~1b/1",
         "3 is below the minimum 5"},
        {"{\"required\":[\"x\"]}", "{}", "", "lacks \"x\""},
        {"{\"additionalProperties\":false}", "{\"x\":1}", "", "has \"x\", which is not allowed"},
        {"{\"enum\":[1]}", "\"1\"", "", "\"1\" is none of the values allowed"},
        {"{\"pattern\":\"^a\"}", "\"b\"", "", "\"b\" does not match the pattern ^a"},
        {"{\"maxLength\":1}", "\"\xC3\xA9\xC3\xA9\"", "", "has 2 characters, more than 1"},
        {"{\"uniqueItems\":true}", "[3,{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]", "",
         "elements 1 and 2 are equal"},
        {"{\"oneOf\":[{},{}]}", "1", "", "matches more than one of oneOf"},
        {"{\"not\":{}}", "1", "", "is what `not` excludes"},
        {"{\"items\":false}", "[1]", "/0", "nothing is allowed here"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct json_schema *schema = compiled(CASES[i].schema);
        ck_assert(!check(schema, CASES[i].value));
        ck_assert_str_eq(fault.path.data == NULL ? "" : fault.path.data, CASES[i].path);
        ck_assert_msg(str_equal(fault.reason, str_from(CASES[i].reason)), "%.*s",
                      STR_ARG(fault.reason));
        json_schema_close(schema);
    }
}
END_TEST

START_TEST(a_schema_that_cannot_be_checked_is_refused)
{
    static const struct {
        const char *schema;
        const char *message;
    } CASES[] = {
        {"{", "s.json:3: JSON Schema: "},
        {"[]", "s.json:3: JSON Schema: \"schema\" at \"\" is neither an object nor true nor false"},
        {"{\"type\":\"text\"}", "s.json:3: JSON Schema: \"type\" at \"\" is no type"},
        {"{\"type\":[]}", "s.json:3: JSON Schema: \"type\" at \"\" is no type"},
        {"{\"items\":{\"minLength\":-1}}",
         "s.json:3: JSON Schema: \"minLength\" at \"/items\" is no count"},
        {"{\"properties\":{\"a\":{\"multipleOf\":0}}}",
         "s.json:3: JSON Schema: \"multipleOf\" at \"/properties/a\" is not above 0"},
        {"{\"pattern\":\"(\"}", "s.json:3: JSON Schema: \"pattern\" at \"\" is no regular "
                                "expression: missing closing parenthesis at character 2"},
        {"{\"$ref\":\"http://x\"}", "s.json:3: JSON Schema: \"$ref\" at \"\" does not begin with "
                                    "\"#\": only the schema itself is looked into"},
        {"{\"$ref\":\"#/definitions/a\"}", "s.json:3: JSON Schema: \"$ref\" at \"\" leads nowhere"},
        {"{\"if\":{}}", "s.json:3: JSON Schema: \"if\" at \"\" is not supported"},
        {"{\"allOf\":{}}", "s.json:3: JSON Schema: \"allOf\" at \"\" is not a list of schemas"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct error err = {0};
        struct json_schema *schema = NULL;
        ck_assert(
            !json_schema_open(str_from(CASES[i].schema), (struct at){"s.json", 3}, &schema, &err));
        ck_assert_msg(strncmp(err.text, CASES[i].message, strlen(CASES[i].message)) == 0, "%s",
                      err.text);
        ck_assert_ptr_null(schema);
    }
}
END_TEST

START_TEST(circles_and_explosions_end)
{
    static const char *const SCHEMAS[] = {
        "{\"$ref\":\"#\"}",
        "{\"allOf\":[{\"$ref\":\"#\"}]}",
        "{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}",
        "{\"not\":{\"$ref\":\"#\"}}",
        "{\"pattern\":\"^(a+)+$\"}",
    };
    char text[60] = "\"";
    memset(text + 1, 'a', 40);
    memcpy(text + 41, "b\"", 3);
    for (size_t i = 0; i < sizeof SCHEMAS / sizeof SCHEMAS[0]; i++) {
        struct json_schema *schema = compiled(SCHEMAS[i]);
        ck_assert(!check(schema, text));
        ck_assert_msg(str_equal(fault.reason, STR("checking the schema takes too many steps")),
                      "%s", SCHEMAS[i]);
        json_schema_close(schema);
    }
}
END_TEST

START_TEST(a_keyword_that_is_not_checked_is_told)
{
    struct json_schema *schema = compiled("{\"title\":\"t\",\"items\":{\"format\":\"date\"}}");
    ck_assert(str_equal(json_schema_unchecked(schema), STR("format")));
    json_schema_close(schema);
    schema = compiled("{\"title\":\"t\"}");
    ck_assert_uint_eq(json_schema_unchecked(schema).size, 0);
    json_schema_close(schema);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, close_all, "json_schema", verdicts_and_places_are_those_of_the_jsonschema_package,
        the_first_fault_has_a_path_and_a_reason, a_schema_that_cannot_be_checked_is_refused,
        circles_and_explosions_end, a_keyword_that_is_not_checked_is_told);
}
