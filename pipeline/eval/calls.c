#include "eval/calls.h"

#include <math.h>
#include <stdlib.h>

static const struct metric_definition CALLS = {
    "eval_calls",
    "Questions to the model",
    METRIC_COUNT,
    METRIC_NEUTRAL,
    "Questions of the evaluation that were sent, that a recorded reply answered (cached), that "
    "failed and that were never asked (missing).",
    NULL,
};
static const struct metric_definition INPUT_TOKENS = {
    "eval_input_tokens",
    "Tokens sent",
    METRIC_COUNT,
    METRIC_NEUTRAL,
    "Tokens of the prompts over the calls whose number is known, cached ones included.",
    NULL,
};
static const struct metric_definition OUTPUT_TOKENS = {
    "eval_output_tokens",
    "Tokens received",
    METRIC_COUNT,
    METRIC_NEUTRAL,
    "Tokens of the answers over the calls whose number is known, cached ones included.",
    NULL,
};
static const struct metric_definition COST = {
    "eval_cost",
    "Cost of the answers, in the currency of the prices",
    METRIC_SCORE,
    METRIC_LOWER_IS_BETTER,
    "Price of the tokens of all answers on their day, cached ones included; n/a when the price or "
    "the tokens of one are unknown.",
    NULL,
};
static const struct metric_definition LATENCY_P50 = {
    "eval_latency_p50_ms",
    "Latency, median",
    METRIC_MS,
    METRIC_LOWER_IS_BETTER,
    "The smallest latency that half of the calls do not exceed, over those whose latency is known.",
    NULL,
};
static const struct metric_definition LATENCY_P95 = {
    "eval_latency_p95_ms",
    "Latency, 95th percentile",
    METRIC_MS,
    METRIC_LOWER_IS_BETTER,
    "The smallest latency that 95 % of the calls do not exceed, over those whose latency is known.",
    NULL,
};

/* A sum and over how many. */
struct sum {
    double total;
    size_t known;
};

static void add(struct sum *sum, double value)
{
    sum->total += value;
    sum->known++;
}

static void put(struct metric_list *out, const struct metric_definition *definition,
                const struct interpreter *interpreter, double value, size_t support)
{
    metric_label(metric_add(out, definition, value, support), "interpreter", interpreter->name);
}

static void put_sum(struct metric_list *out, const struct metric_definition *definition,
                    const struct interpreter *interpreter, struct sum sum)
{
    put(out, definition, interpreter, sum.known == 0 ? NAN : sum.total, sum.known);
}

static void add_kinds(const struct interpreter *interpreter, size_t count, struct metric_list *out)
{
    static const char *const KINDS[] = {"sent", "cached", "failed", "missing"};
    size_t counts[4] = {0};
    for (size_t i = 0; i < count; i++) {
        const struct reading *reading = &interpreter->readings[i];
        bool missing = reading->status == READING_MISSING;
        counts[0] += !missing && !reading->call.cached;
        counts[1] += !missing && reading->call.cached;
        counts[2] += reading->status == READING_FAILED;
        counts[3] += missing;
    }
    for (size_t i = 0; i < 4; i++) {
        struct metric *metric = metric_add(out, &CALLS, (double)counts[i], count);
        metric_label(metric, "interpreter", interpreter->name);
        metric_label(metric, "kind", str_from(KINDS[i]));
    }
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Nearest rank: number ceil(share · n) of the sorted values. */
static double percentile(const double *sorted, size_t count, double share)
{
    if (count == 0)
        return NAN;
    size_t rank = (size_t)ceil(share * (double)count);
    return sorted[rank == 0 ? 0 : rank - 1];
}

void calls_metrics(const struct interpreter *interpreter, struct arena *scratch,
                   struct metric_list *out)
{
    size_t count = interpreter->repeats * interpreter->count;
    double *latencies = ARENA_ARRAY(scratch, double, count);
    size_t timed = 0;
    struct sum input = {0};
    struct sum output = {0};
    struct sum cost = {0};
    if (interpreter->kind == INTERPRETER_BUILT_IN)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct reading *reading = &interpreter->readings[i];
        if (isfinite(reading->latency_ms))
            latencies[timed++] = reading->latency_ms;
        if (reading->input_tokens != TOKENS_UNKNOWN)
            add(&input, (double)reading->input_tokens);
        if (reading->output_tokens != TOKENS_UNKNOWN)
            add(&output, (double)reading->output_tokens);
        if (reading->status == READING_OK || reading->status == READING_UNPARSEABLE)
            add(&cost, reading->cost);
    }
    qsort(latencies, timed, sizeof *latencies, compare);

    if (interpreter->kind == INTERPRETER_ENDPOINT)
        add_kinds(interpreter, count, out);
    put_sum(out, &INPUT_TOKENS, interpreter, input);
    put_sum(out, &OUTPUT_TOKENS, interpreter, output);
    put_sum(out, &COST, interpreter, cost);
    put(out, &LATENCY_P50, interpreter, percentile(latencies, timed, .5), timed);
    put(out, &LATENCY_P95, interpreter, percentile(latencies, timed, .95), timed);
}
