/* judge_labels.h - people's labels laid beside the judgements of the same answers. */
#ifndef EVAL_JUDGE_LABELS_H
#define EVAL_JUDGE_LABELS_H

#include <stddef.h>

#include "base/arena.h"
#include "model/gold.h"
#include "model/judging.h"
#include "model/label.h"

/*
 * Gives each judgement the label of its answer. Of several labels of one answer the most frequent
 * counts, of equally frequent ones the lowest. A label of a pair counts for both orders of the two
 * interpreters.
 */
void judge_labels_apply(const struct label_list *labels, const struct gold_set *gold,
                        struct judging *judging, struct arena *scratch);

#endif
