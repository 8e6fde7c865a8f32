#include "train/split_last.h"

#include <string.h>

#include "base/memory.h"
#include "train/split.h"

#define NONE UINT32_MAX

/*
 * Moves the latest train rating of every user who has at least `from` ratings; `counts` and
 * `latest` are (n_users), the latter to work in.
 */
static void move_latest(const struct ratings *ratings, const uint32_t *counts, uint32_t from,
                        enum split_part to, uint32_t *latest, unsigned char *part)
{
    memset(latest, 0xFF, ratings->n_users * sizeof *latest);
    for (size_t i = 0; i < ratings->count; i++) {
        uint32_t *best = &latest[ratings->users[i]];
        if (part[i] == SPLIT_TRAIN && (*best == NONE || ratings->times[i] >= ratings->times[*best]))
            *best = (uint32_t)i;
    }
    for (size_t u = 0; u < ratings->n_users; u++)
        if (counts[u] >= from)
            part[latest[u]] = (unsigned char)to;
}

void split_last_cut(const struct ratings *ratings, bool validation, unsigned char *part)
{
    uint32_t *counts = memory_block(ratings->n_users, sizeof *counts);
    uint32_t *latest = memory_block(ratings->n_users, sizeof *latest);
    for (size_t i = 0; i < ratings->count; i++)
        counts[ratings->users[i]]++;
    move_latest(ratings, counts, 2, SPLIT_TEST, latest, part);
    if (validation)
        move_latest(ratings, counts, 3, SPLIT_VALIDATION, latest, part);
    memory_free(counts);
    memory_free(latest);
}
