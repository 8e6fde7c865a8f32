/* case_accuracy.h - in how many gold cases is every expected slot right? */
#ifndef EVAL_CASE_ACCURACY_H
#define EVAL_CASE_ACCURACY_H

#include <stddef.h>

#include "base/arena.h"
#include "eval/sampling.h"
#include "model/evaluation.h"
#include "model/gold.h"
#include "model/metric.h"
#include "model/reading.h"

/*
 * Judges every reading against its gold case, slot by slot (DESIGN.md, "right").
 * A reading that failed or cannot be parsed is wrong in every judged slot; one that
 * is missing is not scored, and neither is a case that names no slot. The confusions are filled by
 * genre_recall and intent_accuracy.
 */
struct evaluation case_accuracy_score(const struct gold_set *gold,
                                      const struct interpreter *interpreter, struct arena *arena);

/*
 * Appends case_accuracy and slot_accuracy, case_accuracy by tag for tags with at least
 * `min_tag_cases` scored cases, and how many answers were of which kind. Every answer to a case
 * counts. What belongs to the primary interpreter is the headline.
 */
void case_accuracy_metrics(const struct evaluation *evaluation, const struct gold_set *gold,
                           size_t min_tag_cases, const struct sampling *sampling,
                           struct arena *scratch, struct metric_list *out);

#endif
