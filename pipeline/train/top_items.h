/* top_items.h - the best of a row of scores. */
#ifndef TRAIN_TOP_ITEMS_H
#define TRAIN_TOP_ITEMS_H

#include <stddef.h>
#include <stdint.h>

/* A score that keeps an item out of every list. */
#define TOP_ITEMS_EXCLUDED (-INFINITY)

/*
 * Writes the numbers of the `k` ≥ 1 highest of `n` scores to `items`, the best first and of
 * equal scores the smaller number first, and the scores to `values`; both have room for k.
 * Returns how many there are, fewer than k when more are excluded. No score is NAN.
 */
size_t top_items_select(const float *scores, size_t n, size_t k, uint32_t *items, float *values);

#endif
