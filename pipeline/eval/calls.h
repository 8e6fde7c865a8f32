/* calls.h - what it took an interpreter to read the gold queries: calls, tokens, money, time. */
#ifndef EVAL_CALLS_H
#define EVAL_CALLS_H

#include "base/arena.h"
#include "model/metric.h"
#include "model/reading.h"

/*
 * Over all repeats, changed queries not included:
 *
 *     eval_calls{kind}             of an endpoint: sent, cached, failed (of both), missing
 *     eval_input_tokens, …output   summed over the calls whose number is known
 *     eval_cost                    summed; n/a when an answer's cost is unknown, for part of a
 *                                  cost is none
 *     eval_latency_p50_ms, …p95    the smallest latency that so many per cent do not exceed
 *
 * A failed call costs nothing as far as anybody is told. The built-in makes no calls and gets none
 * of these.
 */
void calls_metrics(const struct interpreter *interpreter, struct arena *scratch,
                   struct metric_list *out);

#endif
