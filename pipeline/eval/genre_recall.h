/* genre_recall.h - how many of the genres a user asked for did the answer cover? */
#ifndef EVAL_GENRE_RECALL_H
#define EVAL_GENRE_RECALL_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "eval/sampling.h"
#include "model/evaluation.h"
#include "model/gold.h"
#include "model/metric.h"

/*
 * Scores the genres of every scored case whose gold judges them:
 *
 *     recall = |expected AND predicted| / |expected|
 *
 * as the mean per case (the headline), micro, macro and per genre, with precision, F1 and
 * Jaccard; see multilabel.h for the exact definitions. An empty answer scores 0; it is never
 * skipped, or silence would look good. Fills evaluation->genres and appends the metrics.
 * Every answer to a case counts;
 * a bootstrap of whole cases, or of clusters of them, gives the intervals.
 */
void genre_recall_score(struct evaluation *evaluation, const struct gold_set *gold,
                        const struct genre_table *genres, const struct sampling *sampling,
                        struct arena *arena, struct arena *scratch, struct metric_list *out);

#endif
