#include "decide/gates.h"

#include <math.h>
#include <string.h>

#include "suite.h"

static const struct metric_definition RMSE = {"rmse", "RMSE", METRIC_STARS, METRIC_LOWER_IS_BETTER,
                                              "",     NULL};

static const struct run FULL = {.stages = {true, true, true}};
static const struct run FILTERED = {.stages = {true, true, true}, .filter = STR("tag=hard")};
static const struct run EVAL_ONLY = {.stages = {.eval = true}};

static struct arena *arena;
static double baseline_values[1];
static struct history_baseline baseline;
static struct metric_list metrics;
static struct paired pairs[1];
static struct paired_list since_baseline;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 20);
    baseline = (struct history_baseline){
        .exists = true, .metrics = map_init(arena), .values = baseline_values};
    map_add(&baseline.metrics, STR("rmse{model=svd}"), 0);
    baseline_values[0] = 0.90;
    metrics = metric_list_init(arena);
    since_baseline = (struct paired_list){pairs, 1};
}

static void close_arena(void)
{
    arena_close(arena);
}

/* Judges one rule on a run whose rmse{model=svd} is `value`. */
static struct gate_result judge(const char *rule, double value, const struct run *run)
{
    struct error err = {0};
    struct gate gate;
    struct gate_result result;
    ck_assert_msg(gates_parse(STR("g"), str_from(rule), AT_NOWHERE, &gate, &err), "%s", err.text);

    struct metric *metric = metric_add(&metrics, &RMSE, value, 100);
    metric_label(metric, "model", STR("svd"));
    metric->headline = true;
    gates_judge(&gate, 1, &metrics, &baseline, &since_baseline, run, arena, &result);
    /* The view of the gate ends with this function. */
    result.gate = NULL;
    return result;
}

START_TEST(a_rule_compares_with_a_number)
{
    ck_assert_int_eq(judge("rmse <= 0.9", 0.9, &FULL).status, GATE_PASSED);
    struct gate_result failed = judge("rmse{model=svd} < 0.9", 0.9, &FULL);
    ck_assert_int_eq(failed.status, GATE_FAILED);
    ck_assert_str_eq(failed.reason.data, "0.9 is not < 0.9");
}
END_TEST

START_TEST(a_rule_compares_with_the_baseline)
{
    struct gate_result result = judge("rmse <= baseline + 0.01", 0.905, &FULL);
    ck_assert_int_eq(result.status, GATE_PASSED);
    ck_assert_double_eq_tol(result.threshold, 0.91, 1e-12);
    ck_assert_double_eq(result.baseline, 0.90);
}
END_TEST

START_TEST(a_regression_beyond_the_allowance_fails)
{
    ck_assert_int_eq(judge("rmse <= baseline+0.01", 0.911, &FULL).status, GATE_FAILED);
}
END_TEST

START_TEST(no_baseline_skips_instead_of_failing)
{
    baseline.exists = false;
    ck_assert_int_eq(judge("rmse <= baseline", 5, &FULL).status, GATE_SKIPPED);
}
END_TEST

START_TEST(a_metric_without_a_value_fails_for_silence_does_not_pass)
{
    struct gate_result result = judge("rmse <= 1", NAN, &FULL);
    ck_assert_int_eq(result.status, GATE_FAILED);
    ck_assert_str_eq(result.reason.data, "there was nothing to score");
}
END_TEST

START_TEST(a_missing_metric_fails_a_full_run_and_is_skipped_in_a_partial_one)
{
    ck_assert_int_eq(judge("ndcg_at_10 > 0", 1, &FULL).status, GATE_FAILED);
    ck_assert_int_eq(judge("ndcg_at_10 > 0", 1, &EVAL_ONLY).status, GATE_SKIPPED);
}
END_TEST

START_TEST(a_filter_that_leaves_nothing_to_score_or_compare_skips)
{
    struct gate_result result = judge("rmse <= 1", NAN, &FILTERED);
    ck_assert_int_eq(result.status, GATE_SKIPPED);
    ck_assert_str_eq(result.reason.data, "the filter leaves nothing to score");
    baseline_values[0] = NAN;
    metrics = metric_list_init(arena);
    result = judge("rmse <= baseline", 0.5, &FILTERED);
    ck_assert_int_eq(result.status, GATE_SKIPPED);
    ck_assert_str_eq(result.reason.data, "the baseline is of all gold cases, and this run of some");
}
END_TEST

