#include "eval/flips.h"

#include <string.h>

#include "base/map.h"
#include "base/stats.h"

static enum flip count_pair(struct history_flips *flips, bool before, bool now)
{
    flips->compared++;
    if (before == now)
        return FLIP_NONE;
    if (now) {
        flips->fixed++;
        return FLIP_FIXED;
    }
    flips->broken++;
    return FLIP_BROKEN;
}

static bool same_digest(const struct hash_sha256 *a, const struct hash_sha256 *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

struct history_flips flips_against_baseline(const struct evaluation *evaluation,
                                            const struct gold_set *gold,
                                            const struct history_baseline *baseline,
                                            struct arena *scratch, enum flip *flips)
{
    struct history_flips result = {0};
    struct map by_id = map_init(scratch);
    for (size_t i = 0; baseline->exists && i < baseline->case_count; i++)
        if (str_equal(baseline->cases[i].interpreter, evaluation->interpreter->name))
            map_add(&by_id, baseline->cases[i].case_id, (uint32_t)i);

    for (size_t i = 0; i < gold->count; i++) {
        uint32_t place;
        enum flip flip = FLIP_NONE;
        if (evaluation->cases[i].scored && map_find(&by_id, gold->items[i].id, &place) &&
            same_digest(&baseline->cases[place].digest, &gold->items[i].digest))
            flip = count_pair(&result, baseline->cases[place].pass, evaluation->cases[i].pass);
        if (flips != NULL)
            flips[i] = flip;
    }
    result.p_value = stats_mcnemar_exact(result.broken, result.fixed);
    return result;
}

struct history_flips flips_between(const struct evaluation *evaluation,
                                   const struct evaluation *other)
{
    struct history_flips result = {0};
    for (size_t i = 0; i < evaluation->count; i++)
        if (evaluation->cases[i].scored && other->cases[i].scored)
            count_pair(&result, other->cases[i].pass, evaluation->cases[i].pass);
    result.p_value = stats_mcnemar_exact(result.broken, result.fixed);
    return result;
}

const char *flips_name(enum flip flip)
{
    static const char *const NAMES[] = {"", "fixed", "broken"};
    return NAMES[flip];
}
