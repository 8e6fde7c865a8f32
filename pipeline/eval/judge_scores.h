/* judge_scores.h - the figures of judges: mean scores, and how far people agree with them. */
#ifndef EVAL_JUDGE_SCORES_H
#define EVAL_JUDGE_SCORES_H

#include <stddef.h>

#include "base/arena.h"
#include "eval/sampling.h"
#include "model/judging.h"
#include "model/metric.h"

/* Counts the judgements of one interpreter, or pair, into the figures of `judging`. */
void judge_scores_count(struct judging *judging, const struct sampling *sampling,
                        struct arena *scratch);

/*
 * How far the judge agrees with people over all `judgings` that are its own, and whether a gate
 * may hang on it: not with samples, with fewer than min_labels labels, or with a kappa below
 * min_kappa. That kappa is the unweighted one, on a scale of numbers the quadratically weighted.
 * What was decided without asking does not count: the judge has said nothing.
 */
void judge_scores_agree(struct judge *judge, const struct judging *judgings, size_t count,
                        struct arena *arena);

/* The kappa that decides, and its interval. */
double judge_scores_deciding(const struct judge *judge, struct interval *interval);

/* Appends the metrics of all judges; those that no gate may hang on say so (metric.distrust). */
void judge_scores_metrics(const struct judge_results *results, struct metric_list *out);

#endif