START_TEST(an_equals_sign_inside_labels_is_no_operator)
{
    struct gate gate;
    struct error err;
    ck_assert(gates_parse(STR("g"), STR("a{b=c,d=e} >= 1.5"), AT_NOWHERE, &gate, &err));
    ck_assert_int_eq(gate.op, GATE_AT_LEAST);
    ck_assert_mem_eq(gate.metric.data, "a{b=c,d=e}", gate.metric.size);
    ck_assert_double_eq(gate.number, 1.5);
}
END_TEST

START_TEST(a_wrong_rule_is_named_with_its_place)
{
    static const struct {
        const char *rule;
        const char *message;
    } WRONG[] = {
        {"rmse", "config.ini:7: rule 'rmse' has no comparison: write METRIC >= NUMBER "
                 "(or >, <=, <), or METRIC no worse than baseline by NUMBER"},
        {">= 3", "config.ini:7: rule '>= 3' has no comparison: write METRIC >= NUMBER "
                 "(or >, <=, <), or METRIC no worse than baseline by NUMBER"},
        {"rmse <= high", "config.ini:7: 'high' is neither a number nor 'baseline', "
                         "'baseline + NUMBER' or 'baseline - NUMBER'"},
        {"rmse <= baseline * 2", "config.ini:7: 'baseline * 2' is neither a number nor 'baseline', "
                                 "'baseline + NUMBER' or 'baseline - NUMBER'"},
        {"no worse than baseline by 0.1",
         "config.ini:7: 'no worse than baseline by' follows the name of a metric"},
        {"case_accuracy no worse than baseline by 2 %",
         "config.ini:7: '2 %' is no margin between 0 and 1: write METRIC no worse than baseline by "
         "0.02, with 'unless undecided' behind it or not"},
        {"case_accuracy no worse than baseline by unless undecided",
         "config.ini:7: '' is no margin between 0 and 1: write METRIC no worse than baseline by "
         "0.02, with 'unless undecided' behind it or not"},
        {"case_accuracy no worse than baseline by 1",
         "config.ini:7: '1' is no margin between 0 and 1: write METRIC no worse than baseline by "
         "0.02, with 'unless undecided' behind it or not"},
        {"rmse <= baseline + -1",
         "config.ini:7: 'baseline + -1' is neither a number nor 'baseline', "
         "'baseline + NUMBER' or 'baseline - NUMBER'"},
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        struct gate gate;
        struct error err = {0};
        struct at at = {"config.ini", 7};
        ck_assert(!gates_parse(STR("g"), str_from(WRONG[i].rule), at, &gate, &err));
        ck_assert_int_eq(err.kind, ERROR_USAGE);
        ck_assert_str_eq(err.text, WRONG[i].message);
    }
}
END_TEST

static const struct metric_definition ACCURACY = {
    "case_accuracy", "Case accuracy", METRIC_SHARE, METRIC_HIGHER_IS_BETTER, "", NULL};

/* Judges a rule on an accuracy whose cases have moved so since the baseline. */
static struct gate_result judge_moved(const char *rule, size_t cases, size_t fixed, size_t broken)
{
    struct error err = {0};
    static struct gate gate;
    struct gate_result result;
    ck_assert_msg(gates_parse(STR("g"), str_from(rule), AT_NOWHERE, &gate, &err), "%s", err.text);
    struct metric *metric = metric_add(&metrics, &ACCURACY, 0.9, cases);
    metric_label(metric, "interpreter", STR("robot"));
    metric->headline = true;
    pairs[0] = (struct paired){.metric = PAIRED_CASE_ACCURACY,
                               .first = STR("robot"),
                               .cases = cases,
                               .difference = ((double)fixed - (double)broken) / (double)cases,
                               .test = PAIRED_MCNEMAR,
                               .only_first = fixed,
                               .only_second = broken};
    gates_judge(&gate, 1, &metrics, &baseline, &since_baseline, &FULL, arena, &result);
    return result;
}

START_TEST(a_thousand_cases_that_stayed_show_that_it_is_no_worse)
{
    struct gate_result result =
        judge_moved("case_accuracy no worse than baseline by 0.02", 1000, 3, 4);
    ck_assert_int_eq(result.status, GATE_PASSED);
    ck_assert_double_lt(result.evidence.p_value, 0.001);
    ck_assert_double_gt(result.evidence.power, 0.99);
    ck_assert_uint_eq(result.evidence.cases, 1000);
    ck_assert_double_eq_tol(result.evidence.difference, -0.001, 1e-12);
}
END_TEST

START_TEST(what_is_worse_by_more_than_the_margin_fails_whatever_the_rule_says)
{
    struct gate_result result =
        judge_moved("case_accuracy no worse than baseline by 0.02 unless undecided", 40, 0, 10);
    ck_assert_int_eq(result.status, GATE_FAILED);
    ck_assert(!result.evidence.undecided);
    ck_assert_str_eq(result.reason.data, "it is worse by more than the margin");
}
END_TEST

