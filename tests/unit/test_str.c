#include "base/str.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", (size_t)16 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define check_str(actual, expected)                                                                \
    do {                                                                                           \
        struct str check = (actual);                                                               \
        ck_assert_uint_eq(check.size, strlen(expected));                                           \
        ck_assert(str_equal(check, str_from(expected)));                                           \
    } while (0)

START_TEST(no_text_is_the_empty_text)
{
    ck_assert_uint_eq(str_from(NULL).size, 0);
    ck_assert(str_equal(str_from(NULL), STR("")));
    ck_assert(str_equal(STR_NONE, STR_NONE));
    ck_assert(str_equal_ascii_nocase(STR_NONE, STR("")));
    ck_assert_int_eq(str_compare(STR_NONE, STR("")), 0);
    ck_assert(str_starts_with(STR_NONE, STR_NONE) && str_ends_with(STR_NONE, STR("")));
    check_str(str_trim(STR_NONE), "");
    check_str(str_cut(STR_NONE, 0), "");
    ck_assert_str_eq(str_copy(arena, STR_NONE).data, "");
}
END_TEST

START_TEST(texts_are_equal_byte_for_byte)
{
    ck_assert(str_equal(STR("a\0b"), STR("a\0b")));
    ck_assert(!str_equal(STR("a\0b"), STR("a\0c")));
    ck_assert(!str_equal(STR("a"), STR("ab")));
    ck_assert(!str_equal(STR("a"), STR("A")));
}
END_TEST

START_TEST(only_ascii_letters_lose_their_case)
{
    ck_assert(str_equal_ascii_nocase(STR("Sci-Fi AZ"), STR("sCI-fI az")));
    ck_assert(!str_equal_ascii_nocase(STR("@[`{"), STR("`{@[")));
    ck_assert(!str_equal_ascii_nocase(STR("\xC3\x89"), STR("\xC3\xA9"))); /* É, é */
    ck_assert(!str_equal_ascii_nocase(STR("ab"), STR("abc")));
}
END_TEST

START_TEST(a_prefix_is_less_and_bytes_have_no_sign)
{
    static const struct str ORDERED[] = {{"", 0},    {"\0", 1}, {"A", 1}, {"a", 1},
                                         {"a\0", 2}, {"aa", 2}, {"b", 1}, {"\xC3\xA9", 2}};
    for (size_t i = 0; i < COUNT(ORDERED); i++)
        for (size_t k = 0; k < COUNT(ORDERED); k++) {
            int order = str_compare(ORDERED[i], ORDERED[k]);
            ck_assert_int_eq((order > 0) - (order < 0), (i > k) - (i < k));
        }
}
END_TEST

START_TEST(starts_and_ends_are_found)
{
    ck_assert(str_starts_with(STR("gold.jsonl"), STR("gold")));
    ck_assert(str_starts_with(STR("gold"), STR("gold")));
    ck_assert(!str_starts_with(STR("gol"), STR("gold")));
    ck_assert(str_ends_with(STR("gold.jsonl.gz"), STR(".gz")));
    ck_assert(!str_ends_with(STR("gz"), STR(".gz")));
    ck_assert(!str_ends_with(STR("gold.gz "), STR(".gz")));
}
END_TEST

/* The naive search, which the quick one must agree with. */
static size_t find_slowly(struct str s, struct str needle)
{
    for (size_t i = 0; i + needle.size <= s.size; i++)
        if (str_starts_with(str_slice(s, i, s.size), needle))
            return i;
    return SIZE_MAX;
}

START_TEST(a_needle_is_found_at_its_first_place)
{
    /* All texts and needles of two letters up to some length. */
    ck_assert_uint_eq(str_find(STR("abc"), STR("")), 0);
    ck_assert_uint_eq(str_find(STR_NONE, STR("a")), SIZE_MAX);
    for (unsigned text = 0; text < 1 << 8; text++)
        for (unsigned word = 0; word < 1 << 3; word++) {
            char letters[8];
            char needle[3];
            for (int i = 0; i < 8; i++)
                letters[i] = (text >> i & 1) != 0 ? 'b' : 'a';
            for (int i = 0; i < 3; i++)
                needle[i] = (word >> i & 1) != 0 ? 'b' : 'a';
            for (size_t size = 1; size <= 3; size++)
                ck_assert_uint_eq(
                    str_find((struct str){letters, 8}, (struct str){needle, size}),
                    find_slowly((struct str){letters, 8}, (struct str){needle, size}));
        }
}
END_TEST

