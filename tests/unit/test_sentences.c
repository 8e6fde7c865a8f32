#include "report/sentences.h"

#include <math.h>

#include "suite.h"

static const struct metric_definition CASE_ACCURACY = {
    "case_accuracy", "Case accuracy", METRIC_SHARE, METRIC_HIGHER_IS_BETTER, "", ""};
static const struct metric_definition GENRE_RECALL = {
    "genre_recall", "Genre recall", METRIC_SHARE, METRIC_HIGHER_IS_BETTER, "", ""};
static const struct metric_definition RMSE = {"rmse", "RMSE", METRIC_STARS, METRIC_LOWER_IS_BETTER,
                                              "",     ""};
static const struct metric_definition LIKES = {"likes",        "Likes", METRIC_COUNT,
                                               METRIC_NEUTRAL, "",      NULL};

static struct sentences_figure figure(const struct metric_definition *definition, double value,
                                      double baseline)
{
    return (struct sentences_figure){.definition = definition,
                                     .value = value,
                                     .interval = INTERVAL_UNKNOWN,
                                     .support = 240,
                                     .baseline = baseline,
                                     .baseline_interval = INTERVAL_UNKNOWN,
                                     .p_value = NAN};
}

static void check_figure(struct sentences_figure figure, const char *expected)
{
    struct arena *arena = arena_open("test", 1 << 20);
    ck_assert_str_eq(sentences_figure(arena, &figure), expected);
    arena_close(arena);
}

START_TEST(a_figure_says_its_value_change_and_certainty)
{
    struct sentences_figure now = figure(&CASE_ACCURACY, .912, .881);
    now.interval = (struct interval){.87, .942};
    now.p_value = .004;
    check_figure(now, "91.2\u00a0% of 240 queries read correctly (87.0\u201394.2), 3.1 points "
                      "better than the baseline, beyond chance (p = .004)");
    now.corrected = true;
    check_figure(now, "91.2\u00a0% of 240 queries read correctly (87.0\u201394.2), 3.1 points "
                      "better than the baseline, beyond chance (p = .004, Holm)");
    now.corrected = false;
    now.repeated = true;
    check_figure(now, "91.2\u00a0% of 240 answers read correctly (87.0\u201394.2), 3.1 points "
                      "better than the baseline, beyond chance (p = .004)");
    now.repeated = false;
    now.p_value = .31;
    now.baseline = .922;
    check_figure(now, "91.2\u00a0% of 240 queries read correctly (87.0\u201394.2), 1.0 point "
                      "worse than the baseline, not beyond chance (p = .310)");
}
END_TEST

START_TEST(without_a_baseline_a_figure_says_its_value_only)
{
    struct sentences_figure now = figure(&CASE_ACCURACY, 1, NAN);
    now.support = 1;
    check_figure(now, "100.0\u00a0% of 1 query read correctly");
    check_figure(figure(&GENRE_RECALL, .5, NAN),
                 "50.0\u00a0% of the genres asked for are found, over 240 queries");
    check_figure(figure(&RMSE, .9123, NAN), "RMSE 0.912, n = 240");
}
END_TEST

START_TEST(a_figure_without_value_is_not_available)
{
    check_figure(figure(&RMSE, NAN, .9), "RMSE is n/a: there is nothing to compute it from");
}
END_TEST

START_TEST(lower_is_better_where_the_metric_says_so)
{
    struct sentences_figure now = figure(&RMSE, .9, .95);
    now.interval = (struct interval){.89, .91};
    now.baseline_interval = (struct interval){.94, .96};
    check_figure(now, "RMSE 0.900 (0.890\u20130.910), n = 240, 0.050 better than the baseline, "
                      "beyond chance (the intervals are apart)");
    now.baseline_interval.low = .905;
    check_figure(now, "RMSE 0.900 (0.890\u20130.910), n = 240, 0.050 better than the baseline, "
                      "not beyond chance (the intervals overlap)");
    check_figure(figure(&LIKES, 12, 10), "Likes 12, n = 240, 2 higher than the baseline");
    check_figure(figure(&LIKES, 10, 10), "Likes 10, n = 240, the same as in the baseline");
}
END_TEST

