#include "config/interpreters.h"

#include <string.h>

#include "base/suggest.h"

#define DEFAULT_PROMPT STR("interpret")

/* ── endpoints ── */

/* A secret in the address would be told by every message that names the address. */
static bool check_url(const struct settings_record *record, struct error *err)
{
    const struct settings_value *value = settings_value_of(record, "url");
    struct str url = value->text;
    if (url.size == 0)
        return error_set(err, ERROR_USAGE, record->at, "[endpoint %.*s] has no url",
                         STR_ARG(record->name));
    size_t scheme = str_starts_with(url, STR("https://"))  ? STR("https://").size
                    : str_starts_with(url, STR("http://")) ? STR("http://").size
                                                           : 0;
    struct str rest = str_slice(url, scheme, url.size);
    struct str host;
    if (scheme == 0 || !str_next(&rest, '/', &host) || host.size == 0)
        return error_set(err, ERROR_USAGE, value->origin.at,
                         "`url` takes an address that begins with http:// or https://");
    if (str_find(host, STR("@")) != SIZE_MAX)
        return error_set(err, ERROR_USAGE, value->origin.at,
                         "`url` has a user or a password in it; a key belongs into the environment "
                         "variable that `key_env` names");
    return true;
}

static bool collect_endpoints(struct config *config, const struct settings *settings,
                              struct error *err)
{
    config->endpoints = ARENA_ARRAY(settings->arena, struct config_endpoint,
                                    settings_count_of(settings, "endpoint"));
    for (size_t i = 0; i < settings->count; i++) {
        const struct settings_record *record = settings->items[i];
        if (strcmp(record->section->name, "endpoint") != 0)
            continue;
        if (!check_url(record, err))
            return false;
        struct config_endpoint endpoint = *(struct config_endpoint *)record->fields;
        endpoint.name = record->name;
        endpoint.at = record->at;
        config->endpoints[config->endpoint_count++] = endpoint;
    }
    return true;
}

/* ── one interpreter ── */

/* A key that is set although the kind has no use for it is a mistake. */
static bool check_unused(const struct settings_record *record, const char *const *names,
                         const char *kind, struct error *err)
{
    for (; *names != NULL; names++) {
        const struct settings_value *value = settings_value_of(record, *names);
        if (value->text.size != 0 && !str_equal(value->text, STR("auto")))
            return error_set(err, ERROR_USAGE, value->origin.at,
                             "`%s` has no meaning for [interpreter %.*s], whose kind is %s", *names,
                             STR_ARG(record->name), kind);
    }
    return true;
}

static bool check_endpoint(const struct config *config, const struct settings_record *record,
                           struct error *err)
{
    const struct settings_value *endpoint = settings_value_of(record, "endpoint");
    const struct settings_value *model = settings_value_of(record, "model");
    struct suggest near = suggest_for(endpoint->text);
    if (endpoint->text.size == 0 || model->text.size == 0)
        return error_set(err, ERROR_USAGE, record->at,
                         "[interpreter %.*s] asks an endpoint and has no `%s`",
                         STR_ARG(record->name), endpoint->text.size == 0 ? "endpoint" : "model");
    for (size_t i = 0; i < config->endpoint_count; i++) {
        if (str_equal(config->endpoints[i].name, endpoint->text))
            return true;
        suggest_consider(&near, config->endpoints[i].name);
    }
    if (near.best.size == 0)
        return error_set(err, ERROR_USAGE, endpoint->origin.at, "there is no [endpoint %.*s]",
                         STR_ARG(endpoint->text));
    return error_set(err, ERROR_USAGE, endpoint->origin.at,
                     "there is no [endpoint %.*s]; did you mean `%.*s`?", STR_ARG(endpoint->text),
                     STR_ARG(near.best));
}

