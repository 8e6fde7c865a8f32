/*
 * arena.h - memory that lives and dies together.
 *
 * A run has two arenas: `run` lives until the report is on disk, `scratch` is
 * reset after each stage. Whoever passes an arena owns what comes out of it;
 * nothing is freed one by one. Every arena has a maximum; going over it ends
 * the process in memory_exhausted(), the one place where that is fatal.
 *
 * Invariants: what an arena hands out is zeroed, aligned to 16 bytes, and never
 * moves. Under AddressSanitizer the gaps between two allocations, and all of a
 * reset arena, are poisoned.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct arena;

/* `name` (a literal, kept by pointer) is what the out-of-memory message calls it. Never NULL. */
struct arena *arena_open(const char *name, size_t max_bytes);

/*
 * An arena that ends with `parent`, when that is closed or reset: for threads that fill arenas of
 * their own with what belongs to the parent's owner. Nobody else closes it.
 */
struct arena *arena_child(struct arena *parent, const char *name, size_t max_bytes);

/* Gives everything back. NULL is nothing. */
void arena_close(struct arena *arena);

/* Empties the arena and keeps its first chunk for the next use. */
void arena_reset(struct arena *arena);

/* Bytes handed out since the arena was opened or reset, padding included. */
size_t arena_used(const struct arena *arena);

/* `count` zeroed elements of `size` bytes. Zero of either gives a valid, unusable pointer. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `size` bytes. */
char *arena_copy(struct arena *arena, const char *data, size_t size);

/* A formatted, NUL-terminated string. */
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Returns `items`, or a copy twice as large when `count` has reached `*capacity`,
 * so that element number `count` may be written. The old array stays in the arena:
 * growing costs at most as much memory again as the final array.
 */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_array((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_array((arena), (count), sizeof(type)))

/* Makes room for one more element behind `list->items[list->count]`; the list has `capacity`. */
#define ARENA_PUSH(arena, list)                                                                    \
    ((list)->items = arena_grow((arena), (list)->items, (list)->count, &(list)->capacity,          \
                                sizeof *(list)->items),                                            \
     &(list)->items[(list)->count++])

#ifdef __cplusplus
}
#endif

#endif
