/* id_table.h - dense numbers for ids, in order of first appearance: fast for small whole numbers.
 */
#ifndef LOAD_ID_TABLE_H
#define LOAD_ID_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"

/* An id written as a whole number below this, without leading zeros, is looked up by its value. */
#define ID_TABLE_DIRECT ((size_t)1 << 24)

/* "7" and "07" are different ids. The texts live in the arena. */
struct id_table {
    struct map by_text; /* of the other ids */
    uint32_t *direct;   /* (direct_size) number + 1, 0: new; a block of base/memory.h */
    size_t direct_size;
    struct str *items; /* (count) the ids as written */
    size_t count;
    size_t capacity;
    struct arena *arena;
};

struct id_table id_table_init(struct arena *arena);
void id_table_free(struct id_table *table);

/* The number of an id given as text. */
uint32_t id_table_number(struct id_table *table, struct str id);

/* Adds the id whose text printing `value` gives, and returns its number. */
uint32_t id_table_add_direct(struct id_table *table, uint32_t value);

/* id_table_number() for the text that printing `value` gives; value < ID_TABLE_DIRECT. */
static inline uint32_t id_table_number_direct(struct id_table *table, uint32_t value)
{
    if (value < table->direct_size && table->direct[value] != 0)
        return table->direct[value] - 1;
    return id_table_add_direct(table, value);
}

#endif