static bool check_kind(const struct config *config, const struct settings_record *record,
                       const struct config_interpreter *interpreter, struct error *err)
{
    static const char *const built_in[] = {"endpoint",    "model",      "prompt", "recordings",
                                           "temperature", "max_tokens", "seed",   NULL};
    static const char *const replay[] = {"endpoint", "temperature", "max_tokens", "seed", NULL};
    static const char *const endpoint[] = {"recordings", NULL};
    switch (interpreter->kind) {
    case CONFIG_INTERPRETER_BUILT_IN:
        return check_unused(record, built_in, "built-in", err);
    case CONFIG_INTERPRETER_REPLAY:
        return check_unused(record, replay, "replay", err);
    case CONFIG_INTERPRETER_ENDPOINT:
        return check_unused(record, endpoint, "endpoint", err) &&
               check_endpoint(config, record, err);
    case CONFIG_INTERPRETER_OFF:
        break;
    }
    return true;
}

/* ── its matrix ── */

/* A name that stands in a metric's label, where a gate must be able to name it. */
static bool check_part(struct str part, struct at at, struct error *err)
{
    for (size_t i = 0; i < part.size; i++)
        if (strchr(" {},=\"", part.data[i]) != NULL)
            return error_set(err, ERROR_USAGE, at,
                             "`%.*s` cannot be one of several: a space and {},=\" have no place in "
                             "an interpreter's name",
                             STR_ARG(part));
    return true;
}

static struct str cell_name(const struct config_interpreter *cell, struct arena *arena)
{
    bool models = cell->models.count > 1;
    bool prompts = cell->prompts.count > 1;
    struct str model = models ? cell->model : STR_NONE;
    struct str prompt = prompts ? cell->prompt : STR_NONE;
    return str_from(arena_printf(arena, "%.*s%s%.*s%s%.*s", STR_ARG(cell->name), models ? "/" : "",
                                 STR_ARG(model), prompts ? "/" : "", STR_ARG(prompt)));
}

static bool add_cell(struct config *config, const struct config_interpreter *section, size_t model,
                     size_t prompt, const struct settings *settings, struct error *err)
{
    struct config_interpreter cell = *section;
    bool asks = cell.kind == CONFIG_INTERPRETER_ENDPOINT;
    if (cell.models.count != 0)
        cell.model = cell.models.items[model];
    if (cell.prompts.count != 0)
        cell.prompt = cell.prompts.items[prompt];
    else if (asks)
        cell.prompt = DEFAULT_PROMPT;
    cell.name = cell_name(&cell, settings->arena);
    if ((cell.models.count > 1 && !check_part(cell.model, cell.at, err)) ||
        (cell.prompts.count > 1 && !check_part(cell.prompt, cell.at, err)))
        return false;
    if (config->interpreter_count == INTERPRETERS_MAX)
        return error_set(err, ERROR_USAGE, cell.at,
                         "there are more than %d interpreters: models times prompts of each",
                         INTERPRETERS_MAX);
    config->interpreters[config->interpreter_count++] = cell;
    return true;
}

static size_t at_least_one(size_t count)
{
    return count == 0 ? 1 : count;
}

static bool spread(struct config *config, const struct config_interpreter *section,
                   const struct settings *settings, struct error *err)
{
    for (size_t model = 0; model < at_least_one(section->models.count); model++)
        for (size_t prompt = 0; prompt < at_least_one(section->prompts.count); prompt++)
            if (!add_cell(config, section, model, prompt, settings, err))
                return false;
    return true;
}

bool interpreters_collect(struct config *config, const struct settings *settings, struct error *err)
{
    if (!collect_endpoints(config, settings, err))
        return false;
    config->interpreters =
        ARENA_ARRAY(settings->arena, struct config_interpreter, INTERPRETERS_MAX);
    for (size_t i = 0; i < settings->count; i++) {
        const struct settings_record *record = settings->items[i];
        if (strcmp(record->section->name, "interpreter") != 0)
            continue;
        struct config_interpreter section = *(struct config_interpreter *)record->fields;
        if (section.kind == CONFIG_INTERPRETER_OFF)
            continue;
        section.name = record->name;
        section.at = record->at;
        if (!check_kind(config, record, &section, err) || !spread(config, &section, settings, err))
            return false;
    }
    return true;
}
