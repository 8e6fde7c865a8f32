/* intent_accuracy.h - does the answer know what kind of request it is? */
#ifndef EVAL_INTENT_ACCURACY_H
#define EVAL_INTENT_ACCURACY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "eval/sampling.h"
#include "model/evaluation.h"
#include "model/gold.h"
#include "model/metric.h"

/*
 * Classifies the scored cases whose gold names an intent: accuracy, macro F1, F1, precision and
 * recall of every intent, and the confusion matrix, which goes to evaluation->intents. An answer
 * without an intent counts as "(none)"; every answer to a case counts.
 */
void intent_accuracy_score(struct evaluation *evaluation, const struct gold_set *gold,
                           const struct intent_table *intents, const struct sampling *sampling,
                           struct arena *arena, struct arena *scratch, struct metric_list *out);

#endif
