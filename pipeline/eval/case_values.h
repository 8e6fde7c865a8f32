/* case_values.h - what each gold case is worth by each metric that comparisons are about. */
#ifndef EVAL_CASE_VALUES_H
#define EVAL_CASE_VALUES_H

#include "base/arena.h"
#include "model/evaluation.h"
#include "model/gold.h"
#include "model/history.h"
#include "model/paired.h"

/*
 * The values of the cases of a complete evaluation, mean over the scored answers to a case. A value
 * is NAN where the gold does not judge what the metric is about, or nothing is to be compared:
 * genre F1, say, of a case that neither expects nor names a genre.
 */
struct paired_values case_values_of(const struct evaluation *evaluation,
                                    const struct gold_set *gold, struct arena *arena);

/*
 * The values that an interpreter's cases had in the baseline, in the order of the present gold set;
 * NAN for cases that it did not have or that have changed since.
 */
struct paired_values case_values_of_baseline(const struct history_baseline *baseline,
                                             struct str interpreter, const struct gold_set *gold,
                                             struct arena *arena, struct arena *scratch);

#endif
