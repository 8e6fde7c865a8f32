#include "eval/sampling.h"

#include "base/map.h"

#define NO_UNIT UINT32_MAX

const uint32_t *sampling_by_tag(const struct gold_set *gold, struct arena *arena)
{
    uint32_t *cluster = ARENA_ARRAY(arena, uint32_t, gold->count);
    struct map tags = map_init(arena);
    uint32_t alone = 0;
    for (size_t i = 0; i < gold->count; i++)
        if (gold->items[i].tag_count != 0)
            cluster[i] = map_intern(&tags, gold->items[i].tags[0], NULL);
    for (size_t i = 0; i < gold->count; i++)
        if (gold->items[i].tag_count == 0)
            cluster[i] = (uint32_t)tags.count + alone++;
    return cluster;
}

bool sampling_is_independent(const struct sampling *sampling, const struct interpreter *interpreter)
{
    return sampling->cluster == NULL && interpreter->repeats == 1;
}

static uint32_t cluster_of(const struct sampling *sampling, const uint32_t *cases, size_t i)
{
    const uint32_t number = cases == NULL ? (uint32_t)i : cases[i];
    return sampling->cluster == NULL ? number : sampling->cluster[number];
}

size_t sampling_units(const struct sampling *sampling, const uint32_t *cases, size_t n,
                      struct arena *scratch, uint32_t *units)
{
    uint32_t highest = 0;
    for (size_t i = 0; i < n; i++)
        if (cluster_of(sampling, cases, i) > highest)
            highest = cluster_of(sampling, cases, i);
    uint32_t *unit_of = ARENA_ARRAY(scratch, uint32_t, (size_t)highest + 1);
    for (size_t c = 0; c <= highest; c++)
        unit_of[c] = NO_UNIT;

    uint32_t count = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t *unit = &unit_of[cluster_of(sampling, cases, i)];
        if (*unit == NO_UNIT)
            *unit = count++;
        units[i] = *unit;
    }
    return count;
}
