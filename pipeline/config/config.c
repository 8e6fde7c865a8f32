#include "config/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "config/environment.h"
#include "config/ini_file.h"
#include "config/interpreters.h"
#include "config/judges.h"
#include "config/options.h"
#include "config/settings.h"

/* ── what no row of the table can check alone ── */

static struct settings_value *plain(const struct settings *settings, const char *section,
                                    const char *name)
{
    const struct keys_section *found = keys_find_section(str_from(section));
    return settings_value_of(settings_find(settings, found, STR("")), name);
}

static bool check_primary(const struct config *config, struct error *err)
{
    struct str primary = config->llm.primary;
    struct suggest near = suggest_for(primary);
    for (size_t i = 0; i < config->interpreter_count; i++) {
        if (str_equal(config->interpreters[i].name, primary))
            return true;
        suggest_consider(&near, config->interpreters[i].name);
    }
    struct at at = plain(config->settings, "llm", "primary")->origin.at;
    if (near.best.size == 0)
        return error_set(err, ERROR_USAGE, at,
                         "`primary` is `%.*s`, but there is no such interpreter in use",
                         STR_ARG(primary));
    return error_set(err, ERROR_USAGE, at,
                     "`primary` is `%.*s`, but there is no such interpreter in use; did you mean "
                     "`%.*s`?",
                     STR_ARG(primary), STR_ARG(near.best));
}

static bool collect_assertions(struct config *config, const struct settings *settings,
                               struct error *err)
{
    config->assertions = ARENA_ARRAY(settings->arena, struct config_assertion,
                                     settings_count_of(settings, "assertion"));
    for (size_t i = 0; i < settings->count; i++) {
        const struct settings_record *record = settings->items[i];
        if (strcmp(record->section->name, "assertion") != 0)
            continue;
        struct config_assertion assertion = *(struct config_assertion *)record->fields;
        if (assertion.type.size == 0)
            return error_set(err, ERROR_USAGE, record->at, "[assertion %.*s] has no type",
                             STR_ARG(record->name));
        if (assertion.schema[0] != '\0' && assertion.value.size != 0)
            return error_set(err, ERROR_USAGE, settings_value_of(record, "schema")->origin.at,
                             "[assertion %.*s] has both a value and a schema",
                             STR_ARG(record->name));
        if (str_equal(assertion.type, STR("off")))
            continue;
        assertion.name = record->name;
        assertion.at = record->at;
        config->assertions[config->assertion_count++] = assertion;
    }
    return true;
}

static bool collect_gates(struct config *config, const struct settings *settings, struct error *err)
{
    config->gates =
        ARENA_ARRAY(settings->arena, struct config_gate, settings_count_of(settings, "gate"));
    for (size_t i = 0; i < settings->count; i++) {
        const struct settings_record *record = settings->items[i];
        if (strcmp(record->section->name, "gate") != 0)
            continue;
        const struct settings_value *rule = settings_value_of(record, "rule");
        if (rule->text.size == 0)
            return error_set(err, ERROR_USAGE, record->at, "[gate %.*s] has no rule",
                             STR_ARG(record->name));
        if (str_equal(rule->text, STR("off")))
            continue;
        config->gates[config->gate_count++] = (struct config_gate){
            .name = record->name,
            .at = rule->origin.at,
            .rule = rule->text,
        };
    }
    return true;
}

/* Where a key that names a file belongs to one protocol: auto becomes that, no other will do. */
static bool settle_file(struct config *config, const char *key, const char *path,
                        enum config_protocol own, const char *own_name, struct error *err)
{
    struct config_split *split = &config->split;
    const struct settings_value *protocol = plain(config->settings, "split", "protocol");
    const struct settings_value *file = plain(config->settings, "split", key);
    bool given = path[0] != '\0';
    if (given && split->protocol == CONFIG_PROTOCOL_AUTO)
        split->protocol = own;
    if (given && split->protocol != own)
        return error_set(err, ERROR_USAGE, file->origin.at,
                         "`%s` needs the protocol %s or auto, not %.*s", key, own_name,
                         STR_ARG(protocol->text));
    if (!given && split->protocol == own)
        return error_set(err, ERROR_USAGE, protocol->origin.at,
                         "the protocol %s needs a file of `%s`", own_name, key);
    return true;
}

