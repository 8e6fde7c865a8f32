#include "base/findings.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

static struct arena *arena;
static struct findings findings;

static void open_findings(void)
{
    arena = arena_open("test", (size_t)1 << 20);
    findings = findings_init(arena);
}

static void close_findings(void)
{
    arena_close(arena);
}

/* The reason that is kept of one that was given as `text`. */
static struct str kept_reason(const char *text)
{
    findings_add(&findings, AT_FILE("file"), "%s", text);
    return findings.items[findings.count - 1].reason;
}

START_TEST(all_are_counted_and_the_first_kept)
{
    ck_assert_uint_eq(findings_kept(&findings), 0);
    for (size_t line = 1; line <= 1000; line++) {
        struct at at = {"feedback.jsonl", line};
        ck_assert(!findings_add(&findings, at, "rating %zu is too high", line * 10));
    }
    ck_assert_uint_eq(findings.count, 1000);
    ck_assert_uint_eq(findings_kept(&findings), FINDINGS_KEPT);
    for (size_t i = 0; i < FINDINGS_KEPT; i++) {
        char reason[64];
        snprintf(reason, sizeof reason, "rating %zu is too high", (i + 1) * 10);
        ck_assert_str_eq(findings.items[i].at.file, "feedback.jsonl");
        ck_assert_uint_eq(findings.items[i].at.line, i + 1);
        ck_assert_str_eq(findings.items[i].reason.data, reason);
    }
}
END_TEST

START_TEST(a_long_reason_is_cut_and_says_so)
{
    char text[401];
    memset(text, 'x', 400);
    text[400] = '\0';
    struct str cut = kept_reason(text);
    ck_assert_uint_eq(cut.size, 200);
    ck_assert(str_ends_with(cut, STR("xx…")));

    text[201] = '\0';
    ck_assert_uint_eq(kept_reason(text).size, 200);
    text[200] = '\0';
    ck_assert_str_eq(kept_reason(text).data, text);
}
END_TEST

START_TEST(a_cut_goes_through_no_character)
{
    /* "é" has two bytes: the cut at byte 197 would split one, and does not when shifted by one. */
    char text[301];
    for (size_t i = 0; i < 300; i += 2)
        memcpy(text + i, "é", 2);
    text[300] = '\0';
    struct str even = kept_reason(text);
    ck_assert_uint_eq(even.size, 196 + 3);
    ck_assert(str_ends_with(even, STR("é…")));
    text[1] = 'x';
    ck_assert_uint_eq(kept_reason(text + 1).size, 197 + 3);
}
END_TEST

START_TEST(control_characters_become_question_marks)
{
    ck_assert_str_eq(kept_reason("a\tb\nc\033[31md\177").data, "a?b?c?[31md?");
    ck_assert_str_eq(kept_reason("").data, "");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_findings, close_findings, "findings",
                            all_are_counted_and_the_first_kept, a_long_reason_is_cut_and_says_so,
                            a_cut_goes_through_no_character,
                            control_characters_become_question_marks);
}
