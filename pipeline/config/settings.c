#include "config/settings.h"

#include <assert.h>
#include <string.h>

#include "config/value.h"

#define TEXT_MAX ((size_t)1 << 20) /* bytes of one value */

static const struct settings_origin from_default = {SETTINGS_DEFAULT, {NULL, 0}};

static struct str normal_form(struct arena *arena, const struct keys_row *key, struct str before,
                              struct str text)
{
    if (!keys_is_list(key))
        return str_copy(arena, text);
    if (key->type == KEYS_TERMS) /* what is between two commas of a term may mean something */
        return str_from(arena_printf(arena, "%.*s%s%.*s", STR_ARG(before),
                                     before.size != 0 && text.size != 0 ? ", " : "",
                                     STR_ARG(text)));
    struct strbuf list = strbuf_init(arena, TEXT_MAX);
    strbuf_add(&list, before);
    struct str part;
    while (value_next_part(&text, &part)) {
        if (list.size != 0)
            strbuf_add(&list, STR(", "));
        strbuf_add(&list, part);
    }
    return str_copy(arena, strbuf_str(&list));
}

struct settings_value *settings_value(const struct settings_record *record,
                                      const struct keys_row *key)
{
    assert(key >= record->keys && key < record->keys + record->count);
    return &record->values[key - record->keys];
}

struct settings_value *settings_value_of(const struct settings_record *record, const char *name)
{
    return settings_value(record, keys_find(record->section, str_from(name)));
}

size_t settings_count_of(const struct settings *settings, const char *section)
{
    size_t count = 0;
    for (size_t i = 0; i < settings->count; i++)
        count += strcmp(settings->items[i]->section->name, section) == 0;
    return count;
}

bool settings_set(struct settings *settings, struct settings_record *record,
                  const struct keys_row *key, struct str text, struct settings_origin origin,
                  bool append, struct error *err)
{
    struct settings_value *value = settings_value(record, key);
    struct str before = append ? value->text : STR_NONE;
    struct str whole = normal_form(settings->arena, key, before, str_trim(text));
    char *field = (char *)record->fields + key->offset;
    if (!value_parse(key, whole, settings->home, settings->arena, field, origin.at, err))
        return false;
    *value = (struct settings_value){whole, origin};
    return true;
}

/* A default that the table's own check refuses is our mistake, not the user's. */
static void set_default(struct settings *settings, struct settings_record *record,
                        const struct keys_row *key, const char *text)
{
    struct error err = {0};
    bool valid = settings_set(settings, record, key, str_from(text), from_default, false, &err);
    assert(valid);
}

static struct settings_record *add(struct settings *settings, const struct keys_section *section,
                                   struct str name, void *fields)
{
    struct settings_record *record = ARENA_NEW(settings->arena, struct settings_record);
    *record = (struct settings_record){.section = section, .fields = fields};
    record->name = str_copy(settings->arena, name);
    record->keys = keys_of(section, &record->count);
    record->values = ARENA_ARRAY(settings->arena, struct settings_value, record->count);
    for (size_t i = 0; i < record->count; i++)
        if (record->keys[i].initial != NULL)
            set_default(settings, record, &record->keys[i], record->keys[i].initial);
    *ARENA_PUSH(settings->arena, settings) = record;
    return record;
}

static struct settings_record *add_named(struct settings *settings,
                                         const struct keys_section *section, struct str name)
{
    return add(settings, section, name, arena_array(settings->arena, 1, section->size));
}

static void add_presets(struct settings *settings, const struct keys_section *section)
{
    for (size_t i = 0; i < keys_preset_count; i++) {
        const struct keys_preset *preset = &keys_presets[i];
        if (strcmp(preset->section, section->name) != 0)
            continue;
        struct str name = str_from(preset->name);
        struct settings_record *record = settings_find(settings, section, name);
        if (record == NULL)
            record = add_named(settings, section, name);
        const struct keys_row *key = keys_find(section, str_from(preset->key));
        set_default(settings, record, key, preset->value);
    }
}

struct settings *settings_open(struct arena *arena, struct config *config, const char *home)
{
    struct settings *settings = ARENA_NEW(arena, struct settings);
    *settings = (struct settings){.arena = arena, .home = home};
    for (size_t i = 0; i < keys_section_count; i++) {
        const struct keys_section *section = &keys_sections[i];
        if (section->named)
            add_presets(settings, section);
        else
            add(settings, section, STR(""), (char *)config + section->offset);
    }
    return settings;
}

struct settings_record *settings_find(const struct settings *settings,
                                      const struct keys_section *section, struct str name)
{
    for (size_t i = 0; i < settings->count; i++) {
        struct settings_record *record = settings->items[i];
        if (record->section == section && str_equal(record->name, name))
            return record;
    }
    return NULL;
}

/* Moves the record behind the last one of its section, and the section stays in one piece. */
static void move_behind_its_kind(struct settings *settings, struct settings_record *record)
{
    size_t from = 0;
    while (settings->items[from] != record)
        from++;
    size_t left = settings->count - from - 1;
    memmove(&settings->items[from], &settings->items[from + 1], left * sizeof *settings->items);

    size_t to = settings->count - 1;
    while (to > 0 && settings->items[to - 1]->section > record->section)
        to--;
    size_t right = settings->count - 1 - to;
    memmove(&settings->items[to + 1], &settings->items[to], right * sizeof *settings->items);
    settings->items[to] = record;
}

static bool is_name(struct str name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-')
            return false;
    }
    return name.size != 0 && name.size <= SETTINGS_NAME_MAX;
}

bool settings_claim(struct settings *settings, const struct keys_section *section, struct str name,
                    struct at at, struct settings_record **out, struct error *err)
{
    if (!is_name(name))
        return error_set(err, ERROR_USAGE, at,
                         "`%.*s` is no name for a [%s]: it takes 1 to %d of a-z, 0-9, _ and -",
                         STR_ARG(name), section->name, SETTINGS_NAME_MAX);
    struct settings_record *record = settings_find(settings, section, name);
    if (record == NULL)
        record = add_named(settings, section, name);
    move_behind_its_kind(settings, record);
    record->at = at;
    *out = record;
    return true;
}

struct str settings_path(const struct settings_record *record, const struct keys_row *key,
                         struct arena *arena)
{
    const char *dot = record->name.size != 0 ? "." : "";
    return str_from(arena_printf(arena, "%s%s%.*s.%s", record->section->name, dot,
                                 STR_ARG(record->name), key->name));
}

struct str settings_title(const struct settings_record *record, struct arena *arena)
{
    const char *space = record->name.size != 0 ? " " : "";
    return str_from(
        arena_printf(arena, "[%s%s%.*s]", record->section->name, space, STR_ARG(record->name)));
}
