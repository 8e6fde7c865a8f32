#include "report/sentences_paired.h"

#include <math.h>

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 16);
}

static void close_arena(void)
{
    arena_close(arena);
}

static struct paired observed(double difference, double p, double p_corrected)
{
    return (struct paired){
        .first = STR("robot"),
        .second = STR("built-in"),
        .cases = 597,
        .difference = difference,
        .p = p,
        .p_corrected = p_corrected,
        .detectable = 0.021,
        .needed = 9799.2,
    };
}

START_TEST(a_difference_beyond_chance_says_so)
{
    struct paired better = observed(0.031, 0.001, 0.004);
    ck_assert_str_eq(sentences_paired_difference(arena, &better),
                     "3.1 points better than built-in, beyond chance (p = .004, Holm)");
    ck_assert_int_eq(sentences_paired_better(&better), SENTENCES_PAIRED_FIRST);
    ck_assert_str_eq(sentences_paired_power(arena, &better),
                     "597 cases can tell a difference of 2.1 points");
}
END_TEST

START_TEST(a_difference_that_may_be_chance_says_what_would_settle_it)
{
    struct paired worse = observed(-0.005, 0.5, 0.5);
    worse.second = STR_NONE;
    ck_assert_str_eq(sentences_paired_difference(arena, &worse),
                     "0.5 points worse than the baseline, not beyond chance (p = .500)");
    ck_assert_int_eq(sentences_paired_better(&worse), SENTENCES_PAIRED_NEITHER);
    ck_assert_str_eq(sentences_paired_power(arena, &worse),
                     "597 cases can tell a difference of 2.1 points; to settle the observed 0.5 "
                     "points it would take 9\u202f800");
}
END_TEST

START_TEST(equal_sides_are_the_same)
{
    struct paired same = observed(0, 1, 1);
    same.detectable = NAN;
    same.needed = NAN;
    ck_assert_str_eq(sentences_paired_difference(arena, &same), "the same as built-in");
    ck_assert_str_eq(sentences_paired_power(arena, &same),
                     "597 cases are read alike, so that nothing is known of what they could tell");
}
END_TEST

START_TEST(one_case_can_tell_nothing)
{
    struct paired single = observed(0.5, NAN, NAN);
    single.cases = 1;
    single.detectable = NAN;
    single.needed = NAN;
    ck_assert_str_eq(sentences_paired_difference(arena, &single),
                     "50.0 points better than built-in");
    ck_assert_str_eq(sentences_paired_power(arena, &single), "1 case can tell no difference");
    ck_assert_int_eq(sentences_paired_better(&single), SENTENCES_PAIRED_NEITHER);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "sentences_paired",
                            a_difference_beyond_chance_says_so,
                            a_difference_that_may_be_chance_says_what_would_settle_it,
                            equal_sides_are_the_same, one_case_can_tell_nothing);
}
