/* gates.h - does the run meet what config.ini demands of it? */
#ifndef DECIDE_GATES_H
#define DECIDE_GATES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/gate.h"
#include "model/history.h"
#include "model/metric.h"
#include "model/paired.h"
#include "model/run.h"

/*
 * Reads one rule:
 *
 *     METRIC OP NUMBER                      case_accuracy >= 0.875
 *     METRIC OP baseline [(+|-) NUMBER]     rmse{model=svd} <= baseline + 0.01
 *     METRIC no worse than baseline by NUMBER [unless undecided]
 *
 * with OP one of >= > <= <. Errors: ERROR_USAGE at `at`. A margin lies between 0 and 1.
 * Name and rule are kept as views.
 */
bool gates_parse(struct str name, struct str rule, struct at at, struct gate *out,
                 struct error *err);

/*
 * Judges every gate against the metrics of this run and, where it asks, the baseline.
 * A gate fails when its metric has no value: silence does not pass; nor does a metric that no gate
 * may hang on (metric.distrust), whatever its value. It is skipped when
 * there is no baseline (or the baseline lacks the metric), when a run with fewer than all stages
 * lacks the metric, and when a filter leaves nothing to score. A rule "no worse
 * than" is judged by `since_baseline` (no_worse.h), and fails for a metric that is not compared
 * case by case. `results` has room for `count`; reasons go to the arena.
 */
void gates_judge(const struct gate *gates, size_t count, const struct metric_list *metrics,
                 const struct history_baseline *baseline, const struct paired_list *since_baseline,
                 const struct run *run, struct arena *arena, struct gate_result *results);

/* How many of the results are GATE_FAILED. */
size_t gates_failures(const struct gate_result *results, size_t count);

/* Appends gate_failures, so that history can be searched for it. */
void gates_metrics(const struct gate_result *results, size_t count, struct metric_list *out);

#endif
