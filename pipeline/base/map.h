/* map.h - strings to small numbers: the index of an id, an alias, a column. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Open addressing with linear probing, at most half full. Keys are views: their
 * bytes must live as long as the map. Nothing is ever removed.
 */
struct map_slot {
    struct str key; /* data NULL: free */
    uint64_t hash;
    uint32_t value;
};

struct map {
    struct arena *arena;
    struct map_slot *slots;
    size_t capacity; /* a power of two */
    size_t count;
};

struct map map_init(struct arena *arena);

/* Sets `*value` and returns true when the key is there. `value` may be NULL. */
bool map_find(const struct map *map, struct str key, uint32_t *value);

/* Adds the key; false, and nothing changed, when it is there already. */
bool map_add(struct map *map, struct str key, uint32_t value);

/* Gives a key that is there another value. */
void map_replace(struct map *map, struct str key, uint32_t value);

/*
 * The number of a key: the one it has, or `map->count` for a new one, whose bytes
 * are copied into the arena. Numbers are dense and in order of first appearance.
 */
uint32_t map_intern(struct map *map, struct str key, struct str *stored);

#endif
