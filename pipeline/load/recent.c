#include "load/recent.h"

#include <stddef.h>

#include "base/memory.h"

#define CAPACITY_MIN ((size_t)1 << 12)

struct slot {
    uint64_t hash;
    int64_t ts_ms;
    bool taken;
};

/*
 * Open addressing, at most half full. When it is full, what is older than a window before the
 * newest event is dropped; only when that frees less than half does the table grow.
 */
struct recent {
    int64_t window_ms;
    int64_t newest_ms;
    struct slot *slots; /* (capacity) a block of base/memory.h */
    size_t capacity;    /* a power of two */
    size_t count;
};

struct recent *recent_open(int64_t window_ms)
{
    struct recent *recent = memory_block(1, sizeof *recent);
    recent->window_ms = window_ms;
    recent->newest_ms = INT64_MIN;
    recent->capacity = CAPACITY_MIN;
    recent->slots = memory_block(recent->capacity, sizeof *recent->slots);
    return recent;
}

void recent_close(struct recent *recent)
{
    if (recent == NULL)
        return;
    memory_free(recent->slots);
    memory_free(recent);
}

/* The slot of the hash, or the free one where it belongs. */
static struct slot *locate(struct slot *slots, size_t capacity, uint64_t hash)
{
    size_t place = hash & (capacity - 1);
    while (slots[place].taken && slots[place].hash != hash)
        place = (place + 1) & (capacity - 1);
    return &slots[place];
}

static bool is_old(const struct recent *recent, int64_t ts_ms)
{
    return ts_ms < recent->newest_ms - recent->window_ms;
}

/* Moves what is still in the window into a table that is at most a quarter full. */
static void rebuild(struct recent *recent)
{
    size_t kept = 0;
    for (size_t i = 0; i < recent->capacity; i++)
        kept += recent->slots[i].taken && !is_old(recent, recent->slots[i].ts_ms);
    size_t capacity = CAPACITY_MIN;
    while (capacity < 4 * kept)
        capacity *= 2;

    struct slot *slots = memory_block(capacity, sizeof *slots);
    for (size_t i = 0; i < recent->capacity; i++) {
        const struct slot *slot = &recent->slots[i];
        if (slot->taken && !is_old(recent, slot->ts_ms))
            *locate(slots, capacity, slot->hash) = *slot;
    }
    memory_free(recent->slots);
    recent->slots = slots;
    recent->capacity = capacity;
    recent->count = kept;
}

bool recent_seen(struct recent *recent, uint64_t hash, int64_t ts_ms)
{
    if (ts_ms > recent->newest_ms)
        recent->newest_ms = ts_ms;
    struct slot *slot = locate(recent->slots, recent->capacity, hash);
    if (slot->taken) {
        int64_t apart = ts_ms < slot->ts_ms ? slot->ts_ms - ts_ms : ts_ms - slot->ts_ms;
        if (apart <= recent->window_ms)
            return true;
        if (ts_ms > slot->ts_ms)
            slot->ts_ms = ts_ms;
        return false;
    }
    *slot = (struct slot){hash, ts_ms, true};
    if (++recent->count * 2 > recent->capacity)
        rebuild(recent);
    return false;
}
