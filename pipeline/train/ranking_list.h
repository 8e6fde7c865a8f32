/* ranking_list.h - the best items of a row of scores, ties in the order of the items' ids. */
#ifndef TRAIN_RANKING_LIST_H
#define TRAIN_RANKING_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "train/ranking_fold.h"

/*
 * Writes the numbers of the `k` ≥ 1 highest of the n_items scores to `items`, the best first, and
 * the scores to `values`; both have room for k. Returns how many there are, fewer than k when
 * more are TOP_ITEMS_EXCLUDED. `work` has room for n_items numbers; what is in it afterwards
 * is of no use.
 */
size_t ranking_list_select(const struct ranking_fold *fold, const float *scores, size_t k,
                           uint32_t *items, float *values, uint32_t *work);

#endif
