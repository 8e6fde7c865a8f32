#include "train/popularity.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "train/split.h"

struct popularity popularity_fit(const struct ratings *ratings, const unsigned char *part,
                                 unsigned parts)
{
    struct popularity popularity = {
        .n_items = ratings->n_items,
        .counts = memory_block(ratings->n_items, sizeof(float)),
    };
    for (size_t i = 0; i < ratings->count; i++)
        if (SPLIT_HAS(parts, part[i]))
            popularity.counts[ratings->items[i]] += 1.0F;
    return popularity;
}

static void score(const void *model, const uint32_t *users, size_t count, float *out)
{
    (void)users;
    const struct popularity *popularity = model;
    for (size_t n = 0; n < count; n++)
        memcpy(out + n * popularity->n_items, popularity->counts,
               popularity->n_items * sizeof *out);
}

struct predictor popularity_predictor(const struct popularity *popularity)
{
    return (struct predictor){.name = "popularity", .model = popularity, .score = score};
}

/* 1 ÷ (1 + count) orders any counts within one unit, wherever the lowest score lies. */
void popularity_complete(const struct popularity *popularity, const unsigned char *modelled,
                         float *scores)
{
    float lowest = INFINITY;
    for (size_t i = 0; i < popularity->n_items; i++)
        if (modelled[i] && scores[i] < lowest)
            lowest = scores[i];
    for (size_t i = 0; i < popularity->n_items; i++)
        if (!modelled[i])
            scores[i] = lowest == INFINITY ? popularity->counts[i]
                                           : lowest - 1.0F - 1.0F / (1.0F + popularity->counts[i]);
}

void popularity_free(struct popularity *popularity)
{
    memory_free(popularity->counts);
    *popularity = (struct popularity){0};
}
