/* trace_log.h - how the live LLM calls went: one call after the other. */
#ifndef MONITOR_TRACE_LOG_H
#define MONITOR_TRACE_LOG_H

#include "model/metric.h"
#include "model/trace.h"

/* The counts of no call at all. */
struct trace_counts trace_log_init(void);

/* Counts one call; recordings of evaluations ("source": "eval") are left out. */
void trace_log_add(struct trace_counts *counts, const struct trace *trace);

/* Appends llm_calls and llm_error_rate = failed / calls with its Wilson interval. */
void trace_log_metrics(const struct trace_counts *counts, struct metric_list *out);

#endif