START_TEST(certainty_prefers_the_paired_test_to_the_intervals)
{
    struct sentences_figure now = figure(&RMSE, .9, .95);
    ck_assert_int_eq(sentences_certainty(&now), SENTENCES_UNKNOWN);
    now.interval = (struct interval){.89, .91};
    now.baseline_interval = (struct interval){.94, .96};
    ck_assert_int_eq(sentences_certainty(&now), SENTENCES_BEYOND);
    now.p_value = .05;
    ck_assert_int_eq(sentences_certainty(&now), SENTENCES_NOT_BEYOND);
    now.p_value = .0499;
    ck_assert_int_eq(sentences_certainty(&now), SENTENCES_BEYOND);
    now.baseline = NAN;
    ck_assert_int_eq(sentences_certainty(&now), SENTENCES_UNKNOWN);
}
END_TEST

START_TEST(a_gate_says_what_was_found_and_what_was_demanded)
{
    static const struct {
        enum gate_operator op;
        bool passed;
        const char *text;
    } KNOWN[] = {
        {GATE_AT_LEAST, false, "Case accuracy is 81.0\u00a0%, below 87.5\u00a0%"},
        {GATE_AT_LEAST, true, "Case accuracy is 81.0\u00a0%, at least 87.5\u00a0%"},
        {GATE_ABOVE, false, "Case accuracy is 81.0\u00a0%, not above 87.5\u00a0%"},
        {GATE_ABOVE, true, "Case accuracy is 81.0\u00a0%, above 87.5\u00a0%"},
        {GATE_AT_MOST, false, "Case accuracy is 81.0\u00a0%, above 87.5\u00a0%"},
        {GATE_AT_MOST, true, "Case accuracy is 81.0\u00a0%, at most 87.5\u00a0%"},
        {GATE_BELOW, false, "Case accuracy is 81.0\u00a0%, not below 87.5\u00a0%"},
        {GATE_BELOW, true, "Case accuracy is 81.0\u00a0%, below 87.5\u00a0%"},
    };
    struct arena *arena = arena_open("test", 1 << 20);
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        struct sentences_gate gate = {"Case accuracy", METRIC_SHARE, KNOWN[i].op, .81, .875,
                                      KNOWN[i].passed};
        ck_assert_str_eq(sentences_gate(arena, &gate), KNOWN[i].text);
    }
    arena_close(arena);
}
END_TEST

START_TEST(the_gates_are_summed_up)
{
    static const struct {
        struct sentences_gates gates;
        const char *text;
    } KNOWN[] = {
        {{0, 0, 0, NULL}, "No gate is configured"},
        {{1, 0, 0, NULL}, "The only gate passed"},
        {{4, 0, 0, NULL}, "All 4 gates passed"},
        {{3, 0, 1, NULL}, "3 gates passed, 1 was skipped"},
        {{0, 0, 2, NULL}, "0 gates passed, 2 were skipped"},
        {{2, 1, 1, "RMSE is 1.2, above 0.9"}, "1 of 4 gates failed: RMSE is 1.2, above 0.9"},
        {{0, 3, 0, "RMSE is 1.2, above 0.9"},
         "3 of 3 gates failed: RMSE is 1.2, above 0.9; and 2 more"},
        {{0, 1, 0, "RMSE is 1.2, above 0.9"}, "1 of 1 gate failed: RMSE is 1.2, above 0.9"},
    };
    struct arena *arena = arena_open("test", 1 << 20);
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        ck_assert_str_eq(sentences_gates(arena, &KNOWN[i].gates), KNOWN[i].text);
    arena_close(arena);
}
END_TEST

START_TEST(flips_are_counted_on_both_sides)
{
    struct arena *arena = arena_open("test", 1 << 20);
    struct history_flips flips = {443, 3, 5, .7265625};
    ck_assert_str_eq(sentences_flips(arena, &flips),
                     "3 cases fixed and 5 broken of 443 compared with the baseline, not beyond "
                     "chance (p = .727)");
    flips = (struct history_flips){443, 1, 15, .00052};
    ck_assert_str_eq(sentences_flips(arena, &flips),
                     "1 case fixed and 15 broken of 443 compared with the baseline, beyond chance "
                     "(p < .001)");
    flips = (struct history_flips){443, 0, 0, 1};
    ck_assert_str_eq(sentences_flips(arena, &flips),
                     "None of 443 cases compared with the baseline changed sides");
    flips = (struct history_flips){0, 0, 0, 1};
    ck_assert_str_eq(sentences_flips(arena, &flips), "No case is comparable with the baseline");
    arena_close(arena);
}
END_TEST

