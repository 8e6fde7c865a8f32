#include "base/json_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_scan.h"
#include "suite.h"

static struct json_reader *reader;

static void open_reader(void)
{
    reader = json_reader_open(1 << 20);
}

static void close_reader(void)
{
    json_reader_close(reader);
}

static struct json_reader_value parsed(const char *text)
{
    struct json_reader_value value = {NULL, 0};
    const char *reason = NULL;
    ck_assert_msg(json_reader_parse(reader, str_from(text), &value, &reason), "%s: %s", text,
                  reason);
    return value;
}

static const char *refusal(struct str text)
{
    struct json_reader_value value;
    const char *reason = NULL;
    ck_assert_msg(!json_reader_parse(reader, text, &value, &reason), "accepted: %.*s",
                  STR_ARG(text));
    return reason;
}

static void assert_text(struct json_reader_value value, const char *expected)
{
    struct str text = STR_NONE;
    ck_assert(json_reader_string(value, &text));
    ck_assert_uint_eq(text.size, strlen(expected));
    ck_assert_mem_eq(text.data, expected, text.size);
}

START_TEST(each_value_has_its_type)
{
    struct json_reader_value root =
        parsed("{\"n\":null,\"b\":true,\"i\":1,\"d\":0.5,\"s\":\"\",\"a\":[],\"o\":{}}");
    ck_assert_int_eq(json_reader_type(root), JSON_READER_OBJECT);
    ck_assert_int_eq(json_reader_type(json_reader_field(root, "n")), JSON_READER_NULL);
    ck_assert_int_eq(json_reader_type(json_reader_field(root, "b")), JSON_READER_BOOL);
    ck_assert_int_eq(json_reader_type(json_reader_field(root, "i")), JSON_READER_NUMBER);
    ck_assert_int_eq(json_reader_type(json_reader_field(root, "d")), JSON_READER_NUMBER);
    ck_assert_int_eq(json_reader_type(json_reader_field(root, "s")), JSON_READER_STRING);
    ck_assert_int_eq(json_reader_type(json_reader_field(root, "a")), JSON_READER_ARRAY);
    ck_assert_int_eq(json_reader_type(json_reader_field(root, "o")), JSON_READER_OBJECT);
    ck_assert_int_eq(json_reader_type(json_reader_field(root, "N")), JSON_READER_MISSING);
}
END_TEST

START_TEST(a_document_may_be_one_scalar)
{
    double number = 0;
    assert_text(parsed(" \"caf\\u00e9 \\ud83c\\udfac\" "), "café 🎬");
    ck_assert(json_reader_number(parsed("-1.5e2"), &number));
    ck_assert_double_eq(number, -150);
}
END_TEST

START_TEST(a_string_may_hold_nul)
{
    struct str text;
    ck_assert(json_reader_string(parsed("\"a\\u0000b\""), &text));
    ck_assert_uint_eq(text.size, 3);
    ck_assert_mem_eq(text.data, "a\0b", 3);
}
END_TEST

START_TEST(the_first_of_duplicate_keys_counts)
{
    assert_text(json_reader_field(parsed("{\"a\":\"first\",\"a\":\"second\"}"), "a"), "first");
}
END_TEST

START_TEST(a_wrong_type_leaves_the_output_untouched)
{
    struct json_reader_value root = parsed("{\"s\":\"3\",\"n\":2.5}");
    struct json_reader_value text = json_reader_field(root, "s");
    struct json_reader_value number = json_reader_field(root, "n");
    struct json_reader_value missing = json_reader_field(number, "x");
    struct str s = STR("kept");
    double d = 7;
    int64_t i = 7;
    bool b = true;
    ck_assert(!json_reader_string(number, &s) && !json_reader_string(missing, &s));
    ck_assert(!json_reader_number(text, &d) && !json_reader_number(missing, &d));
    ck_assert(!json_reader_int64(number, &i) && !json_reader_int64(missing, &i));
    ck_assert(!json_reader_bool(number, &b) && !json_reader_bool(missing, &b));
    ck_assert(str_equal(s, STR("kept")) && d == 7 && i == 7 && b);
}
END_TEST

START_TEST(integers_are_exact_or_refused)
{
    static const struct {
        const char *text;
        bool exact;
        int64_t value;
    } CASES[] = {
        {"0", true, 0},
        {"3.0", true, 3},
        {"3e2", true, 300},
        {"9007199254740993", true, 9007199254740993},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"18446744073709551615", false, 0},
        {"9007199254740994.0", false, 0},
        {"1e300", false, 0},
        {"3.5", false, 0},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int64_t value = 0;
        ck_assert_msg(json_reader_int64(parsed(CASES[i].text), &value) == CASES[i].exact, "%s",
                      CASES[i].text);
        ck_assert_int_eq(value, CASES[i].value);
    }
}
END_TEST

