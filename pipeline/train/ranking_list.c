#include "train/ranking_list.h"

#include <stdlib.h>

#include "train/top_items.h"

static int ascending(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static size_t count_equal(const float *scores, size_t n, float value)
{
    uint32_t equal = 0;
    for (size_t i = 0; i < n; i++)
        equal += scores[i] == value;
    return equal;
}

/* Sorts `places` (count) and writes the items at the first `wanted` of them. */
static void write_ties(const struct ranking_fold *fold, uint32_t *places, size_t count,
                       size_t wanted, uint32_t *items)
{
    qsort(places, count, sizeof *places, ascending);
    for (size_t n = 0; n < wanted; n++)
        items[n] = fold->by_id[places[n]];
}

/*
 * Selection breaks ties by the item's number. Ties inside the list only change places; those
 * with an item that the list just missed are collected from all scores, which is rare.
 */
size_t ranking_list_select(const struct ranking_fold *fold, const float *scores, size_t k,
                           uint32_t *items, float *values, uint32_t *work)
{
    const size_t found = top_items_select(scores, fold->n_items, k, items, values);
    for (size_t begin = 0, end = 0; begin < found; begin = end) {
        while (end < found && values[end] == values[begin])
            end++;
        size_t ties = end - begin;
        if (end == k)
            ties = count_equal(scores, fold->n_items, values[begin]);
        if (ties == 1)
            continue;
        if (ties == end - begin) {
            for (size_t n = 0; n < ties; n++)
                work[n] = fold->place[items[begin + n]];
        } else {
            ties = 0;
            for (size_t i = 0; i < fold->n_items; i++)
                if (scores[i] == values[begin])
                    work[ties++] = fold->place[i];
        }
        write_ties(fold, work, ties, end - begin, items + begin);
    }
    return found;
}
