/* robustness.h - how much accuracy do changes cost that should not change anything? */
#ifndef EVAL_ROBUSTNESS_H
#define EVAL_ROBUSTNESS_H

#include "base/arena.h"
#include "eval/sampling.h"
#include "model/evaluation.h"
#include "model/gold.h"
#include "model/metric.h"

/*
 * Judges the interpreter's variants and compares each with its first answers to the same cases:
 *
 *     lost = (right before − right after) / cases
 *
 * over the cases that the change concerns, with a bootstrap interval of the paired differences
 * (where no case changes sides, Wilson's end for 0 of so many in both directions) and McNemar's
 * exact test. Fills evaluation->robustness and appends accuracy_lost for every change and, without
 * a label, over all changed queries. Nothing when there are no variants.
 */
void robustness_score(struct evaluation *evaluation, const struct gold_set *gold,
                      const struct sampling *sampling, struct arena *arena, struct arena *scratch,
                      struct metric_list *out);

#endif
