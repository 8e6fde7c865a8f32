#include "eval/gold_changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

static int compare_digests(const void *left, const void *right)
{
    return memcmp(left, right, sizeof(struct hash_sha256));
}

struct hash_sha256 gold_changes_digest(const struct gold_set *gold, struct arena *scratch)
{
    struct hash_sha256 *digests = ARENA_ARRAY(scratch, struct hash_sha256, gold->count);
    for (size_t i = 0; i < gold->count; i++)
        digests[i] = gold->items[i].digest;
    if (gold->count != 0)
        qsort(digests, gold->count, sizeof *digests, compare_digests);
    return hash_sha256((struct str){(const char *)digests, gold->count * sizeof *digests});
}

static void add(struct gold_changes *changes, size_t *capacity, struct arena *arena,
                struct gold_change change)
{
    changes->items =
        arena_grow(arena, changes->items, changes->count, capacity, sizeof *changes->items);
    changes->items[changes->count++] = change;
    changes->counts[change.kind]++;
}

struct gold_changes gold_changes_since(const struct history_gold *before,
                                       const struct gold_set *gold, struct arena *arena,
                                       struct arena *scratch)
{
    struct gold_changes changes = {.known = before->exists, .started_ms = before->started_ms};
    struct map ids = map_init(scratch); /* → index in `before` */
    bool *still = ARENA_ARRAY(scratch, bool, before->count);
    size_t capacity = 0;
    if (!before->exists)
        return changes;
    memcpy(changes.run_id, before->run_id, sizeof changes.run_id);
    for (size_t i = 0; i < before->count; i++)
        map_add(&ids, before->cases[i].id, (uint32_t)i);
    for (size_t i = 0; i < gold->count; i++) {
        const struct gold_case *one = &gold->items[i];
        uint32_t then;
        if (!map_find(&ids, one->id, &then)) {
            add(&changes, &capacity, arena,
                (struct gold_change){GOLD_CHANGE_ADDED, one->id, one->at});
            continue;
        }
        still[then] = true;
        if (compare_digests(&before->cases[then].digest, &one->digest) != 0)
            add(&changes, &capacity, arena,
                (struct gold_change){GOLD_CHANGE_EDITED, one->id, one->at});
    }
    for (size_t i = 0; i < before->count; i++)
        if (!still[i])
            add(&changes, &capacity, arena,
                (struct gold_change){GOLD_CHANGE_REMOVED, before->cases[i].id, AT_NOWHERE});
    return changes;
}