START_TEST(slices_stay_inside)
{
    check_str(str_slice(STR("space"), 1, 3), "pa");
    check_str(str_slice(STR("space"), 0, SIZE_MAX), "space");
    check_str(str_slice(STR("space"), 3, 1), "");
    check_str(str_slice(STR("space"), 9, 12), "");
    ck_assert_ptr_nonnull(str_slice(STR("space"), 9, 12).data);
    ck_assert_ptr_null(str_slice(STR_NONE, 0, 1).data);
}
END_TEST

START_TEST(a_cut_splits_no_character)
{
    struct str word = STR("a\xC3\xA9\xE2\x82\xAC"); /* a, é, € */
    check_str(str_cut(word, 9), "a\xC3\xA9\xE2\x82\xAC");
    check_str(str_cut(word, 6), "a\xC3\xA9\xE2\x82\xAC");
    check_str(str_cut(word, 5), "a\xC3\xA9");
    check_str(str_cut(word, 4), "a\xC3\xA9");
    check_str(str_cut(word, 3), "a\xC3\xA9");
    check_str(str_cut(word, 2), "a");
    check_str(str_cut(word, 0), "");
}
END_TEST

START_TEST(white_space_goes_at_both_ends_only)
{
    check_str(str_trim(STR(" \t\r\n\v\fa b\n ")), "a b");
    check_str(str_trim(STR(" \n ")), "");
    check_str(str_trim(STR("\xC2\xA0")), "\xC2\xA0"); /* a no-break space is no ASCII */
}
END_TEST

/* The parts in angle brackets. */
static const char *parts_of(struct str text)
{
    struct strbuf buf = strbuf_init(arena, 100);
    struct str part;
    while (str_next(&text, ',', &part))
        strbuf_addf(&buf, "<%.*s>", STR_ARG(part));
    return buf.size == 0 ? "" : strbuf_str(&buf).data;
}

START_TEST(text_comes_apart_at_every_separator)
{
    ck_assert_str_eq(parts_of(STR("a,b")), "<a><b>");
    ck_assert_str_eq(parts_of(STR("a,,b")), "<a><><b>");
    ck_assert_str_eq(parts_of(STR("a,")), "<a><>");
    ck_assert_str_eq(parts_of(STR(",")), "<><>");
    ck_assert_str_eq(parts_of(STR("")), "<>");
    ck_assert_str_eq(parts_of(str_slice(STR("ab"), 1, 1)), "<>");
    ck_assert_str_eq(parts_of(STR_NONE), "");
}
END_TEST

START_TEST(whole_numbers_are_read_strictly)
{
    static const struct {
        const char *text;
        int64_t value;
    } GOOD[] = {{"0", 0},
                {"-17", -17},
                {"+5", 5},
                {"007", 7},
                {"9223372036854775807", INT64_MAX},
                {"-9223372036854775808", INT64_MIN}};
    static const char *const BAD[] = {"",
                                      "-",
                                      "+",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "1e3",
                                      "0x10",
                                      "1-2",
                                      "--1",
                                      "1\n",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "nan"};
    for (size_t i = 0; i < COUNT(GOOD); i++) {
        int64_t value = 1;
        ck_assert(str_to_int64(str_from(GOOD[i].text), &value));
        ck_assert_int_eq(value, GOOD[i].value);
    }
    for (size_t i = 0; i < COUNT(BAD); i++) {
        int64_t value = 42;
        ck_assert_msg(!str_to_int64(str_from(BAD[i]), &value), "accepted: %s", BAD[i]);
        ck_assert_int_eq(value, 42);
    }
}
END_TEST

START_TEST(numbers_are_read_strictly_and_with_a_point)
{
    static const struct {
        const char *text;
        double value;
    } GOOD[] = {{"0", 0},      {"4.5", 4.5},  {"-.5", -0.5},
                {"5.", 5},     {"1e3", 1000}, {"+1E-2", 0.01},
                {"1e-400", 0}, {"0.1", 0.1},  {"1.7976931348623157e308", 0x1.fffffffffffffp1023}};
    static const char *const BAD[] = {"",    ".",     "-",     "e5",    "1e",
                                      " 1",  "1 ",    "3,5",   "1e400", "inf",
                                      "nan", "0x1p3", "1.2.3", "1..2",  "1e5.0"};
    for (size_t i = 0; i < COUNT(GOOD); i++) {
        double value = 42;
        ck_assert(str_to_double(str_from(GOOD[i].text), &value));
        ck_assert_double_eq(value, GOOD[i].value);
    }
    for (size_t i = 0; i < COUNT(BAD); i++) {
        double value = 42;
        ck_assert_msg(!str_to_double(str_from(BAD[i]), &value), "accepted: %s", BAD[i]);
        ck_assert_double_eq(value, 42);
    }
}
END_TEST

