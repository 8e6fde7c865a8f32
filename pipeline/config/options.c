#include "config/options.h"

#include <assert.h>

/* "gate.NAME.rule" in its three parts; the middle one is empty in "svd.epochs". */
struct path {
    struct str section;
    struct str name;
    struct str key;
};

static struct path split_path(struct str text)
{
    size_t last = text.size;
    while (last > 0 && text.data[last - 1] != '.')
        last--;
    struct path path = {.key = str_slice(text, last, text.size)};
    struct str rest = str_slice(text, 0, last == 0 ? 0 : last - 1);
    str_next(&rest, '.', &path.section);
    path.name = rest;
    return path;
}

static const struct keys_row *find_key(const struct path *path)
{
    const struct keys_section *section = keys_find_section(path->section);
    if (section == NULL || section->named != (path->name.size != 0))
        return NULL;
    return keys_find(section, path->key);
}

const struct keys_row *options_find(struct str path)
{
    struct path parts = split_path(path);
    return find_key(&parts);
}

static bool apply_one(struct settings *settings, const struct config_option *option,
                      struct error *err)
{
    struct path path = split_path(option->key);
    const struct keys_row *key = find_key(&path);
    assert(key != NULL);
    const struct keys_section *section = keys_find_section(path.section);
    struct at at = AT_FILE(option->typed);
    struct settings_record *record = settings_find(settings, section, path.name);
    if (record == NULL && !settings_claim(settings, section, path.name, at, &record, err))
        return false;
    bool append =
        keys_is_list(key) && settings_value(record, key)->origin.source == SETTINGS_OPTION;
    return settings_set(settings, record, key, option->value,
                        (struct settings_origin){SETTINGS_OPTION, at}, append, err);
}

bool options_apply(struct settings *settings, const struct config_option *options, size_t count,
                   struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (!apply_one(settings, &options[i], err))
            return false;
    return true;
}

void options_suggest(struct suggest *search, const char *keys, struct arena *arena)
{
    for (size_t i = 0; i < keys_count; i++) {
        const struct keys_row *key = &keys_table[i];
        if (!keys_bears_on(key, keys))
            continue;
        if (key->option != NULL)
            suggest_consider(search, str_from(key->option));
        if (!keys_find_section(str_from(key->section))->named)
            suggest_consider(search,
                             str_from(arena_printf(arena, "%s.%s", key->section, key->name)));
    }
}
