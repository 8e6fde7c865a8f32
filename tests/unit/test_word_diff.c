#include "report/word_diff.h"

#include <string.h>

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 24);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* "same [-removed-] {+added+}", as wdiff writes it. */
static const char *shown(const char *before, const char *after)
{
    static const char *const AROUND[][2] = {[WORD_DIFF_SAME] = {"", ""},
                                            [WORD_DIFF_REMOVED] = {"[-", "-]"},
                                            [WORD_DIFF_ADDED] = {"{+", "+}"}};
    struct word_diff diff = word_diff_of(str_from(before), str_from(after), arena);
    struct strbuf buf = strbuf_init(arena, 1 << 16);
    for (size_t i = 0; i < diff.count; i++)
        strbuf_addf(&buf, "%s%.*s%s", AROUND[diff.pieces[i].kind][0], STR_ARG(diff.pieces[i].text),
                    AROUND[diff.pieces[i].kind][1]);
    return buf.size == 0 ? "" : buf.data;
}

START_TEST(a_changed_word_stands_beside_the_one_it_replaces)
{
    ck_assert_str_eq(shown("a funny space film", "a scary space film"),
                     "a [-funny-]{+scary+} space film");
}
END_TEST

START_TEST(an_answer_in_json_is_cut_at_its_signs)
{
    ck_assert_str_eq(shown("{\"genres\":[\"Comedy\"],\"year_min\":1980}",
                           "{\"genres\":[\"Comedy\",\"Sci-Fi\"],\"year_min\":1990}"),
                     "{\"genres\":[\"Comedy\"{+,\"Sci-Fi\"+}],\"year_min\":[-1980-]{+1990+}}");
}
END_TEST

START_TEST(what_is_not_ascii_is_part_of_its_word)
{
    ck_assert_str_eq(shown("die größte Komödie", "die große Komödie"),
                     "die [-größte-]{+große+} Komödie");
}
END_TEST

START_TEST(equal_texts_are_one_piece_and_empty_ones_none)
{
    ck_assert_str_eq(shown("the same", "the same"), "the same");
    ck_assert_uint_eq(word_diff_of(STR("the same"), STR("the same"), arena).count, 1);
    ck_assert_uint_eq(word_diff_of(STR_NONE, STR_NONE, arena).count, 0);
    ck_assert_str_eq(shown("", "new"), "{+new+}");
    ck_assert_str_eq(shown("gone", ""), "[-gone-]");
}
END_TEST

START_TEST(the_pieces_make_up_both_texts)
{
    static const char *const TEXTS[] = {
        "one two three two one", "two one three", "three, two! one", "  one\n\ntwo ", "", "{}"};
    enum { COUNT = sizeof TEXTS / sizeof *TEXTS };
    for (size_t b = 0; b < COUNT; b++)
        for (size_t a = 0; a < COUNT; a++) {
            struct word_diff diff = word_diff_of(str_from(TEXTS[b]), str_from(TEXTS[a]), arena);
            struct strbuf before = strbuf_init(arena, 100);
            struct strbuf after = strbuf_init(arena, 100);
            for (size_t i = 0; i < diff.count; i++) {
                if (diff.pieces[i].kind != WORD_DIFF_ADDED)
                    strbuf_add(&before, diff.pieces[i].text);
                if (diff.pieces[i].kind != WORD_DIFF_REMOVED)
                    strbuf_add(&after, diff.pieces[i].text);
            }
            ck_assert(str_equal(strbuf_str(&before), str_from(TEXTS[b])));
            ck_assert(str_equal(strbuf_str(&after), str_from(TEXTS[a])));
        }
}
END_TEST

START_TEST(long_texts_without_likeness_replace_each_other)
{
    enum { WORDS = 2000 };
    struct strbuf before = strbuf_init(arena, 1 << 16);
    struct strbuf after = strbuf_init(arena, 1 << 16);
    strbuf_add(&before, STR("begin "));
    strbuf_add(&after, STR("begin "));
    for (int i = 0; i < WORDS; i++) {
        strbuf_addf(&before, "a%d ", i);
        strbuf_addf(&after, "b%d ", i);
    }
    struct word_diff diff = word_diff_of(strbuf_str(&before), strbuf_str(&after), arena);
    /* The beginning, all that went, all that came, and the space at the end. */
    ck_assert_uint_eq(diff.count, 4);
    ck_assert_int_eq(diff.pieces[1].kind, WORD_DIFF_REMOVED);
    ck_assert_int_eq(diff.pieces[2].kind, WORD_DIFF_ADDED);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "word_diff", a_changed_word_stands_beside_the_one_it_replaces,
        an_answer_in_json_is_cut_at_its_signs, what_is_not_ascii_is_part_of_its_word,
        equal_texts_are_one_piece_and_empty_ones_none, the_pieces_make_up_both_texts,
        long_texts_without_likeness_replace_each_other);
}
