#include "train/item_facts.h"

#include <stdlib.h>

#include "base/memory.h"

struct counted {
    uint32_t count;
    uint32_t place;
    uint32_t item;
};

static int most_rated_first(const void *a, const void *b)
{
    const struct counted *left = a;
    const struct counted *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return (left->place > right->place) - (left->place < right->place);
}

struct item_facts item_facts_make(const struct interactions *known, const uint32_t *place)
{
    const size_t n_items = known->n_columns;
    struct item_facts facts = {
        .n_items = n_items,
        .counts = memory_block(n_items, sizeof(uint32_t)),
        .by_popularity = memory_block(n_items, sizeof(uint32_t)),
        .is_tail = memory_block(n_items, 1),
    };
    for (size_t n = 0; n < known->count; n++)
        facts.counts[known->columns[n]]++;
    for (size_t u = 0; u < known->n_rows; u++)
        facts.n_raters += interactions_length(known, u) != 0;

    struct counted *order = memory_block(n_items, sizeof *order);
    for (uint32_t i = 0; i < n_items; i++)
        order[i] = (struct counted){facts.counts[i], place[i], i};
    qsort(order, n_items, sizeof *order, most_rated_first);
    const double head = ITEM_FACTS_HEAD * (double)known->count;
    size_t held = 0;
    for (size_t n = 0; n < n_items; n++) {
        facts.by_popularity[n] = order[n].item;
        facts.is_tail[order[n].item] = (double)held >= head;
        held += order[n].count;
    }
    memory_free(order);
    return facts;
}

void item_facts_free(struct item_facts *facts)
{
    memory_free(facts->counts);
    memory_free(facts->by_popularity);
    memory_free(facts->is_tail);
    *facts = (struct item_facts){0};
}
