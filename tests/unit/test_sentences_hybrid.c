#include "report/sentences_hybrid.h"

#include "report_hybrid_fixture.h"
#include "suite.h"

static struct arena *arena;
static struct hybrid_curve curve;

static void open_all(void)
{
    arena = arena_open("test", 1 << 20);
    curve = fixture_hybrid()->curves[0];
}

static void close_all(void)
{
    arena_close(arena);
}

static void check_begins(const char *expected)
{
    struct str sentence = str_from(sentences_hybrid(arena, &curve));
    ck_assert_msg(str_starts_with(sentence, str_from(expected)), "%s", sentence.data);
}

START_TEST(better_than_either_half_is_said_with_both_p_values)
{
    ck_assert_str_eq(sentences_hybrid(arena, &curve),
                     "Together they find more than either alone, beyond chance: nDCG 0.300, "
                     "against 0.250 of svd (p < .001) and 0.200 of the reading (p = .012), "
                     "corrected for 4 comparisons");
}
END_TEST

START_TEST(a_half_that_is_not_beaten_is_named)
{
    curve.comparisons[1].verdict = COMPARISON_UNDECIDED;
    curve.comparisons[1].p_corrected = NAN;
    check_begins("Together they may find no more than the reading alone: nDCG 0.300, against 0.250 "
                 "of svd (p < .001) and 0.200 of the reading (no test), ");
    curve.comparisons[0].verdict = COMPARISON_UNDECIDED;
    check_begins("Together they may find no more than svd and the reading alone: ");
}
END_TEST

START_TEST(a_half_that_is_better_alone_comes_first)
{
    curve.comparisons[0].verdict = COMPARISON_SECOND_BETTER;
    curve.comparisons[1].verdict = COMPARISON_UNDECIDED;
    check_begins("Together they find less than svd alone, beyond chance: ");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, close_all, "sentences_hybrid", better_than_either_half_is_said_with_both_p_values,
        a_half_that_is_not_beaten_is_named, a_half_that_is_better_alone_comes_first);
}
