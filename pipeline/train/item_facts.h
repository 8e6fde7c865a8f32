/* item_facts.h - how often each item was rated: what lists are judged by beyond being right. */
#ifndef TRAIN_ITEM_FACTS_H
#define TRAIN_ITEM_FACTS_H

#include <stddef.h>
#include <stdint.h>

#include "train/interactions.h"

#define ITEM_FACTS_HEAD 0.8 /* share of the ratings that the items of the head hold */

struct item_facts {
    size_t n_items;
    size_t n_raters;         /* users with a known rating */
    uint32_t *counts;        /* (n_items) known ratings; a block of base/memory.h like the rest */
    uint32_t *by_popularity; /* (n_items) the most rated item first, ties by place */
    /* (n_items) 1 beyond the fewest most rated items that hold ITEM_FACTS_HEAD of the ratings */
    unsigned char *is_tail;
};

/* `place` (n_items) orders items that are rated equally often. Free it with item_facts_free(). */
struct item_facts item_facts_make(const struct interactions *known, const uint32_t *place);

/* Frees the blocks and clears the structure. */
void item_facts_free(struct item_facts *facts);

#endif
