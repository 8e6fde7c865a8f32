/* slot_scores.h - how near is an answer, slot by slot, where right or wrong says too little? */
#ifndef EVAL_SLOT_SCORES_H
#define EVAL_SLOT_SCORES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "eval/sampling.h"
#include "eval/year_overlap.h"
#include "model/evaluation.h"
#include "model/gold.h"
#include "model/metric.h"

/* What each slot counts in a case's score; none is negative. */
struct slot_scores_weights {
    double of[SLOT_COUNT];
};

/* Sizes of two sets, and of what is in both. */
struct slot_scores_overlap {
    size_t expected;
    size_t answered;
    size_t both;
};

/* Of the genres or films of a slot; all 0 for a slot that is no set. */
struct slot_scores_overlap slot_scores_compare(enum slot slot, const struct slots *expected,
                                               const struct slots *answered);

/* |both| / |expected|, |both| / |answered|, 2 |both| / (|expected| + |answered|) and |both| /
 * |either|; NAN for 0/0, so that two empty sets are left out of every mean. */
double slot_scores_recall(struct slot_scores_overlap overlap);
double slot_scores_precision(struct slot_scores_overlap overlap);
double slot_scores_f1(struct slot_scores_overlap overlap);
double slot_scores_jaccard(struct slot_scores_overlap overlap);

/*
 * The score of one answer, from 0 to 1: the mean of its judged slots by their weights.
 *
 *     intent      1 when it is right
 *     sets        F1; 1 when both are empty
 *     years       1 when the end is right, otherwise the overlap of the two spans, where the gold
 *                 names both ends
 *
 * An answer that failed or cannot be parsed scores 0. NAN when no judged slot has a weight.
 */
double slot_scores_case(const struct gold_case *gold, const struct reading *reading,
                        const struct slot_scores_weights *weights, struct year_overlap_span bounds);

/*
 * Sets `score` of every scored case and appends case_score, year_overlap and, for the
 * sets that are no genres of their own module (genre_recall.h), slot_precision, slot_recall,
 * slot_f1 and slot_jaccard. A bootstrap of whole cases, or of clusters of them, gives the
 * intervals.
 */
void slot_scores_score(struct evaluation *evaluation, const struct gold_set *gold,
                       const struct catalogue *catalogue, const struct slot_scores_weights *weights,
                       const struct sampling *sampling, struct arena *scratch,
                       struct metric_list *out);

#endif
