#include "base/diff.h"

#include <string.h>

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", (size_t)1 << 28);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* Texts of one letter a line: " a-b+c". */
static const char *letters(const char *a, const char *b)
{
    struct strbuf left = strbuf_init(arena, 4096);
    struct strbuf right = strbuf_init(arena, 4096);
    struct strbuf out = strbuf_init(arena, 4096);
    for (; *a != '\0'; a++)
        strbuf_addf(&left, "%c\n", *a);
    for (; *b != '\0'; b++)
        strbuf_addf(&right, "%c\n", *b);
    struct diff diff = diff_lines(strbuf_str(&left), strbuf_str(&right), arena);
    size_t changes = 0;
    strbuf_add(&out, STR(""));
    for (size_t i = 0; i < diff.count; i++) {
        strbuf_addf(&out, "%c%.*s", " -+"[diff.items[i].kind], STR_ARG(diff.items[i].text));
        changes += diff.items[i].kind != DIFF_SAME;
    }
    ck_assert_uint_eq(diff.changes, changes);
    return out.size == 0 ? "" : out.data;
}

START_TEST(equal_texts_have_no_changes)
{
    ck_assert_str_eq(letters("abc", "abc"), " a b c");
    ck_assert_str_eq(letters("", ""), "");
}
END_TEST

START_TEST(what_is_removed_stands_before_what_is_added)
{
    ck_assert_str_eq(letters("abc", "axc"), " a-b+x c");
    ck_assert_str_eq(letters("ab", "xy"), "-a-b+x+y");
    ck_assert_str_eq(letters("", "ab"), "+a+b");
    ck_assert_str_eq(letters("ab", ""), "-a-b");
}
END_TEST

/* ABCABBA to CBABAC: the example of Myers' paper, whose longest common subsequence has 4. */
START_TEST(a_longest_common_subsequence_stays)
{
    const char *edits = letters("ABCABBA", "CBABAC");
    size_t same = 0;
    for (size_t i = 0; edits[i] != '\0'; i += 2)
        same += edits[i] == ' ';
    ck_assert_uint_eq(same, 4);
    ck_assert_uint_eq(strlen(edits) / 2, 7 + 6 - 4);
}
END_TEST

START_TEST(texts_too_long_for_the_table_are_replaced_between_their_equal_ends)
{
    size_t count = 3000;
    struct str *a = ARENA_ARRAY(arena, struct str, count);
    struct str *b = ARENA_ARRAY(arena, struct str, count);
    for (size_t i = 0; i < count; i++) {
        a[i] = i == 0 || i == count - 1 ? STR("end") : STR("a");
        b[i] = i == 0 || i == count - 1 ? STR("end") : STR("b");
    }
    struct diff diff = diff_sequences(a, count, b, count, arena);
    ck_assert_uint_eq(diff.count, 2 * count - 2);
    ck_assert_uint_eq(diff.changes, 2 * (count - 2));
    ck_assert_int_eq(diff.items[0].kind, DIFF_SAME);
    ck_assert_int_eq(diff.items[diff.count - 1].kind, DIFF_SAME);
}
END_TEST

START_TEST(a_last_line_without_its_end_is_the_same_line)
{
    struct diff diff = diff_lines(STR("a\nb"), STR("a\nb\n"), arena);
    ck_assert_uint_eq(diff.changes, 0);
    ck_assert_uint_eq(diff.count, 2);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "diff", equal_texts_have_no_changes,
                            what_is_removed_stands_before_what_is_added,
                            a_longest_common_subsequence_stays,
                            texts_too_long_for_the_table_are_replaced_between_their_equal_ends,
                            a_last_line_without_its_end_is_the_same_line);
}
