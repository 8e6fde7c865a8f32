#include "load/id_table.h"

#include <string.h>

#include "base/memory.h"

#define DIRECT_DIGITS 8 /* no more are needed below ID_TABLE_DIRECT */

struct id_table id_table_init(struct arena *arena)
{
    return (struct id_table){.by_text = map_init(arena), .arena = arena};
}

void id_table_free(struct id_table *table)
{
    memory_free(table->direct);
    table->direct = NULL;
    table->direct_size = 0;
}

/* The value of canonical decimal digits below ID_TABLE_DIRECT. */
static bool is_direct(struct str id, uint32_t *value)
{
    uint32_t sum = 0;
    if (id.size == 0 || id.size > DIRECT_DIGITS || (id.data[0] == '0' && id.size > 1))
        return false;
    for (size_t i = 0; i < id.size; i++) {
        if (id.data[i] < '0' || id.data[i] > '9')
            return false;
        sum = sum * 10 + (uint32_t)(id.data[i] - '0');
    }
    *value = sum;
    return sum < ID_TABLE_DIRECT;
}

static uint32_t add_id(struct id_table *table, struct str id)
{
    *ARENA_PUSH(table->arena, table) = id;
    return (uint32_t)table->count - 1;
}

static void grow_direct(struct id_table *table, uint32_t value)
{
    size_t size = table->direct_size == 0 ? 4096 : table->direct_size;
    while (size <= value)
        size *= 2;
    uint32_t *direct = memory_block(size, sizeof *direct);
    if (table->direct_size != 0)
        memcpy(direct, table->direct, table->direct_size * sizeof *direct);
    memory_free(table->direct);
    table->direct = direct;
    table->direct_size = size;
}

uint32_t id_table_add_direct(struct id_table *table, uint32_t value)
{
    if (value >= table->direct_size)
        grow_direct(table, value);
    uint32_t number = add_id(table, str_from(arena_printf(table->arena, "%u", value)));
    table->direct[value] = number + 1;
    return number;
}

uint32_t id_table_number(struct id_table *table, struct str id)
{
    uint32_t value;
    if (is_direct(id, &value))
        return id_table_number_direct(table, value);
    if (map_find(&table->by_text, id, &value))
        return value;
    struct str text = str_copy(table->arena, id);
    value = add_id(table, text);
    map_add(&table->by_text, text, value);
    return value;
}
