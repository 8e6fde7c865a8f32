#include "eval/multilabel.h"

#include <math.h>

#include "../reference/multilabel.h"
#include "suite.h"

/* Three classes: bits 1, 2 and 4. */
static const struct multilabel_pair WORKED[] = {
    {.expected = 1 | 2, .predicted = 1}, /* recall 1/2, precision 1 */
    {.expected = 4, .predicted = 2 | 4}, /* recall 1, precision 1/2 */
    {.expected = 2, .predicted = 0},     /* silence */
    {.expected = 0, .predicted = 1},     /* nothing was asked for */
    {.expected = 0, .predicted = 0},
};
static const struct sampling SAMPLING = {.resamples = 500, .seed = 7};

#define WORKED_COUNT (sizeof WORKED / sizeof *WORKED)

static double worked(enum multilabel_statistic statistic)
{
    struct multilabel counts = multilabel_count(WORKED, WORKED_COUNT, 3);
    return multilabel_value(&counts, statistic);
}

START_TEST(silence_scores_zero_instead_of_being_skipped)
{
    ck_assert_double_eq_tol(worked(MULTILABEL_RECALL), (0.5 + 1 + 0) / 3, 1e-12);
}
END_TEST

START_TEST(what_nobody_asked_for_lowers_precision)
{
    ck_assert_double_eq_tol(worked(MULTILABEL_PRECISION), (1 + 0.5 + 0) / 3, 1e-12);
    ck_assert_double_eq_tol(worked(MULTILABEL_F1), (2.0 / 3 + 2.0 / 3 + 0 + 0) / 4, 1e-12);
    ck_assert_double_eq_tol(worked(MULTILABEL_JACCARD), (1.0 / 2 + 1.0 / 2 + 0 + 0) / 4, 1e-12);
}
END_TEST

START_TEST(micro_divides_the_sums)
{
    ck_assert_double_eq_tol(worked(MULTILABEL_RECALL_MICRO), 2.0 / 4, 1e-12);
    ck_assert_double_eq_tol(worked(MULTILABEL_PRECISION_MICRO), 2.0 / 4, 1e-12);
    ck_assert_double_eq_tol(worked(MULTILABEL_F1_MICRO), 4.0 / 8, 1e-12);
}
END_TEST

START_TEST(macro_gives_every_expected_class_the_same_weight)
{
    ck_assert_double_eq_tol(worked(MULTILABEL_RECALL_MACRO), (1 + 0 + 1) / 3.0, 1e-12);
    ck_assert_double_eq_tol(worked(MULTILABEL_PRECISION_MACRO), (0.5 + 0 + 1) / 3.0, 1e-12);
    ck_assert_double_eq_tol(worked(MULTILABEL_F1_MACRO), (2.0 / 3 + 0 + 1) / 3.0, 1e-12);
}
END_TEST

/* Both sum the same quotients in another order: a few units in the last place. */
START_TEST(scikit_learn_agrees)
{
    size_t n = sizeof REFERENCE_PAIRS / sizeof *REFERENCE_PAIRS;
    struct multilabel counts = multilabel_count(REFERENCE_PAIRS, n, REFERENCE_CLASSES);
    for (int s = 0; s < MULTILABEL_STATISTICS; s++)
        ck_assert_double_eq_tol(multilabel_value(&counts, (enum multilabel_statistic)s),
                                REFERENCE_STATISTICS[s], 1e-12);
}
END_TEST

/* One class a case, as intents have; the last is "(none)", which neither side counts. */
START_TEST(scikit_learn_agrees_on_single_labels)
{
    size_t n = sizeof REFERENCE_LABELS / sizeof *REFERENCE_LABELS;
    struct multilabel counts = multilabel_count(REFERENCE_LABELS, n, REFERENCE_LABEL_CLASSES);
    for (size_t c = 0; c < REFERENCE_LABEL_CLASSES; c++) {
        const double *reference = REFERENCE_BY_LABEL[c];
        ck_assert_double_eq_tol(ratio_value(multilabel_class_recall(&counts, c)), reference[0],
                                1e-12);
        ck_assert_double_eq_tol(ratio_value(multilabel_class_precision(&counts, c)), reference[1],
                                1e-12);
        ck_assert_double_eq_tol(ratio_value(multilabel_class_f1(&counts, c)), reference[2], 1e-12);
    }
    ck_assert_double_eq_tol(multilabel_value(&counts, MULTILABEL_F1_MACRO),
                            REFERENCE_LABEL_F1_MACRO, 1e-12);
}
END_TEST

START_TEST(nothing_to_score_is_not_a_number)
{
    struct multilabel counts = multilabel_count(NULL, 0, 3);
    for (int s = 0; s < MULTILABEL_STATISTICS; s++) {
        ck_assert(isnan(multilabel_value(&counts, (enum multilabel_statistic)s)));
        ck_assert_uint_eq(multilabel_support(&counts, (enum multilabel_statistic)s), 0);
    }
}
END_TEST

