#include "report/format.h"

#include <math.h>

#include "suite.h"

/* Every test runs in its own process, so the arena needs no closing between them. */
static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 20);
}

START_TEST(counts_are_grouped_by_thousands)
{
    open_arena();
    ck_assert_str_eq(format_count(arena, 0), "0");
    ck_assert_str_eq(format_count(arena, 999), "999");
    ck_assert_str_eq(format_count(arena, 1000), "1\u202f000");
    ck_assert_str_eq(format_count(arena, 12345678), "12\u202f345\u202f678");
    ck_assert_str_eq(format_count(arena, UINT64_MAX),
                     "18\u202f446\u202f744\u202f073\u202f709\u202f551\u202f615");
    arena_close(arena);
}
END_TEST

START_TEST(values_are_written_in_their_unit)
{
    static const struct {
        enum metric_unit unit;
        double value;
        const char *text;
    } KNOWN[] = {
        {METRIC_SHARE, .875, "87.5\u00a0%"},
        {METRIC_SHARE, 0, "0.0\u00a0%"},
        {METRIC_SHARE, 1, "100.0\u00a0%"},
        {METRIC_SHARE, -.0001, "0.0\u00a0%"},
        {METRIC_COUNT, 443, "443"},
        {METRIC_COUNT, 12345, "12\u202f345"},
        {METRIC_COUNT, -7, "\u22127"},
        {METRIC_COUNT, 1e30, "1000000000000000019884624838656"},
        {METRIC_STARS, .91234, "0.912"},
        {METRIC_SCORE, .5, "0.500"},
        {METRIC_SCORE, -.5, "\u22120.500"},
        {METRIC_MS, 3.14159, "3.1\u00a0ms"},
        {METRIC_MS, .045, "45\u00a0\u00b5s"},
        {METRIC_MS, .0018, "1.8\u00a0\u00b5s"},
        {METRIC_MS, .1, "0.1\u00a0ms"},
        {METRIC_MS, 0, "0.0\u00a0ms"},
        {METRIC_MS, 812.4, "812\u00a0ms"},
        {METRIC_MS, 1350, "1.35\u00a0s"},
        {METRIC_SHARE, NAN, "n/a"},
        {METRIC_MS, INFINITY, "n/a"},
    };
    open_arena();
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        ck_assert_str_eq(format_value(arena, KNOWN[i].unit, KNOWN[i].value), KNOWN[i].text);
    arena_close(arena);
}
END_TEST

START_TEST(intervals_carry_an_en_dash_and_their_unit_once)
{
    open_arena();
    struct interval share = {.87, .942};
    ck_assert_str_eq(format_interval(arena, METRIC_SHARE, share), "87.0\u201394.2\u00a0%");
    ck_assert_str_eq(format_interval_inline(arena, METRIC_SHARE, share), "87.0\u201394.2");
    struct interval stars = {.841, .853};
    ck_assert_str_eq(format_interval(arena, METRIC_STARS, stars), "0.841\u20130.853");
    /* Both ends are in the unit of the larger one. */
    struct interval below = {-.149, -.104};
    ck_assert_str_eq(format_interval(arena, METRIC_STARS, below), "\u22120.149 to \u22120.104");

    struct interval ms = {980, 1020};
    ck_assert_str_eq(format_interval_inline(arena, METRIC_MS, ms), "0.98\u20131.02\u00a0s");
    ck_assert_str_eq(format_interval(arena, METRIC_SHARE, INTERVAL_UNKNOWN), "");
    ck_assert_str_eq(format_interval_inline(arena, METRIC_SHARE, (struct interval){0, NAN}), "");
    arena_close(arena);
}
END_TEST

START_TEST(changes_carry_a_sign_unless_they_round_to_zero)
{
    open_arena();
    ck_assert_str_eq(format_change(arena, METRIC_SHARE, .031), "+3.1 points");
    ck_assert_str_eq(format_change(arena, METRIC_SHARE, -.01), "\u22121.0 point");
    ck_assert_str_eq(format_change(arena, METRIC_STARS, -.0041), "\u22120.004");
    ck_assert_str_eq(format_change(arena, METRIC_STARS, -.0001), "\u00b10");
    ck_assert_str_eq(format_change(arena, METRIC_SHARE, 0), "\u00b10 points");
    ck_assert_str_eq(format_change(arena, METRIC_COUNT, 1200), "+1\u202f200");
    ck_assert_str_eq(format_change(arena, METRIC_MS, -40), "\u221240\u00a0ms");
    ck_assert_str_eq(format_change(arena, METRIC_MS, NAN), "n/a");
    ck_assert_str_eq(format_difference(arena, METRIC_SHARE, -.031), "3.1 points");
    arena_close(arena);
}
END_TEST

START_TEST(p_values_have_three_digits_and_never_say_zero)
{
    open_arena();
    ck_assert_str_eq(format_p_value(arena, .0041), "p = .004");
    ck_assert_str_eq(format_p_value(arena, .27), "p = .270");
    ck_assert_str_eq(format_p_value(arena, .00099), "p < .001");
    ck_assert_str_eq(format_p_value(arena, 0), "p < .001");
    ck_assert_str_eq(format_p_value(arena, .9994), "p = .999");
    ck_assert_str_eq(format_p_value(arena, .9996), "p = 1");
    ck_assert_str_eq(format_p_value(arena, 1), "p = 1");
    ck_assert_str_eq(format_p_value(arena, NAN), "");
    arena_close(arena);
}
END_TEST

START_TEST(one_is_singular_and_all_else_plural)
{
    open_arena();
    ck_assert_str_eq(format_plural(arena, 0, "case", "cases"), "0 cases");
    ck_assert_str_eq(format_plural(arena, 1, "case", "cases"), "1 case");
    ck_assert_str_eq(format_plural(arena, 2000, "case", "cases"), "2\u202f000 cases");
    arena_close(arena);
}
END_TEST

START_TEST(sizes_are_in_decimal_units)
{
    open_arena();
    ck_assert_str_eq(format_bytes(arena, 1), "1 byte");
    ck_assert_str_eq(format_bytes(arena, 999), "999 bytes");
    ck_assert_str_eq(format_bytes(arena, 1000), "1.0\u00a0kB");
    ck_assert_str_eq(format_bytes(arena, 24594131), "25\u00a0MB");
    ck_assert_str_eq(format_bytes(arena, 999999), "1.0\u00a0MB");
    ck_assert_str_eq(format_bytes(arena, UINT64_MAX), "18446744\u00a0TB");
    arena_close(arena);
}
END_TEST

START_TEST(a_unit_is_found_by_its_name)
{
    ck_assert_int_eq(format_unit("share"), METRIC_SHARE);
    ck_assert_int_eq(format_unit("ms"), METRIC_MS);
    ck_assert_int_eq(format_unit("furlongs"), METRIC_SCORE);
}
END_TEST

START_TEST(operators_are_written_as_people_do)
{
    ck_assert_str_eq(format_operator(">="), "\u2265");
    ck_assert_str_eq(format_operator("<="), "\u2264");
    ck_assert_str_eq(format_operator("<"), "<");
}
END_TEST

int main(void)
{
    return SUITE_RUN("format", counts_are_grouped_by_thousands, values_are_written_in_their_unit,
                     intervals_carry_an_en_dash_and_their_unit_once,
                     changes_carry_a_sign_unless_they_round_to_zero,
                     p_values_have_three_digits_and_never_say_zero,
                     one_is_singular_and_all_else_plural, sizes_are_in_decimal_units,
                     a_unit_is_found_by_its_name, operators_are_written_as_people_do);
}
