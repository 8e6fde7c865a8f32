#include "train/split_official.h"

#include "base/hash.h"
#include "base/memory.h"

#define FREE_SLOT UINT32_MAX

/* The ratings of the file by user and item: open addressing, at most half full. */
struct pairs {
    const struct ratings *file;
    uint32_t *slots; /* (mask + 1) numbers of ratings, or FREE_SLOT */
    size_t mask;
};

/* Where a pair is in the table, or would be. */
static uint32_t *find(const struct pairs *pairs, uint64_t user_key, uint64_t item_key)
{
    const struct ratings *file = pairs->file;
    const uint64_t keys[2] = {user_key, item_key};
    size_t at = hash_fast((struct str){(const char *)keys, sizeof keys}, 0) & pairs->mask;
    for (;; at = (at + 1) & pairs->mask) {
        uint32_t *slot = &pairs->slots[at];
        if (*slot == FREE_SLOT || (file->user_keys[file->users[*slot]] == user_key &&
                                   file->item_keys[file->items[*slot]] == item_key))
            return slot;
    }
}

static struct pairs make_pairs(const struct ratings *file)
{
    struct pairs pairs = {.file = file, .mask = 1};
    while (pairs.mask < 2 * file->count)
        pairs.mask = 2 * pairs.mask + 1;
    pairs.slots = memory_block(pairs.mask + 1, sizeof *pairs.slots);
    for (size_t s = 0; s <= pairs.mask; s++)
        pairs.slots[s] = FREE_SLOT;
    for (size_t i = 0; i < file->count; i++)
        *find(&pairs, file->user_keys[file->users[i]], file->item_keys[file->items[i]]) =
            (uint32_t)i;
    return pairs;
}

bool split_official_match(const struct ratings *ratings, const struct ratings *file,
                          const char *path, struct arena *arena, struct split_official *out,
                          struct error *err)
{
    struct pairs pairs = make_pairs(file);
    struct split_official found = {.rows = ARENA_ARRAY(arena, uint32_t, file->count)};
    for (size_t i = 0; i < ratings->count && found.count < file->count; i++) {
        const uint32_t *slot = find(&pairs, ratings->user_keys[ratings->users[i]],
                                    ratings->item_keys[ratings->items[i]]);
        if (*slot == FREE_SLOT)
            continue;
        found.rows[found.count++] = ratings->rows == NULL ? (uint32_t)i : ratings->rows[i];
        found.differing += file->values[*slot] != ratings->values[i];
    }
    memory_free(pairs.slots);
    found.missing = file->count - found.count;
    if (found.count == 0)
        return error_set(err, ERROR_INPUT, AT_FILE(path),
                         "none of its %zu ratings is among the %zu that were read: give the whole "
                         "data as ratings, what is held out included",
                         file->count, ratings->count);
    *out = found;
    return true;
}
