#include "base/letters.h"

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

static const char *text(struct str s)
{
    return str_copy(arena, s).data;
}

START_TEST(letters_change_their_case_one_by_one)
{
    ck_assert_str_eq(text(letters_upper(arena, STR("Amélie, żółć, ёлка 2!"))),
                     "AMÉLIE, ŻÓŁĆ, ЁЛКА 2!");
    ck_assert_str_eq(text(letters_lower(arena, STR("AMÉLIE, ΑΛΦΑ, Ёлка"))), "amélie, αλφα, ёлка");
    ck_assert_str_eq(text(letters_upper(arena, STR("Straße 日本 🎬"))), "STRAẞE 日本 🎬");
    ck_assert_str_eq(text(letters_lower(arena, STR_NONE)), "");
}
END_TEST

START_TEST(accents_fall_off_latin_letters)
{
    ck_assert_str_eq(text(letters_plain(arena, STR("comédie à Łódź"))), "comedie a Łodz");
    ck_assert_str_eq(text(letters_plain(arena, STR("e\u0301te\u0301"))), "ete");
    ck_assert_str_eq(text(letters_plain(arena, STR("plain words"))), "plain words");
}
END_TEST

START_TEST(marks_of_other_scripts_make_other_letters_and_stay)
{
    ck_assert_str_eq(text(letters_plain(arena, STR("мой ёж"))), "мой ёж");
    ck_assert_str_eq(text(letters_plain(arena, STR("がんばる"))), "がんばる");
    ck_assert_str_eq(text(letters_plain(arena, STR("한국 영화"))), "한국 영화");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "letters",
                            letters_change_their_case_one_by_one, accents_fall_off_latin_letters,
                            marks_of_other_scripts_make_other_letters_and_stay);
}
