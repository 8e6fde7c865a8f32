#include "train/top_items.h"

#include <math.h>
#include <stdbool.h>

enum { CHUNK = 16 }; /* scores that are compared together; most hold nothing for the list */

static bool any_above(const float *scores, float least)
{
    int above = 0;
    for (size_t i = 0; i < CHUNK; i++)
        above |= scores[i] > least;
    return above != 0;
}

size_t top_items_select(const float *scores, size_t n, size_t k, uint32_t *items, float *values)
{
    size_t count = 0;
    float least = TOP_ITEMS_EXCLUDED; /* what a score must exceed to enter the list */
    for (size_t i = 0; i < n; i++) {
        if (i % CHUNK == 0 && i + CHUNK <= n && !any_above(scores + i, least)) {
            i += CHUNK - 1;
            continue;
        }
        if (!(scores[i] > least))
            continue;
        size_t place = count < k ? count++ : k - 1;
        for (; place > 0 && values[place - 1] < scores[i]; place--) {
            values[place] = values[place - 1];
            items[place] = items[place - 1];
        }
        values[place] = scores[i];
        items[place] = (uint32_t)i;
        if (count == k)
            least = values[k - 1];
    }
    return count;
}
