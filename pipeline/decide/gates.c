#include "decide/gates.h"

#include <math.h>
#include <string.h>

#include "decide/no_worse.h"

static const struct metric_definition GATE_FAILURES = {
    "gate_failures",
    "Failed gates",
    METRIC_COUNT,
    METRIC_LOWER_IS_BETTER,
    "Number of quality gates of config.ini that this run fails.",
    NULL,
};

static const enum gate_operator OPERATORS[] = {GATE_AT_LEAST, GATE_AT_MOST, GATE_ABOVE, GATE_BELOW};

/* Cuts the rule at its operator; the two-character ones are tried first at every place. */
static bool split_rule(struct str rule, struct str *metric, enum gate_operator *op,
                       struct str *threshold)
{
    size_t from = str_find(rule, STR("}"));
    for (size_t i = from == SIZE_MAX ? 0 : from; i < rule.size; i++) {
        for (size_t o = 0; o < sizeof OPERATORS / sizeof *OPERATORS; o++) {
            struct str text = str_from(gate_operator_text(OPERATORS[o]));
            if (!str_starts_with(str_slice(rule, i, rule.size), text))
                continue;
            *metric = str_trim(str_slice(rule, 0, i));
            *op = OPERATORS[o];
            *threshold = str_trim(str_slice(rule, i + text.size, rule.size));
            return metric->size != 0;
        }
    }
    return false;
}

/* "0.875", "baseline", "baseline - 0.02". */
static bool read_threshold(struct str text, struct gate *gate)
{
    struct str word = STR("baseline");
    gate->against_baseline = str_starts_with(text, word);
    if (!gate->against_baseline)
        return str_to_double(text, &gate->number);

    struct str offset = str_trim(str_slice(text, word.size, text.size));
    if (offset.size == 0)
        return true;
    bool minus = offset.data[0] == '-';
    if (!minus && offset.data[0] != '+')
        return false;
    if (!str_to_double(str_trim(str_slice(offset, 1, offset.size)), &gate->number) ||
        gate->number < 0)
        return false;
    if (minus)
        gate->number = -gate->number;
    return true;
}

#define NO_WORSE "no worse than baseline by"
#define UNLESS "unless undecided"

/* "METRIC no worse than baseline by 0.02 [unless undecided]"; false when it is no such rule. */
static bool split_no_worse(struct str rule, struct gate *gate, struct str *margin)
{
    const size_t place = str_find(rule, STR(NO_WORSE));
    if (place == SIZE_MAX)
        return false;
    const struct str rest = str_trim(str_slice(rule, place + sizeof NO_WORSE - 1, rule.size));
    const struct str unless = STR(UNLESS);
    gate->metric = str_trim(str_slice(rule, 0, place));
    gate->no_worse = true;
    gate->op = GATE_AT_LEAST;
    gate->against_baseline = true;
    gate->skip_undecided = rest.size >= unless.size &&
                           str_equal(str_slice(rest, rest.size - unless.size, rest.size), unless);
    *margin =
        str_trim(str_slice(rest, 0, gate->skip_undecided ? rest.size - unless.size : rest.size));
    return true;
}

static bool read_margin(struct gate *gate, struct str margin, struct at at, struct error *err)
{
    if (gate->metric.size == 0)
        return error_set(err, ERROR_USAGE, at, "'" NO_WORSE "' follows the name of a metric");
    if (!str_to_double(margin, &gate->number) || !(gate->number > 0) || !(gate->number < 1))
        return error_set(err, ERROR_USAGE, at,
                         "'%.*s' is no margin between 0 and 1: write METRIC " NO_WORSE
                         " 0.02, with '" UNLESS "' behind it or not",
                         STR_ARG(margin));
    return true;
}

bool gates_parse(struct str name, struct str rule, struct at at, struct gate *out,
                 struct error *err)
{
    struct gate gate = {.name = name, .at = at};
    struct str threshold;
    if (split_no_worse(rule, &gate, &threshold)) {
        if (!read_margin(&gate, threshold, at, err))
            return false;
        *out = gate;
        return true;
    }
    if (!split_rule(rule, &gate.metric, &gate.op, &threshold))
        return error_set(err, ERROR_USAGE, at,
                         "rule '%.*s' has no comparison: write METRIC >= NUMBER "
                         "(or >, <=, <), or METRIC " NO_WORSE " NUMBER",
                         STR_ARG(rule));
    if (!read_threshold(threshold, &gate))
        return error_set(err, ERROR_USAGE, at,
                         "'%.*s' is neither a number nor 'baseline', 'baseline + NUMBER' or "
                         "'baseline - NUMBER'",
                         STR_ARG(threshold));
    *out = gate;
    return true;
}

