#include "model/prompt.h"

const struct prompt *prompt_find(const struct prompt_list *list, struct str wanted)
{
    struct str version = wanted;
    struct str name;
    if (!str_next(&version, '@', &name))
        return NULL;
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].name, name) &&
            str_starts_with(list->items[i].version, version))
            return &list->items[i];
    return NULL;
}

const char *prompt_format_name(enum prompt_format format)
{
    static const char *const names[] = {
        [PROMPT_FORMAT_TEXT] = "text",
        [PROMPT_FORMAT_JSON] = "json",
        [PROMPT_FORMAT_SCHEMA] = "schema",
    };
    return names[format];
}
