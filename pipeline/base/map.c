#include "base/map.h"

#include <assert.h>

#include "base/hash.h"

static const char EMPTY_KEY[] = "";

struct map map_init(struct arena *arena)
{
    return (struct map){.arena = arena};
}

/* The slot of the key, or the free one where it belongs. The map has at least one free slot. */
static struct map_slot *locate(const struct map *map, struct str key, uint64_t hash)
{
    size_t mask = map->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct map_slot *slot = &map->slots[i];
        if (slot->key.data == NULL || (slot->hash == hash && str_equal(slot->key, key)))
            return slot;
    }
}

static void make_room(struct map *map)
{
    if (map->count * 2 < map->capacity)
        return;
    struct map larger = *map;
    larger.capacity = map->capacity == 0 ? 16 : map->capacity * 2;
    larger.slots = ARENA_ARRAY(map->arena, struct map_slot, larger.capacity);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].key.data != NULL)
            *locate(&larger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    *map = larger;
}

bool map_find(const struct map *map, struct str key, uint32_t *value)
{
    if (map->count == 0)
        return false;
    const struct map_slot *slot = locate(map, key, hash_fast(key, 0));
    if (slot->key.data == NULL)
        return false;
    if (value != NULL)
        *value = slot->value;
    return true;
}

static struct map_slot *find_or_take(struct map *map, struct str key, uint32_t value, bool *taken)
{
    make_room(map);
    assert(map->count < UINT32_MAX);
    uint64_t hash = hash_fast(key, 0);
    struct map_slot *slot = locate(map, key, hash);
    *taken = slot->key.data == NULL;
    if (*taken) {
        *slot = (struct map_slot){key, hash, value};
        if (key.data == NULL)
            slot->key.data = EMPTY_KEY;
        map->count++;
    }
    return slot;
}

bool map_add(struct map *map, struct str key, uint32_t value)
{
    bool taken;
    find_or_take(map, key, value, &taken);
    return taken;
}

void map_replace(struct map *map, struct str key, uint32_t value)
{
    assert(map->count != 0);
    struct map_slot *slot = locate(map, key, hash_fast(key, 0));
    assert(slot->key.data != NULL);
    slot->value = value;
}

uint32_t map_intern(struct map *map, struct str key, struct str *stored)
{
    bool taken;
    struct map_slot *slot = find_or_take(map, key, (uint32_t)map->count, &taken);
    if (taken)
        slot->key = str_copy(map->arena, key);
    if (stored != NULL)
        *stored = slot->key;
    return slot->value;
}
