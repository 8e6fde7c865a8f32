#include "model/genre.h"

#include "base/unicode.h"

struct genre_table genre_table_init(struct arena *arena)
{
    return (struct genre_table){.by_alias = map_init(arena)};
}

int genre_add(struct genre_table *table, struct str name)
{
    struct arena *arena = table->by_alias.arena;
    struct str key = unicode_search_key(arena, name);
    uint32_t number;
    if (map_find(&table->by_alias, key, &number))
        return (int)number;
    if (table->count == GENRE_MAX)
        return GENRE_UNKNOWN;
    number = (uint32_t)table->count++;
    table->names[number] = str_copy(arena, name);
    map_add(&table->by_alias, key, number);
    return (int)number;
}

bool genre_add_alias(struct genre_table *table, int genre, struct str alias)
{
    struct str key = unicode_search_key(table->by_alias.arena, alias);
    uint32_t owner;
    if (map_find(&table->by_alias, key, &owner))
        return (int)owner == genre;
    return map_add(&table->by_alias, key, (uint32_t)genre);
}

int genre_find(const struct genre_table *table, struct arena *scratch, struct str text)
{
    struct str key = unicode_search_key(scratch, text);
    uint32_t number;
    if (str_equal(key, STR("unknown")) || str_equal(key, STR("no genres listed")) || key.size == 0)
        return GENRE_NOTHING;
    return map_find(&table->by_alias, key, &number) ? (int)number : GENRE_UNKNOWN;
}
