#include "train/name_table.h"

#include <assert.h>

#include "base/hash.h"

size_t name_table_slots(size_t count)
{
    size_t slots = count == 0 ? 0 : 2;
    while (slots < 2 * count)
        slots *= 2;
    return slots;
}

void name_table_fill(const struct str *names, size_t count, uint32_t *slots)
{
    const size_t mask = name_table_slots(count) - 1;
    assert(count < NAME_TABLE_NONE);
    for (size_t i = 0; i < count; i++) {
        size_t at = hash_fast(names[i], 0) & mask;
        while (slots[at] != 0)
            at = (at + 1) & mask;
        slots[at] = (uint32_t)i + 1;
    }
}

struct str name_table_get(const struct name_table *table, size_t number)
{
    const uint64_t from = number == 0 ? 0 : table->ends[number - 1];
    const uint64_t to = table->ends[number];
    if (from > to || to > table->bytes.size)
        return STR_NONE;
    return str_slice(table->bytes, from, to);
}

uint32_t name_table_find(const struct name_table *table, struct str name)
{
    const size_t slots = table->slots == NULL ? 0 : name_table_slots(table->count);
    const size_t first = hash_fast(name, 0);
    for (size_t i = 0; i < slots; i++) {
        const uint32_t number = table->slots[(first + i) & (slots - 1)];
        if (number == 0 || number > table->count)
            return NAME_TABLE_NONE;
        if (str_equal(name_table_get(table, number - 1), name))
            return number - 1;
    }
    return NAME_TABLE_NONE;
}