START_TEST(numbers_end_with_their_text_and_are_never_absurdly_long)
{
    int64_t whole = 0;
    double number = 0;
    char digits[100];
    memset(digits, '0', sizeof digits);
    ck_assert(str_to_int64(str_slice(STR("1234"), 1, 3), &whole));
    ck_assert_int_eq(whole, 23);
    ck_assert(!str_to_int64(STR("12\0"), &whole));
    ck_assert(!str_to_double(STR("1\0002"), &number));
    ck_assert(str_to_double((struct str){digits, 63}, &number));
    ck_assert(!str_to_double((struct str){digits, 64}, &number));
}
END_TEST

START_TEST(a_copy_outlives_its_original)
{
    char text[] = "Heat";
    struct str copy = str_copy(arena, str_from(text));
    memset(text, '?', 4);
    ck_assert_str_eq(copy.data, "Heat");
    ck_assert_uint_eq(copy.size, 4);
}
END_TEST

START_TEST(a_buffer_grows_with_what_is_added)
{
    struct strbuf buf = strbuf_init(arena, 1 << 20);
    check_str(strbuf_str(&buf), "");
    for (int i = 0; i < 5000; i++) {
        strbuf_add(&buf, STR("ab"));
        strbuf_add_char(&buf, '-');
        strbuf_addf(&buf, "%02d", i % 100);
    }
    ck_assert_uint_eq(buf.size, 25000);
    ck_assert(!buf.cut);
    ck_assert_uint_eq(strlen(strbuf_str(&buf).data), 25000);
    for (size_t i = 0; i < 5000; i++) {
        char expected[8];
        snprintf(expected, sizeof expected, "ab-%02zu", i % 100);
        ck_assert_mem_eq(buf.data + 5 * i, expected, 5);
    }
}
END_TEST

START_TEST(a_buffer_may_be_added_to_itself)
{
    struct strbuf buf = strbuf_init(arena, 1000);
    strbuf_add(&buf, STR("0123456789"));
    for (int i = 0; i < 5; i++)
        strbuf_add(&buf, strbuf_str(&buf));
    ck_assert_uint_eq(buf.size, 320);
    for (size_t i = 0; i < buf.size; i++)
        ck_assert_int_eq(buf.data[i], (char)('0' + i % 10));
}
END_TEST

START_TEST(what_goes_beyond_the_maximum_is_dropped_and_said)
{
    struct strbuf buf = strbuf_init(arena, 5);
    strbuf_add(&buf, STR("12345"));
    ck_assert(!buf.cut);
    strbuf_add(&buf, STR_NONE);
    ck_assert(!buf.cut);
    strbuf_add_char(&buf, '6');
    ck_assert(buf.cut);
    check_str(strbuf_str(&buf), "12345");

    buf = strbuf_init(arena, 5);
    strbuf_addf(&buf, "%s", "1234567");
    ck_assert(buf.cut);
    ck_assert_str_eq(strbuf_str(&buf).data, "12345");
    strbuf_addf(&buf, "%d", 8);
    ck_assert_str_eq(strbuf_str(&buf).data, "12345");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "str", no_text_is_the_empty_text, texts_are_equal_byte_for_byte,
        only_ascii_letters_lose_their_case, a_prefix_is_less_and_bytes_have_no_sign,
        starts_and_ends_are_found, a_needle_is_found_at_its_first_place, slices_stay_inside,
        a_cut_splits_no_character, white_space_goes_at_both_ends_only,
        text_comes_apart_at_every_separator, whole_numbers_are_read_strictly,
        numbers_are_read_strictly_and_with_a_point,
        numbers_end_with_their_text_and_are_never_absurdly_long, a_copy_outlives_its_original,
        a_buffer_grows_with_what_is_added, a_buffer_may_be_added_to_itself,
        what_goes_beyond_the_maximum_is_dropped_and_said);
}
