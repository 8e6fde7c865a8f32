#include "model/intent.h"

#include <stdbool.h>

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

int intent_add(struct intent_table *table, struct str name)
{
    int known = intent_find(table, name);
    if (known != INTENT_NONE || table->count == INTENT_MAX)
        return known;
    table->names[table->count] = name;
    return (int)table->count++;
}

int intent_find(const struct intent_table *table, struct str text)
{
    struct str name = str_trim(text);
    for (size_t i = 0; i < table->count; i++)
        if (same_intent(table->names[i], name))
            return (int)i;
    return INTENT_NONE;
}