START_TEST(enough_cases_without_evidence_fail)
{
    struct gate_result result =
        judge_moved("case_accuracy no worse than baseline by 0.02 unless undecided", 1000, 10, 25);
    ck_assert_int_eq(result.status, GATE_FAILED);
    ck_assert(!result.evidence.undecided);
    ck_assert_double_ge(result.evidence.power, 0.8);
}
END_TEST

START_TEST(too_few_cases_cannot_tell_and_fail_or_are_skipped_as_the_rule_says)
{
    struct gate_result strict =
        judge_moved("case_accuracy no worse than baseline by 0.02", 30, 1, 1);
    ck_assert_int_eq(strict.status, GATE_FAILED);
    ck_assert(strict.evidence.undecided);
    ck_assert_str_eq(strict.reason.data, "these cases cannot tell");
    struct gate_result mild =
        judge_moved("case_accuracy no worse than baseline by 0.02 unless undecided", 30, 1, 1);
    ck_assert_int_eq(mild.status, GATE_SKIPPED);
    ck_assert(mild.evidence.undecided);
}
END_TEST

START_TEST(means_are_tested_on_the_units_that_they_are_made_of)
{
    judge_moved("case_accuracy no worse than baseline by 0.02", 100, 0, 0);
    pairs[0].test = PAIRED_STUDENT;
    pairs[0].units = 50; /* of two cases each: the margin of a unit's sum is twice as wide */
    pairs[0].unit_mean = -0.02;
    pairs[0].unit_deviation = 0.05;
    struct gate gate;
    struct gate_result result;
    ck_assert(gates_parse(STR("g"), STR("case_accuracy no worse than baseline by 0.02"), AT_NOWHERE,
                          &gate, NULL));
    gates_judge(&gate, 1, &metrics, &baseline, &since_baseline, &FULL, arena, &result);
    /* t = (−.02 + .04) / (.05 / √50) = 2.83 with 49 degrees of freedom. */
    ck_assert_double_eq_tol(result.evidence.p_value, 0.0033, 0.0001);
    ck_assert_int_eq(result.status, GATE_PASSED);
}
END_TEST

START_TEST(without_cases_in_common_there_is_nothing_to_test)
{
    since_baseline.count = 0;
    struct gate_result result =
        judge_moved("case_accuracy no worse than baseline by 0.02", 30, 1, 1);
    ck_assert_int_eq(result.status, GATE_SKIPPED);
    ck_assert_str_eq(result.reason.data, "this run and the baseline share no case");
    result = judge("rmse no worse than baseline by 0.02", 1, &FULL);
    ck_assert_int_eq(result.status, GATE_FAILED);
    ck_assert_int_eq(strncmp(result.reason.data, "'no worse than' is for metrics", 30), 0);
}
END_TEST

START_TEST(a_metric_that_is_not_trusted_fails_its_gate_and_says_why)
{
    struct error err = {0};
    struct gate gate;
    struct gate_result result;
    ck_assert(gates_parse(STR("g"), STR("rmse <= 0.9"), AT_NOWHERE, &gate, &err));
    struct metric *metric = metric_add(&metrics, &RMSE, 0.5, 100);
    metric->distrust = STR("people disagree");
    metric->headline = true;
    gates_judge(&gate, 1, &metrics, &baseline, &since_baseline, &FULL, arena, &result);
    ck_assert_int_eq(result.status, GATE_FAILED);
    ck_assert_double_eq(result.value, 0.5);
    ck_assert_str_eq(result.reason.data, "people disagree");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "gates", a_rule_compares_with_a_number,
        a_metric_that_is_not_trusted_fails_its_gate_and_says_why, a_rule_compares_with_the_baseline,
        a_regression_beyond_the_allowance_fails, no_baseline_skips_instead_of_failing,
        a_metric_without_a_value_fails_for_silence_does_not_pass,
        a_missing_metric_fails_a_full_run_and_is_skipped_in_a_partial_one,
        a_filter_that_leaves_nothing_to_score_or_compare_skips,
        an_equals_sign_inside_labels_is_no_operator, a_wrong_rule_is_named_with_its_place,
        a_thousand_cases_that_stayed_show_that_it_is_no_worse,
        what_is_worse_by_more_than_the_margin_fails_whatever_the_rule_says,
        enough_cases_without_evidence_fail,
        too_few_cases_cannot_tell_and_fail_or_are_skipped_as_the_rule_says,
        means_are_tested_on_the_units_that_they_are_made_of,
        without_cases_in_common_there_is_nothing_to_test);
}
