#include "base/unicode.h"

#include <string.h>

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 16 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

static void assert_str(struct str actual, const char *expected)
{
    const char *text = actual.size == 0 ? "" : arena_copy(arena, actual.data, actual.size);
    ck_assert_str_eq(text, expected);
    ck_assert_uint_eq(actual.size, strlen(expected));
}

/* The rows follow table 3-7 of the Unicode standard, with the last good and the first bad byte. */
START_TEST(ill_formed_bytes_are_found_at_their_offset)
{
    static const struct {
        struct str text;
        size_t at;
    } CASES[] = {
        {{NULL, 0}, 0},
        {STR("plain ASCII, longer than eight bytes"), 36},
        {STR("caf\xC3\xA9 \xF0\x9F\x8E\xAC \xE2\x82\xAC"), 14},
        {STR("a\0b"), 3},
        {STR("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF"), 18},
        {STR("12345678\x80"), 8},
        {STR("1234567\xC3"), 7},
        {STR("ab\xC0\xAF"), 2},
        {STR("ab\xC1\xBF"), 2},
        {STR("\xE0\x9F\xBF"), 0},
        {STR("x\xED\xA0\x80"), 1},
        {STR("\xF0\x8F\xBF\xBF"), 0},
        {STR("\xF4\x90\x80\x80"), 0},
        {STR("\xF5\x80\x80\x80"), 0},
        {STR("\xC3\xA9\xE2\x82"), 2},
        {STR("\xC3\xA9\xFF"), 2},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        ck_assert_uint_eq(unicode_invalid_at(CASES[i].text), CASES[i].at);
}
END_TEST

START_TEST(latin1_becomes_utf8)
{
    assert_str(unicode_from_latin1(arena, STR("Fanny och Alexander")), "Fanny och Alexander");
    assert_str(unicode_from_latin1(arena, STR("Les Mis\xE9rables, \xC5ke \xFF\x80")),
               "Les Misérables, Åke ÿ\xC2\x80");
    assert_str(unicode_from_latin1(arena, STR_NONE), "");
}
END_TEST

START_TEST(canonical_text_is_folded_composed_and_singly_spaced)
{
    static const struct {
        const char *text;
        const char *expected;
    } CASES[] = {
        {"", ""},
        {"  \t\r\n ", ""},
        {" A  Funny\tSPACE\n\nadventure ", "a funny space adventure"},
        {"Ame\xCC\x81lie", "amélie"},
        {"AMÉLIE", "amélie"},
        {"Straße", "strasse"},
        {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
        {"a\xC2\xA0\xE2\x80\x83 b\xE3\x80\x80\xE2\x80\xA8 c\xC2\x85", "a b c"},
        {"\xC2\xA0", ""},
        {"千と千尋の神隠し", "千と千尋の神隠し"},
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"},
        {"Şöyle Böyle", "şöyle böyle"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct str once = unicode_canonical(arena, str_from(CASES[i].text));
        assert_str(once, CASES[i].expected);
        assert_str(unicode_canonical(arena, once), CASES[i].expected);
    }
}
END_TEST

START_TEST(a_search_key_has_no_accents_and_no_punctuation)
{
    static const struct {
        const char *text;
        const char *expected;
    } CASES[] = {
        {"Amélie: le film", "amelie le film"},
        {"WALL\xC2\xB7"
         "E",
         "wall e"},
        {"Schindler's List", "schindlers list"},
        {"Schindler’s List", "schindlers list"},
        {"M*A*S*H (1970)", "m a s h 1970"},
        {"Romeo + Juliet", "romeo juliet"},
        {"Þór & Łódź: Ærø, Đorđe, Œuvre", "thor lodz aero dorde oeuvre"},
        {"Kieślowski", "kieslowski"},
        {"Сталкер Ёлки", "сталкер елки"},
        {"ガメラ", "ガメラ"},
        {"देवदास", "देवदास"},
        {"$", "$"},
        {" … ", "…"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_str(unicode_search_key(arena, str_from(CASES[i].text)), CASES[i].expected);
}
END_TEST

START_TEST(displayable_text_comes_back_as_it_is)
{
    struct str text = STR("Title\twith\nlines, “quotes”, <b>, 🎬, עברית");
    struct str shown = unicode_displayable(arena, text);
    ck_assert_ptr_eq(shown.data, text.data);
    ck_assert_uint_eq(shown.size, text.size);
}
END_TEST

START_TEST(what_could_deceive_a_reader_becomes_visible)
{
    static const struct {
        struct str text;
        const char *expected;
    } CASES[] = {
        {STR("a\0b\x1B[31m\r\x7F"), "a\xEF\xBF\xBD"
                                    "b\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD"},
        {STR("\xC2\x9B"), "\xEF\xBF\xBD"},
        {STR("x\xE2\x80\xAEgpj.exe"), "x\xEF\xBF\xBDgpj.exe"},
        {STR("\xE2\x80\x8E\xE2\x80\x8F\xE2\x81\xA6\xE2\x81\xA9\xD8\x9C"),
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {STR("\xE2\x80\xAF\xE2\x81\xAA"), "\xE2\x80\xAF\xE2\x81\xAA"},
        {STR("\xFF\xE2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct str shown = unicode_displayable(arena, CASES[i].text);
        assert_str(shown, CASES[i].expected);
        ck_assert_ptr_eq(unicode_displayable(arena, shown).data, shown.data);
    }
}
END_TEST

START_TEST(length_counts_code_points)
{
    ck_assert_uint_eq(unicode_length(STR_NONE), 0);
    ck_assert_uint_eq(unicode_length(STR("Amélie 🎬")), 8);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "unicode", ill_formed_bytes_are_found_at_their_offset,
        latin1_becomes_utf8, canonical_text_is_folded_composed_and_singly_spaced,
        a_search_key_has_no_accents_and_no_punctuation, displayable_text_comes_back_as_it_is,
        what_could_deceive_a_reader_becomes_visible, length_counts_code_points);
}