static bool settle_split(struct config *config, struct error *err)
{
    const struct config_split *split = &config->split;
    if (split->test_rows[0] != '\0' && split->test_ratings[0] != '\0')
        return error_set(err, ERROR_USAGE,
                         plain(config->settings, "split", "test_ratings")->origin.at,
                         "`test_rows` and `test_ratings` both say what to hold out: give one");
    return settle_file(config, "test_rows", split->test_rows, CONFIG_PROTOCOL_ROWS, "rows", err) &&
           settle_file(config, "test_ratings", split->test_ratings, CONFIG_PROTOCOL_OFFICIAL,
                       "official", err);
}

static bool check_scale(const struct config *config, struct error *err)
{
    double low = config->svd.scale_min;
    double high = config->svd.scale_max;
    if (low < high || (low == 0 && high == 0))
        return true;
    const struct settings_value *min = plain(config->settings, "svd", "scale_min");
    const struct settings_value *max = plain(config->settings, "svd", "scale_max");
    const struct settings_value *later = max->origin.source >= min->origin.source ? max : min;
    return error_set(err, ERROR_USAGE, later->origin.at,
                     "`scale_min` (%.*s) is not below `scale_max` (%.*s)", STR_ARG(min->text),
                     STR_ARG(max->text));
}

static bool check_models(const struct config *config, struct error *err)
{
    if (config->recommender.models.set != 0)
        return true;
    return error_set(err, ERROR_USAGE, config_at(config, "recommender", "models"),
                     "`models` names no model");
}

/* True, and the list is empty, when it says "auto". */
static bool settle_auto(struct config_paths *paths)
{
    if (paths->count != 1 || !str_equal(paths->items[0], STR("auto")))
        return false;
    paths->count = 0;
    return true;
}

bool config_load(struct arena *arena, const struct config_source *source, struct config *out,
                 struct error *err)
{
    struct config *config = ARENA_NEW(arena, struct config);
    const char *home = environment_get(source->environment, "HOME");
    struct settings *settings = settings_open(arena, config, home);
    config->settings = settings;
    if ((source->file != NULL &&
         !ini_file_read(settings, source->file, source->file_required, err)) ||
        !environment_apply(settings, source->environment, err) ||
        !options_apply(settings, source->options, source->option_count, err))
        return false;

    config->inputs.movies_auto = settle_auto(&config->inputs.movies);
    config->inputs.tags_auto = settle_auto(&config->inputs.tags);
    if (!interpreters_collect(config, settings, err) || !check_primary(config, err) ||
        !judges_collect(config, settings, err) || !collect_assertions(config, settings, err) ||
        !collect_gates(config, settings, err) || !settle_split(config, err) ||
        !check_models(config, err) || !check_scale(config, err))
        return false;
    *out = *config;
    return true;
}

bool config_is_default(const struct config *config, const char *section, const char *key)
{
    const struct keys_row *row = keys_find(keys_find_section(str_from(section)), str_from(key));
    return str_equal(plain(config->settings, section, key)->text, str_from(row->initial));
}

struct at config_at(const struct config *config, const char *section, const char *key)
{
    return plain(config->settings, section, key)->origin.at;
}

void config_range(const char *section, const char *key, double *min, double *max)
{
    const struct keys_row *row = keys_find(keys_find_section(str_from(section)), str_from(key));
    *min = row->min;
    *max = row->max;
}

/* ── what bears on the numbers ── */

static int compare_params(const void *a, const void *b)
{
    return str_compare(((const struct run_param *)a)->key, ((const struct run_param *)b)->key);
}

void config_params(const struct config *config, struct arena *arena, struct run_param **out,
                   size_t *count)
{
    struct {
        struct run_param *items;
        size_t count;
        size_t capacity;
    } params = {0};
    for (size_t i = 0; i < config->settings->count; i++) {
        const struct settings_record *record = config->settings->items[i];
        for (size_t j = 0; j < record->count; j++)
            if (record->keys[j].decides)
                *ARENA_PUSH(arena, &params) = (struct run_param){
                    .key = settings_path(record, &record->keys[j], arena),
                    .value = record->values[j].text,
                };
    }
    if (params.count != 0)
        qsort(params.items, params.count, sizeof params.items[0], compare_params);
    *out = params.items;
    *count = params.count;
}

struct hash_sha256 config_digest(const struct config *config, struct arena *scratch)
{
    struct run_param *params;
    size_t count;
    config_params(config, scratch, &params, &count);
    struct hash_stream *stream = hash_stream_open();
    for (size_t i = 0; i < count; i++) {
        hash_stream_add_field(stream, params[i].key);
        hash_stream_add_field(stream, params[i].value);
    }
    return hash_stream_close(stream);
}
