#include "config/judges.h"

#include <string.h>

#include "base/suggest.h"

static bool is_interpreter(const struct config *config, struct str name)
{
    for (size_t i = 0; i < config->interpreter_count; i++)
        if (str_equal(config->interpreters[i].name, name))
            return true;
    return false;
}

static bool check_interpreter(const struct config *config, const struct settings_record *record,
                              const char *key, struct str name, struct error *err)
{
    struct suggest near = suggest_for(name);
    if (is_interpreter(config, name))
        return true;
    for (size_t i = 0; i < config->interpreter_count; i++)
        suggest_consider(&near, config->interpreters[i].name);
    struct at at = settings_value_of(record, key)->origin.at;
    if (near.best.size == 0)
        return error_set(err, ERROR_USAGE, at,
                         "`%s` has `%.*s`, but there is no such interpreter in use", key,
                         STR_ARG(name));
    return error_set(err, ERROR_USAGE, at,
                     "`%s` has `%.*s`, but there is no such interpreter in use; did you mean "
                     "`%.*s`?",
                     key, STR_ARG(name), STR_ARG(near.best));
}

static bool check_endpoint(const struct config *config, const struct settings_record *record,
                           const struct config_judge *judge, struct error *err)
{
    for (size_t i = 0; i < config->endpoint_count; i++)
        if (str_equal(config->endpoints[i].name, judge->endpoint))
            return true;
    if (judge->endpoint.size == 0)
        return error_set(err, ERROR_USAGE, record->at,
                         "[judge %.*s] asks an endpoint and has no `endpoint`",
                         STR_ARG(record->name));
    return error_set(err, ERROR_USAGE, settings_value_of(record, "endpoint")->origin.at,
                     "there is no [endpoint %.*s]", STR_ARG(judge->endpoint));
}

/* A key that is set although the kind has no use for it is a mistake. */
static bool check_kind(const struct config *config, const struct settings_record *record,
                       const struct config_judge *judge, struct error *err)
{
    bool asks = judge->kind == CONFIG_JUDGE_ENDPOINT;
    const char *unused = asks ? "recordings" : "endpoint";
    const struct settings_value *value = settings_value_of(record, unused);
    if (value->text.size != 0)
        return error_set(err, ERROR_USAGE, value->origin.at,
                         "`%s` has no meaning for [judge %.*s], whose kind is %s", unused,
                         STR_ARG(record->name), asks ? "endpoint" : "replay");
    if (judge->model.size == 0 || judge->rubric.size == 0)
        return error_set(err, ERROR_USAGE, record->at, "[judge %.*s] has no `%s`",
                         STR_ARG(record->name), judge->model.size == 0 ? "model" : "rubric");
    return !asks || check_endpoint(config, record, judge, err);
}

static bool check(const struct config *config, const struct settings_record *record,
                  const struct config_judge *judge, struct error *err)
{
    if (!check_kind(config, record, judge, err))
        return false;
    for (size_t i = 0; i < judge->interpreters.count; i++)
        if (!check_interpreter(config, record, "interpreters", judge->interpreters.items[i], err))
            return false;
    return judge->against.size == 0 ||
           check_interpreter(config, record, "against", judge->against, err);
}

/* Exists by default and judges what is not there. */
static bool is_idle(const struct config *config, const struct settings_record *record,
                    const struct config_judge *judge)
{
    if (record->at.file != NULL)
        return false;
    for (size_t i = 0; i < judge->interpreters.count; i++)
        if (!is_interpreter(config, judge->interpreters.items[i]))
            return true;
    return false;
}

bool judges_collect(struct config *config, const struct settings *settings, struct error *err)
{
    config->judges =
        ARENA_ARRAY(settings->arena, struct config_judge, settings_count_of(settings, "judge"));
    for (size_t i = 0; i < settings->count; i++) {
        const struct settings_record *record = settings->items[i];
        if (strcmp(record->section->name, "judge") != 0)
            continue;
        struct config_judge judge = *(struct config_judge *)record->fields;
        judge.name = record->name;
        judge.at = record->at;
        if (judge.kind == CONFIG_JUDGE_OFF || is_idle(config, record, &judge))
            continue;
        if (!check(config, record, &judge, err))
            return false;
        config->judges[config->judge_count++] = judge;
    }
    return true;
}