static bool holds(double value, enum gate_operator op, double threshold)
{
    switch (op) {
    case GATE_AT_LEAST:
        return value >= threshold;
    case GATE_ABOVE:
        return value > threshold;
    case GATE_AT_MOST:
        return value <= threshold;
    case GATE_BELOW:
        return value < threshold;
    }
    return false;
}

static void decide(struct gate_result *result, enum gate_status status, const char *reason)
{
    result->status = status;
    result->reason = str_from(reason);
}

static void judge_no_worse(struct gate_result *result, const struct metric *metric,
                           const struct paired_list *since_baseline)
{
    enum paired_metric compared;
    if (metric->label_count != 1 || !paired_metric_find(metric->definition->key, &compared)) {
        decide(result, GATE_FAILED,
               "'no worse than' is for metrics that are compared case by case: case_accuracy, "
               "case_score, intent_accuracy, genre_recall, genre_f1");
        return;
    }
    const struct paired *paired =
        paired_find(since_baseline, compared, metric->labels[0].value, STR_NONE);
    if (paired == NULL)
        decide(result, GATE_SKIPPED, "this run and the baseline share no case");
    else
        no_worse_judge(paired, result);
}

static void judge_value(struct gate_result *result, const struct run *run, struct arena *arena)
{
    const struct gate *gate = result->gate;
    if (isnan(result->threshold) && run->filter.size != 0)
        decide(result, GATE_SKIPPED, "the baseline is of all gold cases, and this run of some");
    else if (isnan(result->threshold))
        decide(result, GATE_SKIPPED, "the baseline does not have this metric");
    else if (holds(result->value, gate->op, result->threshold))
        decide(result, GATE_PASSED, "");
    else
        decide(result, GATE_FAILED,
               arena_printf(arena, "%.6g is not %s %.6g", result->value,
                            gate_operator_text(gate->op), result->threshold));
}

static struct gate_result judge(const struct gate *gate, const struct metric_list *metrics,
                                const struct history_baseline *baseline,
                                const struct paired_list *since_baseline, const struct run *run,
                                struct arena *arena)
{
    struct gate_result result = {.gate = gate, .value = NAN, .threshold = NAN, .baseline = NAN};
    const struct metric *metric = metric_find(metrics, gate->metric);
    const double offset = gate->no_worse ? -gate->number : gate->number;

    if (metric != NULL) {
        result.value = metric->value;
        result.baseline = history_baseline_value(baseline, metric_name(metric, arena));
    }
    result.threshold = gate->against_baseline ? result.baseline + offset : gate->number;

    if (metric == NULL && !run_is_full(run))
        decide(&result, GATE_SKIPPED, "this run leaves out the stage that measures it");
    else if (metric == NULL)
        decide(&result, GATE_FAILED,
               arena_printf(arena, "the run has no metric %.*s", STR_ARG(gate->metric)));
    else if (metric->distrust.size != 0)
        decide(&result, GATE_FAILED, metric->distrust.data);
    else if (isnan(result.value) && run->filter.size != 0)
        decide(&result, GATE_SKIPPED, "the filter leaves nothing to score");
    else if (isnan(result.value))
        decide(&result, GATE_FAILED, "there was nothing to score");
    else if (gate->against_baseline && !baseline->exists)
        decide(&result, GATE_SKIPPED, "there is no earlier successful run to compare with");
    else if (isnan(result.threshold) && run->filter.size != 0)
        decide(&result, GATE_SKIPPED, "the baseline is of all gold cases, and this run of some");
    else if (gate->no_worse)
        judge_no_worse(&result, metric, since_baseline);
    else
        judge_value(&result, run, arena);
    return result;
}

void gates_judge(const struct gate *gates, size_t count, const struct metric_list *metrics,
                 const struct history_baseline *baseline, const struct paired_list *since_baseline,
                 const struct run *run, struct arena *arena, struct gate_result *results)
{
    for (size_t i = 0; i < count; i++)
        results[i] = judge(&gates[i], metrics, baseline, since_baseline, run, arena);
}

size_t gates_failures(const struct gate_result *results, size_t count)
{
    size_t failures = 0;
    for (size_t i = 0; i < count; i++)
        failures += results[i].status == GATE_FAILED;
    return failures;
}

void gates_metrics(const struct gate_result *results, size_t count, struct metric_list *out)
{
    metric_add(out, &GATE_FAILURES, (double)gates_failures(results, count), count);
}
