#include "monitor/trace_log.h"

#include "base/stats.h"
#include "base/timestamp.h"

static const struct metric_definition CALLS = {
    "llm_calls", "LLM calls", METRIC_COUNT, METRIC_NEUTRAL, "Live LLM calls in the traces.", NULL,
};
static const struct metric_definition ERROR_RATE = {
    "llm_error_rate",
    "LLM error rate",
    METRIC_SHARE,
    METRIC_LOWER_IS_BETTER,
    "Share of the live LLM calls that ended in an error.",
    "Wilson score interval",
};

struct trace_counts trace_log_init(void)
{
    return (struct trace_counts){.first_ms = TIMESTAMP_UNKNOWN, .last_ms = TIMESTAMP_UNKNOWN};
}

void trace_log_add(struct trace_counts *counts, const struct trace *trace)
{
    if (!trace->live)
        return;
    counts->calls++;
    counts->failed += trace->error.size != 0;
    if (counts->first_ms == TIMESTAMP_UNKNOWN || trace->ts_ms < counts->first_ms)
        counts->first_ms = trace->ts_ms;
    if (counts->last_ms == TIMESTAMP_UNKNOWN || trace->ts_ms > counts->last_ms)
        counts->last_ms = trace->ts_ms;
}

void trace_log_metrics(const struct trace_counts *counts, struct metric_list *out)
{
    struct ratio failed = {counts->failed, counts->calls};
    metric_add(out, &CALLS, (double)counts->calls, counts->calls);
    struct metric *rate = metric_add(out, &ERROR_RATE, ratio_value(failed), failed.total);
    rate->interval = stats_wilson(failed, 0.95);
    rate->headline = true;
}
