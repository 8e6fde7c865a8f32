#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONED 1
#endif
#endif

#ifdef ARENA_POISONED
#include <sanitizer/asan_interface.h>
#define GAP 16 /* poisoned bytes behind every allocation */
#define POISON(data, size) ASAN_POISON_MEMORY_REGION(data, size)
#define UNPOISON(data, size) ASAN_UNPOISON_MEMORY_REGION(data, size)
#else
#define GAP 0
#define POISON(data, size) ((void)(data), (void)(size))
#define UNPOISON(data, size) ((void)(data), (void)(size))
#endif

#define ALIGNMENT 16
#define CHUNK_MIN ((size_t)64 << 10)
#define CHUNK_MAX ((size_t)16 << 20)

/* `used` ≤ `size`; the bytes behind `used` are zero, for a fresh chunk comes from calloc. */
struct chunk {
    struct chunk *next;
    size_t size;
    size_t used;
    _Alignas(ALIGNMENT) char data[];
};

struct arena {
    const char *name;
    struct chunk *first;
    struct chunk *last; /* the only one that is allocated from */
    size_t used;
    size_t max;
    struct arena *children; /* end with this one */
    struct arena *sibling;  /* the next child of the same parent */
};

static struct chunk *chunk_open(const char *name, size_t size)
{
    struct chunk *chunk = calloc(1, sizeof *chunk + size);
    if (chunk == NULL)
        memory_exhausted(name, size);
    chunk->size = size;
    POISON(chunk->data, size);
    return chunk;
}

static void chunk_close(struct chunk *chunk)
{
    UNPOISON(chunk->data, chunk->size);
    free(chunk);
}

struct arena *arena_open(const char *name, size_t max_bytes)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL)
        memory_exhausted(name, sizeof *arena);
    arena->name = name;
    arena->max = max_bytes;
    arena->first = arena->last = chunk_open(name, CHUNK_MIN);
    return arena;
}

struct arena *arena_child(struct arena *parent, const char *name, size_t max_bytes)
{
    struct arena *child = arena_open(name, max_bytes);
    child->sibling = parent->children;
    parent->children = child;
    return child;
}

static void close_children(struct arena *arena)
{
    for (struct arena *child = arena->children, *next; child != NULL; child = next) {
        next = child->sibling;
        arena_close(child);
    }
    arena->children = NULL;
}

void arena_close(struct arena *arena)
{
    if (arena == NULL)
        return;
    close_children(arena);
    for (struct chunk *chunk = arena->first, *next; chunk != NULL; chunk = next) {
        next = chunk->next;
        chunk_close(chunk);
    }
    free(arena);
}

void arena_reset(struct arena *arena)
{
    close_children(arena);
    for (struct chunk *chunk = arena->first->next, *next; chunk != NULL; chunk = next) {
        next = chunk->next;
        chunk_close(chunk);
    }
    struct chunk *first = arena->first;
    UNPOISON(first->data, first->used);
    memset(first->data, 0, first->used);
    POISON(first->data, first->size);
    first->next = NULL;
    first->used = 0;
    arena->last = first;
    arena->used = 0;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

/* Opens a chunk that holds `bytes`: each twice the last one, so that large arenas have few. */
static void arena_extend(struct arena *arena, size_t bytes)
{
    size_t size = arena->last->size * 2;
    if (size > CHUNK_MAX)
        size = CHUNK_MAX;
    if (size < bytes)
        size = bytes;
    arena->last->next = chunk_open(arena->name, size);
    arena->last = arena->last->next;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 2) / size)
        memory_exhausted(arena->name, SIZE_MAX);

    size_t asked = count * size;
    size_t bytes = (asked + GAP + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (bytes > arena->max || arena->used > arena->max - bytes)
        memory_exhausted(arena->name, bytes);
    if (arena->last->size - arena->last->used < bytes)
        arena_extend(arena, bytes);

    char *data = arena->last->data + arena->last->used;
    arena->last->used += bytes;
    arena->used += bytes;
    UNPOISON(data, asked);
    return data;
}

char *arena_copy(struct arena *arena, const char *data, size_t size)
{
    char *copy = arena_array(arena, size + 1, 1);
    if (size != 0)
        memcpy(copy, data, size);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_array(arena, size < 0 ? 1 : (size_t)size + 1, 1);
    if (size > 0)
        vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    return text;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t larger = *capacity == 0 ? 8 : *capacity * 2;
    void *copy = arena_array(arena, larger, size);
    if (count != 0)
        memcpy(copy, items, count * size);
    *capacity = larger;
    return copy;
}