START_TEST(an_array_is_walked_in_order_and_nested)
{
    struct json_reader_value root = parsed("[[1,2],[],\"x\"]");
    struct json_reader_value value, inner;
    struct json_reader_cursor cursor = {0}, nested = {0}, empty = {0};
    double first, second;
    ck_assert(json_reader_walk(root, &cursor, NULL, &value));
    ck_assert(json_reader_walk(value, &nested, NULL, &inner));
    ck_assert(json_reader_number(inner, &first));
    ck_assert(json_reader_walk(value, &nested, NULL, &inner));
    ck_assert(json_reader_number(inner, &second));
    ck_assert(first == 1 && second == 2);
    ck_assert(!json_reader_walk(value, &nested, NULL, &inner));
    ck_assert(json_reader_walk(root, &cursor, NULL, &value));
    ck_assert(!json_reader_walk(value, &empty, NULL, &inner));
    ck_assert(json_reader_walk(root, &cursor, NULL, &value));
    assert_text(value, "x");
    ck_assert(!json_reader_walk(root, &cursor, NULL, &value));
    ck_assert(!json_reader_walk(root, &cursor, NULL, &value));
}
END_TEST

START_TEST(an_object_is_walked_with_its_keys)
{
    struct json_reader_value root = parsed("{\"one\":{\"deep\":[1]},\"\":\"x\"}");
    struct json_reader_value value;
    struct json_reader_cursor cursor = {0};
    struct str key;
    ck_assert(json_reader_walk(root, &cursor, &key, &value));
    ck_assert(str_equal(key, STR("one")));
    ck_assert_int_eq(json_reader_type(value), JSON_READER_OBJECT);
    ck_assert(json_reader_walk(root, &cursor, &key, &value));
    ck_assert_uint_eq(key.size, 0);
    assert_text(value, "x");
    ck_assert(!json_reader_walk(root, &cursor, &key, &value));
}
END_TEST

START_TEST(a_scalar_or_nothing_has_nothing_to_walk)
{
    struct json_reader_value value = {NULL, 0};
    struct json_reader_cursor cursor = {0};
    ck_assert(!json_reader_walk(value, &cursor, NULL, &value));
    ck_assert(!json_reader_walk(parsed("\"text\""), &cursor, NULL, &value));
}
END_TEST

START_TEST(one_reader_parses_short_and_long_documents_in_turn)
{
    size_t size = 500000;
    char *text = malloc(size);
    memset(text, 'x', size);
    text[0] = text[size - 1] = '"';
    for (int round = 0; round < 3; round++) {
        struct json_reader_value value;
        const char *reason;
        struct str found;
        assert_text(parsed("\"short\""), "short");
        ck_assert(json_reader_parse(reader, (struct str){text, size}, &value, &reason));
        ck_assert(json_reader_string(value, &found));
        ck_assert_uint_eq(found.size, size - 2);
        ck_assert_str_eq(refusal(STR("[")), "the document ends too early");
    }
    free(text);
}
END_TEST

