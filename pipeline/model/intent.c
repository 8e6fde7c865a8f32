#include "model/intent.h"

static char folded(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c + ('a' - 'A'));
    return c == ' ' || c == '-' ? '_' : c;
}

static bool same_intent(struct str a, struct str b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if (folded(a.data[i]) != folded(b.data[i]))
            return false;
    return true;
}

static int find_name(const struct intent_table *table, struct str name)
{
    for (size_t i = 0; i < table->count; i++)
        if (same_intent(table->names[i], name))
            return (int)i;
    return INTENT_NONE;
}

static int find_alias(const struct intent_table *table, struct str name)
{
    for (size_t i = 0; i < table->alias_count; i++)
        if (same_intent(table->aliases[i].text, name))
            return table->aliases[i].intent;
    return INTENT_NONE;
}

int intent_add(struct intent_table *table, struct str name)
{
    int known = find_name(table, name);
    if (known != INTENT_NONE || table->count == INTENT_MAX)
        return known;
    table->names[table->count] = name;
    return (int)table->count++;
}

bool intent_add_alias(struct intent_table *table, int intent, struct str alias)
{
    int known = intent_find(table, alias);
    if (known != INTENT_NONE || table->alias_count == INTENT_ALIASES_MAX)
        return known == intent;
    table->aliases[table->alias_count++] = (struct intent_alias){alias, intent};
    return true;
}

int intent_find(const struct intent_table *table, struct str text)
{
    struct str name = str_trim(text);
    int intent = find_name(table, name);
    return intent != INTENT_NONE ? intent : find_alias(table, name);
}
