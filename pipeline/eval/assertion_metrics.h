/* assertion_metrics.h - how often assertions hold, in figures. */
#ifndef EVAL_ASSERTION_METRICS_H
#define EVAL_ASSERTION_METRICS_H

#include "base/arena.h"
#include "eval/assertions.h"
#include "eval/sampling.h"
#include "model/metric.h"

/*
 * Appends assertion_pass_rate and assertion_score of the interpreter, assertion_type_pass_rate by
 * type and assertion_metric by the name that assertions give themselves. Nothing when no
 * case has an assertion.
 */
void assertion_metrics_add(const struct assertions *assertions, const struct sampling *sampling,
                           struct arena *scratch, struct metric_list *out);

#endif
