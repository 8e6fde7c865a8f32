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

static void open_arena(void)
{
    arena = arena_open("test", 1 << 20);
    baseline = (struct history_baseline){
        .exists = true, .metrics = map_init(arena), .values = baseline_values};
    map_add(&baseline.metrics, STR("rmse{model=svd}"), 0);
    baseline_values[0] = 0.90;
    metrics = metric_list_init(arena);
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
    gates_judge(&gate, 1, &metrics, &baseline, run, arena, &result);
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
                 "(or >, <=, <)"},
        {">= 3", "config.ini:7: rule '>= 3' has no comparison: write METRIC >= NUMBER "
                 "(or >, <=, <)"},
        {"rmse <= high", "config.ini:7: 'high' is neither a number nor 'baseline', "
                         "'baseline + NUMBER' or 'baseline - NUMBER'"},
        {"rmse <= baseline * 2", "config.ini:7: 'baseline * 2' is neither a number nor 'baseline', "
                                 "'baseline + NUMBER' or 'baseline - NUMBER'"},
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

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "gates", a_rule_compares_with_a_number,
        a_rule_compares_with_the_baseline, a_regression_beyond_the_allowance_fails,
        no_baseline_skips_instead_of_failing,
        a_metric_without_a_value_fails_for_silence_does_not_pass,
        a_missing_metric_fails_a_full_run_and_is_skipped_in_a_partial_one,
        a_filter_that_leaves_nothing_to_score_or_compare_skips,
        an_equals_sign_inside_labels_is_no_operator, a_wrong_rule_is_named_with_its_place);
}