START_TEST(the_order_of_the_cases_does_not_matter)
{
    struct multilabel_pair reversed[WORKED_COUNT];
    for (size_t i = 0; i < WORKED_COUNT; i++)
        reversed[i] = WORKED[WORKED_COUNT - 1 - i];
    struct multilabel a = multilabel_count(WORKED, WORKED_COUNT, 3);
    struct multilabel b = multilabel_count(reversed, WORKED_COUNT, 3);
    for (int s = 0; s < MULTILABEL_STATISTICS; s++)
        ck_assert_double_eq_tol(multilabel_value(&a, (enum multilabel_statistic)s),
                                multilabel_value(&b, (enum multilabel_statistic)s), 1e-12);
}
END_TEST

START_TEST(an_interval_encloses_its_statistic_and_repeats_with_its_seed)
{
    struct arena *arena = arena_open("test", 1 << 24);
    struct multilabel_pair pairs[100];
    for (size_t i = 0; i < 100; i++)
        pairs[i] = WORKED[i % 3];
    struct multilabel counts = multilabel_count(pairs, 100, 3);
    struct multilabel_intervals first;
    struct multilabel_intervals second;
    multilabel_intervals(pairs, NULL, 100, 3, &SAMPLING, 1, arena, &first);
    multilabel_intervals(pairs, NULL, 100, 3, &SAMPLING, 1, arena, &second);
    for (int s = 0; s < MULTILABEL_STATISTICS; s++) {
        double value = multilabel_value(&counts, (enum multilabel_statistic)s);
        ck_assert_double_le(first.of[s].low, value);
        ck_assert_double_ge(first.of[s].high, value);
        ck_assert_double_ge(first.of[s].high, first.of[s].low);
        ck_assert(first.of[s].low == second.of[s].low && first.of[s].high == second.of[s].high);
    }
    for (size_t c = 0; c < 3; c++) {
        ck_assert_double_le(first.recall[c].low, ratio_value(multilabel_class_recall(&counts, c)));
        ck_assert_double_ge(first.precision[c].high,
                            ratio_value(multilabel_class_precision(&counts, c)));
    }
    arena_close(arena);
}
END_TEST

static double width(struct interval interval)
{
    return interval.high - interval.low;
}

/* A hundred cases, or each of them answered four times alike: as much is known of both. */
START_TEST(repeated_answers_are_drawn_with_their_case)
{
    struct arena *arena = arena_open("test", 1 << 24);
    struct multilabel_pair pairs[400];
    uint32_t cases[400];
    for (size_t i = 0; i < 400; i++) {
        pairs[i] = WORKED[i % 100 % 3];
        cases[i] = (uint32_t)(i % 100);
    }
    struct multilabel_intervals once;
    struct multilabel_intervals repeated;
    struct multilabel_intervals apart;
    multilabel_intervals(pairs, cases, 100, 3, &SAMPLING, 1, arena, &once);
    multilabel_intervals(pairs, cases, 400, 3, &SAMPLING, 1, arena, &repeated);
    multilabel_intervals(pairs, NULL, 400, 3, &SAMPLING, 1, arena, &apart);
    ck_assert_double_eq_tol(repeated.of[MULTILABEL_RECALL].low, once.of[MULTILABEL_RECALL].low,
                            1e-12);
    ck_assert_double_eq_tol(repeated.of[MULTILABEL_F1_MICRO].high,
                            once.of[MULTILABEL_F1_MICRO].high, 1e-12);
    ck_assert_double_lt(width(apart.of[MULTILABEL_RECALL]),
                        0.7 * width(repeated.of[MULTILABEL_RECALL]));
    arena_close(arena);
}
END_TEST

START_TEST(no_case_has_no_interval)
{
    struct arena *arena = arena_open("test", 1 << 20);
    struct multilabel_intervals intervals;
    multilabel_intervals(NULL, NULL, 0, 3, &SAMPLING, 1, arena, &intervals);
    for (int s = 0; s < MULTILABEL_STATISTICS; s++)
        ck_assert(isnan(intervals.of[s].low) && isnan(intervals.of[s].high));
    arena_close(arena);
}
END_TEST

int main(void)
{
    return SUITE_RUN("multilabel", silence_scores_zero_instead_of_being_skipped,
                     what_nobody_asked_for_lowers_precision, micro_divides_the_sums,
                     macro_gives_every_expected_class_the_same_weight, scikit_learn_agrees,
                     scikit_learn_agrees_on_single_labels, nothing_to_score_is_not_a_number,
                     the_order_of_the_cases_does_not_matter,
                     an_interval_encloses_its_statistic_and_repeats_with_its_seed,
                     repeated_answers_are_drawn_with_their_case, no_case_has_no_interval);
}
