#include "config/environment.h"

#include <ctype.h>
#include <string.h>

#include "base/suggest.h"

#define PREFIX "REELGAUGE_"
#define VARIABLE_MAX 256 /* bytes, more than any of ours has */

/* They begin like ours and are read by others. */
static const char *const reserved[] = {"REELGAUGE_KERNELS", "REELGAUGE_PSEUDONYM_KEY"};

/* A part of the name of a variable: "case-accuracy" is CASE_ACCURACY. */
static void add_upper(struct strbuf *name, struct str part)
{
    for (size_t i = 0; i < part.size; i++)
        strbuf_add_char(name,
                        part.data[i] == '-' ? '_' : (char)toupper((unsigned char)part.data[i]));
}

struct str environment_name(const struct settings_record *record, const struct keys_row *key,
                            struct arena *arena)
{
    struct strbuf name = strbuf_init(arena, VARIABLE_MAX);
    strbuf_add(&name, STR(PREFIX));
    add_upper(&name, str_from(record->section->name));
    strbuf_add_char(&name, '_');
    if (record->name.size != 0) {
        add_upper(&name, record->name);
        strbuf_add_char(&name, '_');
    }
    add_upper(&name, str_from(key->name));
    return strbuf_str(&name);
}

static bool is_reserved(struct str name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (str_equal(name, str_from(reserved[i])))
            return true;
    return false;
}

static bool begins_with_section(struct str name, struct arena *arena)
{
    for (size_t i = 0; i < keys_section_count; i++) {
        struct strbuf begin = strbuf_init(arena, VARIABLE_MAX);
        strbuf_add(&begin, STR(PREFIX));
        add_upper(&begin, str_from(keys_sections[i].name));
        strbuf_add_char(&begin, '_');
        if (str_starts_with(name, strbuf_str(&begin)))
            return true;
    }
    return false;
}

static struct str without_prefix(struct str name)
{
    return str_slice(name, STR(PREFIX).size, name.size);
}

/* A name that nearly is one of ours was meant to be it; any other may belong to somebody else. */
static bool check_unknown(const struct settings *settings, struct str name, struct error *err)
{
    struct suggest near = suggest_for(without_prefix(name));
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        suggest_consider(&near, without_prefix(str_from(reserved[i])));
    for (size_t i = 0; i < settings->count; i++)
        for (size_t j = 0; j < settings->items[i]->count; j++)
            suggest_consider(&near, without_prefix(environment_name(settings->items[i],
                                                                    &settings->items[i]->keys[j],
                                                                    settings->arena)));
    if (near.best.size != 0)
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "unknown environment variable %.*s; did you mean " PREFIX "%.*s?",
                         STR_ARG(name), STR_ARG(near.best));
    if (begins_with_section(name, settings->arena))
        return error_set(err, ERROR_USAGE, AT_NOWHERE, "unknown environment variable %.*s",
                         STR_ARG(name));
    return true;
}

static bool apply_one(struct settings *settings, struct str name, struct str value,
                      struct error *err)
{
    for (size_t i = 0; i < settings->count; i++) {
        struct settings_record *record = settings->items[i];
        for (size_t j = 0; j < record->count; j++) {
            const struct keys_row *key = &record->keys[j];
            struct str known = environment_name(record, key, settings->arena);
            struct settings_origin origin = {SETTINGS_ENVIRONMENT, AT_FILE(known.data)};
            if (str_equal(known, name))
                return settings_set(settings, record, key, value, origin, false, err);
        }
    }
    return check_unknown(settings, name, err);
}

bool environment_apply(struct settings *settings, char *const *environment, struct error *err)
{
    for (size_t i = 0; environment != NULL && environment[i] != NULL; i++) {
        struct str value = str_from(environment[i]);
        struct str name;
        str_next(&value, '=', &name);
        if (!str_starts_with(name, STR(PREFIX)) || is_reserved(name) || value.size == 0)
            continue;
        if (!apply_one(settings, name, value, err))
            return false;
    }
    return true;
}

const char *environment_get(char *const *environment, const char *name)
{
    size_t size = strlen(name);
    for (size_t i = 0; environment != NULL && environment[i] != NULL; i++)
        if (strncmp(environment[i], name, size) == 0 && environment[i][size] == '=')
            return environment[i] + size + 1;
    return NULL;
}