/* The texts of the steps, one a line. */
static const char *steps_of(struct arena *arena, struct sentences_situation situation)
{
    struct sentences_step steps[SENTENCES_STEPS_MAX];
    size_t count = sentences_next(arena, &situation, steps);
    struct strbuf buf = strbuf_init(arena, 4096);
    for (size_t i = 0; i < count; i++)
        strbuf_addf(&buf, "%s: %s\n", steps[i].section, steps[i].text);
    return buf.data;
}

START_TEST(the_next_steps_follow_from_the_situation)
{
    struct arena *arena = arena_open("test", 1 << 20);
    ck_assert_str_eq(
        steps_of(arena, (struct sentences_situation){.model_gates_failed = 2, .failing = 30}),
        "recommender: See what the recommender scored, and why its gate failed\n");
    ck_assert_str_eq(steps_of(arena, (struct sentences_situation){.failing = 3}),
                     "overview: Nothing needs attention\n");
    ck_assert_str_eq(
        steps_of(arena, (struct sentences_situation){.reading_gates_failed = 1, .failing = 30}),
        "trace: Start with the 30 failing cases in the system trace\n");
    ck_assert_str_eq(steps_of(arena, (struct sentences_situation){.reading_gates_failed = 1,
                                                                  .broken = 1,
                                                                  .failing = 30}),
                     "trace: Read the 1 case that passed in the baseline and fails now\n");
    ck_assert_str_eq(
        steps_of(arena, (struct sentences_situation){.built_in = true,
                                                     .broken = 2,
                                                     .unusable = 1,
                                                     .missing = 4,
                                                     .rejected = 1200,
                                                     .no_model = true,
                                                     .better_model = "ease"}),
        "trace: Read the 2 cases that passed in the baseline and fail now\n"
        "trace: Find out why 1 answer could not be used\n"
        "llm: Record the 4 cases that the primary interpreter was never asked\n"
        "recommender: Find out why there is no model\n"
        "recommender: See why the model ease should serve\n"
        "accounting: Look at the 1\u202f200 rejected records\n"
        "llm: Give recordings of your LLM: the headline is about the built-in interpreter\n");
    arena_close(arena);
}
END_TEST

START_TEST(a_margin_says_its_evidence_and_its_power)
{
    struct arena *arena = arena_open("test", 1 << 20);
    struct gate_evidence evidence = {
        .cases = 597, .difference = -.003, .p_value = .003, .power = .97};
    ck_assert_str_eq(
        sentences_no_worse(arena, "Case accuracy", .02, GATE_PASSED, &evidence),
        "Case accuracy is no worse than the baseline by 2.0 points: 0.3 points lower on 597 cases "
        "(p = .003)");
    ck_assert_str_eq(
        sentences_no_worse(arena, "Case accuracy", .02, GATE_FAILED, &evidence),
        "Case accuracy is not shown to be no worse than the baseline by 2.0 points: 0.3 points "
        "lower on 597 cases (p = .003); the power to show it is 97.0\u00a0%");
    evidence = (struct gate_evidence){.cases = 1, .p_value = .4, .power = .1, .undecided = true};
    ck_assert_str_eq(
        sentences_no_worse(arena, "Case accuracy", .02, GATE_SKIPPED, &evidence),
        "These cases cannot tell whether Case accuracy is no worse than the baseline by 2.0 "
        "points: the same on 1 case (p = .400); their power is 10.0\u00a0%");
    arena_close(arena);
}
END_TEST

int main(void)
{
    return SUITE_RUN("sentences", a_margin_says_its_evidence_and_its_power,
                     a_figure_says_its_value_change_and_certainty,
                     without_a_baseline_a_figure_says_its_value_only,
                     a_figure_without_value_is_not_available,
                     lower_is_better_where_the_metric_says_so,
                     certainty_prefers_the_paired_test_to_the_intervals,
                     a_gate_says_what_was_found_and_what_was_demanded, the_gates_are_summed_up,
                     flips_are_counted_on_both_sides, the_next_steps_follow_from_the_situation);
}