/* What is not JSON, with the line of the fault and the reason that a user reads. */
static const struct {
    struct str text;
    size_t line;
    const char *reason;
} FAULTS[] = {
    {{NULL, 0}, 1, "empty document"},
    {STR(" \n\n"), 3, "empty document"},
    {STR("\xEF\xBB\xBF{}"), 1, "unexpected byte order mark"},
    {STR("{\n\"a\": tru}"), 2, "expected a value"},
    {STR("nul"), 1, "expected a value"},
    {STR("[1,\n2,\n]"), 3, "expected a value"},
    {STR("[1,,2]"), 1, "expected a value"},
    {STR("NaN"), 1, "expected a value"},
    {STR("[\n'a']"), 2, "expected a value"},
    {STR("[1\n2]"), 2, "expected ',' or ']'"},
    {STR("{\"a\":1\n\n\"b\":2}"), 3, "expected ',' or '}'"},
    {STR("{\"a\":1,}"), 1, "expected a key in double quotes"},
    {STR("{\na:1}"), 2, "expected a key in double quotes"},
    {STR("{1:1}"), 1, "expected a key in double quotes"},
    {STR("{\"a\"\n1}"), 2, "expected ':' after a key"},
    {STR("{\n"), 2, "the document ends too early"},
    {STR("{\"a\""), 1, "the document ends too early"},
    {STR("{\"a\":"), 1, "the document ends too early"},
    {STR("{\"a\":1"), 1, "the document ends too early"},
    {STR("[1,"), 1, "the document ends too early"},
    {STR("[\n\"abc"), 2, "unclosed string"},
    {STR("\"abc\\"), 1, "unclosed string"},
    {STR("[\"a\nb\"]"), 1, "line break in a string"},
    {STR("[\"a\tb\"]"), 1, "control character in a string"},
    {STR("[\"a\0b\"]"), 1, "control character in a string"},
    {STR("[\n\"\\x41\"]"), 2, "unknown escape in a string"},
    {STR("\"\\\0\""), 1, "unknown escape in a string"},
    {STR("\"\\u12g4\""), 1, "\\u needs four hexadecimal digits"},
    {STR("\"\\u12"), 1, "\\u needs four hexadecimal digits"},
    {STR("\"\\ud800\""), 1, "half of a surrogate pair in \\u escapes"},
    {STR("\"\\ud800\\n\""), 1, "half of a surrogate pair in \\u escapes"},
    {STR("\"\\ud800\\ud800\""), 1, "half of a surrogate pair in \\u escapes"},
    {STR("\"\\udc00\""), 1, "half of a surrogate pair in \\u escapes"},
    {STR("[01]"), 1, "malformed number"},
    {STR("[1.]"), 1, "malformed number"},
    {STR("[-]"), 1, "malformed number"},
    {STR("[1e]"), 1, "malformed number"},
    {STR("[1.5.5]"), 1, "malformed number"},
    {STR("[+1]"), 1, "expected a value"},
    {STR("[.5]"), 1, "expected a value"},
    {STR("[1,\n1e999]"), 2, "number too large for a double"},
    {STR("[1,\n18446744073709551616]"), 2, "integer beyond 64 bits"},
    {STR("[-9223372036854775809]"), 1, "integer beyond 64 bits"},
    {STR("{}\n{}"), 2, "unexpected text after the document"},
    {STR("{}\0"), 1, "unexpected text after the document"},
    {STR("[\"a\",\n\"\xFF\"]"), 2, "ill-formed UTF-8"},
    {STR("[\"\xC0\xAF\"]"), 1, "ill-formed UTF-8"},
    {STR("[\"\xED\xA0\x80\"]"), 1, "ill-formed UTF-8"},
    {STR("[1,]\xFF"), 1, "expected a value"},
};

START_TEST(what_is_not_json_is_refused_with_line_and_reason)
{
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        struct json_scan_place place = {0, ""};
        ck_assert_str_eq(refusal(FAULTS[i].text), FAULTS[i].reason);
        ck_assert(json_scan_fault(FAULTS[i].text, &place));
        ck_assert_str_eq(place.reason, FAULTS[i].reason);
        ck_assert_uint_eq(place.line, FAULTS[i].line);
    }
}
END_TEST

static struct str nested(char *text, size_t levels)
{
    memset(text, '[', levels);
    memset(text + levels, ']', levels);
    return (struct str){text, 2 * levels};
}

START_TEST(nesting_is_limited_to_512_levels)
{
    char text[2 * 513];
    struct json_reader_value value;
    struct json_scan_place place;
    const char *reason = "";
    struct str deep = nested(text, 512);
    ck_assert_msg(json_reader_parse(reader, deep, &value, &reason), "%s", reason);
    ck_assert(!json_scan_fault(deep, &place));
    ck_assert_str_eq(refusal(nested(text, 513)), "more than 512 levels of arrays and objects");
}
END_TEST

START_TEST(a_document_beyond_the_maximum_is_refused)
{
    struct json_reader *small = json_reader_open(4);
    struct json_reader_value value;
    const char *reason = "";
    ck_assert(json_reader_parse(small, STR("[10]"), &value, &reason));
    ck_assert(!json_reader_parse(small, STR("[100]"), &value, &reason));
    ck_assert_str_eq(reason, "the document is too large");
    json_reader_close(small);
}
END_TEST

START_TEST(keys_are_found_by_their_number_with_their_line)
{
    struct str text = STR("{\"a\":[{\"b\":1},\n{\"c\\n\":\"\\\"d\\\":\"}],\n\"e\":2}");
    static const struct {
        const char *key;
        size_t line;
    } KEYS[] = {{"a", 1}, {"b", 1}, {"c\\n", 2}, {"e", 3}};
    for (size_t i = 0; i < 4; i++) {
        size_t line = 0;
        struct str key = json_scan_key(text, i, &line);
        ck_assert(str_equal(key, str_from(KEYS[i].key)));
        ck_assert_uint_eq(line, KEYS[i].line);
    }
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_reader, close_reader, "json_reader", each_value_has_its_type,
        a_document_may_be_one_scalar, a_string_may_hold_nul, the_first_of_duplicate_keys_counts,
        a_wrong_type_leaves_the_output_untouched, integers_are_exact_or_refused,
        an_array_is_walked_in_order_and_nested, an_object_is_walked_with_its_keys,
        a_scalar_or_nothing_has_nothing_to_walk, one_reader_parses_short_and_long_documents_in_turn,
        what_is_not_json_is_refused_with_line_and_reason, nesting_is_limited_to_512_levels,
        a_document_beyond_the_maximum_is_refused, keys_are_found_by_their_number_with_their_line);
}
