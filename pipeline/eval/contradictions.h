/* contradictions.h - does an answer contradict itself? */
#ifndef EVAL_CONTRADICTIONS_H
#define EVAL_CONTRADICTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "eval/sampling.h"
#include "model/contradiction.h"
#include "model/evaluation.h"
#include "model/intent.h"
#include "model/metric.h"

/*
 * The contradictions within the slots of one answer, as bits of enum contradiction. Intents are
 * those of datasets/intents.csv; what says something about an intent that the table lacks
 * is never found.
 */
unsigned contradictions_find(const struct slots *slots, const struct intent_table *intents);

/*
 * Sets `contradictions` of every case with a usable answer, and appends the share of usable answers
 * with any (bootstrapped over cases; Wilson's interval where all are alike) and how many have
 * which.
 */
void contradictions_score(struct evaluation *evaluation, const struct intent_table *intents,
                          const struct sampling *sampling, struct arena *scratch,
                          struct metric_list *out);

#endif
