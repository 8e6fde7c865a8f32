#include "base/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "suite.h"

static struct pattern *opened(const char *expression, unsigned flags)
{
    struct pattern *pattern = NULL;
    struct error err = {0};
    ck_assert_msg(pattern_open(str_from(expression), flags, AT_NOWHERE, &pattern, &err), "%s",
                  err.text);
    return pattern;
}

static void assert_found(const char *expression, unsigned flags, struct str text, size_t from,
                         size_t to)
{
    struct pattern *pattern = opened(expression, flags);
    struct pattern_span span = {0, 0};
    ck_assert_int_eq(pattern_next(pattern, text, 0, &span), PATTERN_FOUND);
    ck_assert_uint_eq(span.from, from);
    ck_assert_uint_eq(span.to, to);
    pattern_close(pattern);
}

static void assert_result(const char *expression, struct str text, enum pattern_result expected)
{
    struct pattern *pattern = opened(expression, PATTERN_UTF);
    struct pattern_span span = {7, 9};
    ck_assert_int_eq(pattern_next(pattern, text, 0, &span), expected);
    ck_assert(span.from == 7 && span.to == 9);
    pattern_close(pattern);
}

START_TEST(matches_are_found_one_after_the_other)
{
    struct pattern *pattern = opened("\\bf\\w+", PATTERN_UTF);
    struct str text = STR("funny film of the eighties");
    struct pattern_span span;
    ck_assert_int_eq(pattern_next(pattern, text, 0, &span), PATTERN_FOUND);
    ck_assert(span.from == 0 && span.to == 5);
    ck_assert_int_eq(pattern_next(pattern, text, span.to, &span), PATTERN_FOUND);
    ck_assert(span.from == 6 && span.to == 10);
    ck_assert_int_eq(pattern_next(pattern, text, 12, &span), PATTERN_NONE);
    pattern_close(pattern);
}
END_TEST

START_TEST(a_lookbehind_sees_what_stands_before_the_start)
{
    struct pattern *pattern = opened("(?<=a)b", PATTERN_UTF);
    struct pattern_span span;
    ck_assert_int_eq(pattern_next(pattern, STR("ab"), 1, &span), PATTERN_FOUND);
    pattern_close(pattern);
}
END_TEST

START_TEST(characters_are_code_points_or_bytes)
{
    assert_found("^.$", PATTERN_UTF, STR("é"), 0, 2);
    assert_found("É", PATTERN_UTF | PATTERN_CASELESS, STR("caf\xC3\xA9"), 3, 5);
    assert_found("^..$", PATTERN_BYTES, STR("é"), 0, 2);
    assert_found("[\\xFF]", PATTERN_BYTES, STR("a\xFF"), 1, 2);
    assert_found("A", PATTERN_BYTES | PATTERN_CASELESS, STR("xa"), 1, 2);
    assert_found("b", PATTERN_UTF, STR("a\0b"), 2, 3);
}
END_TEST

START_TEST(ill_formed_bytes_match_nothing_and_stop_nothing)
{
    assert_found("b.", PATTERN_UTF, STR("\xFF\xC3 a\xE2\x82 bc"), 7, 9);
    assert_result("^a.b$",
                  STR("a\xFF"
                      "b"),
                  PATTERN_NONE);
}
END_TEST

START_TEST(an_empty_text_and_an_empty_match_are_fine)
{
    assert_found("x*", PATTERN_UTF, STR_NONE, 0, 0);
    assert_found("", PATTERN_UTF, STR("abc"), 0, 0);
    assert_result("x", STR_NONE, PATTERN_NONE);
}
END_TEST

START_TEST(an_unlucky_expression_is_given_up)
{
    char text[3000];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = 'b';
    assert_result("(a+)+$", (struct str){text, sizeof text}, PATTERN_LIMIT);
    assert_result("(*NO_JIT)(a+)+$", (struct str){text, sizeof text}, PATTERN_LIMIT);
    assert_result("(*LIMIT_MATCH=4000000000)(a+)+$", (struct str){text, sizeof text},
                  PATTERN_LIMIT);
}
END_TEST

START_TEST(what_does_not_compile_is_refused_at_its_place)
{
    static const struct {
        const char *expression;
        const char *error;
    } CASES[] = {
        {"a(b", "gold.jsonl:7: regular expression: missing closing parenthesis at character 4"},
        {"[z-a]", "gold.jsonl:7: regular expression: range out of order in character class at "
                  "character 4"},
        {"a**+*", "gold.jsonl:7: regular expression: quantifier does not follow a repeatable item "
                  "at character 3"},
        {"\\C", "gold.jsonl:7: regular expression: using \\C is disabled by the application at "
                "character 3"},
        {"\xFF", "gold.jsonl:7: regular expression: UTF-8 error: illegal byte (0xfe or 0xff) at "
                 "character 1"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct pattern *pattern = NULL;
        struct error err = {0};
        ck_assert(!pattern_open(str_from(CASES[i].expression), PATTERN_UTF,
                                (struct at){"gold.jsonl", 7}, &pattern, &err));
        ck_assert_str_eq(err.text, CASES[i].error);
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        ck_assert_ptr_null(pattern);
    }
    pattern_close(NULL);
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "pattern", matches_are_found_one_after_the_other,
        a_lookbehind_sees_what_stands_before_the_start, characters_are_code_points_or_bytes,
        ill_formed_bytes_match_nothing_and_stop_nothing, an_empty_text_and_an_empty_match_are_fine,
        an_unlucky_expression_is_given_up, what_does_not_compile_is_refused_at_its_place);
}
