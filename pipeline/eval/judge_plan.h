/* judge_plan.h - which answers a judge is asked about, and which need no judge. */
#ifndef EVAL_JUDGE_PLAN_H
#define EVAL_JUDGE_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/gold.h"
#include "model/judging.h"
#include "model/reading.h"

/*
 * Draws `wanted` of the gold cases (0, or more than there are: all of them): those whose ids have
 * the lowest hashes. They are the same for every judge, interpreter and night, so that figures can
 * be compared and recorded judgements and labels go on counting.
 */
void judge_plan_draw(const struct gold_set *gold, size_t wanted, struct arena *scratch,
                     bool *drawn);

/*
 * True when `out` is all there is to it: a missing answer has no judgement; an empty one, one that
 * cannot be read as an interpretation (a refusal, prose, broken JSON) and a failed call have the
 * lowest score, without asking.
 */
bool judge_plan_settles(const struct rubric *rubric, const struct reading *answer,
                        struct judgement *out);

/*
 * The same of a pair: `first` and `second` are what the judge would be shown. One that is settled
 * loses against one that is not; two that are, and equal texts, are a tie.
 */
bool judge_plan_settles_pair(const struct rubric *rubric, const struct reading *a,
                             const struct reading *b, struct str first, struct str second,
                             struct judgement *out);

/*
 * What two orders of a pair say together, each for the answer that was shown first: the winner that
 * both name, otherwise a tie. `b_first` is the verdict with the second answer shown first.
 */
int judge_plan_merge(int a_first, int b_first, bool *agree);

#endif
