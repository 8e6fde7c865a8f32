#include "commands/rescore.h"

#include <string.h>

#include "base/io.h"
#include "commands/outputs.h"
#include "commands/past_run.h"
#include "commands/run.h"

static struct str text_of(const struct session *session, const struct json *node, const char *key)
{
    return str_copy(session->run, str_from(json_get_text(node, key)));
}

/* An interpreter of the past run, with its recorded outputs for a model. */
static struct config_interpreter recorded(const struct session *session, const struct json *node,
                                          const char *outputs)
{
    struct config_interpreter interpreter = {.name = text_of(session, node, "name"),
                                             .kind = CONFIG_INTERPRETER_BUILT_IN};
    if (strcmp(json_get_text(node, "kind"), "built-in") == 0)
        return interpreter;
    interpreter.kind = CONFIG_INTERPRETER_REPLAY;
    interpreter.model = text_of(session, node, "model");
    interpreter.prompt = text_of(session, node, "prompt");
    interpreter.recorded_as = interpreter.name;
    interpreter.synthetic = json_is_true(json_get(node, "synthetic"));
    interpreter.recordings.items = ARENA_NEW(session->run, struct str);
    interpreter.recordings.items[0] = str_from(outputs);
    interpreter.recordings.count = 1;
    return interpreter;
}

/* Replaces the configured interpreters by those of the past run. */
static bool replace_interpreters(const struct session *session, const struct json *summary,
                                 const char *outputs, struct config *config, struct error *err)
{
    const struct json *list = json_get(summary, "interpreters");
    struct str own_primary = STR_NONE;
    bool has_primary = false;
    config->interpreters = ARENA_ARRAY(session->run, struct config_interpreter, json_count(list));
    config->interpreter_count = 0;
    for (const struct json *node = json_first(list); node != NULL; node = json_next(node)) {
        struct config_interpreter interpreter = recorded(session, node, outputs);
        has_primary = has_primary || str_equal(interpreter.name, config->llm.primary);
        if (json_is_true(json_get(node, "primary")))
            own_primary = interpreter.name;
        config->interpreters[config->interpreter_count++] = interpreter;
    }
    if (!has_primary)
        config->llm.primary = own_primary;
    if (config->llm.primary.size != 0)
        return true;
    return error_set(err, ERROR_INPUT, AT_FILE(outputs), "the run evaluated no interpreter");
}

bool rescore_command(struct session *session, struct error *err)
{
    struct config config = *session->config;
    struct session own = *session;
    struct json *summary;
    const char *folder;
    if (!past_run_find(session, session->arguments[0], &folder, err) ||
        !past_run_summary(session, folder, &summary, err))
        return false;
    const char *outputs = io_join(session->run, folder, OUTPUTS_NAME);
    bool ready = replace_interpreters(session, summary, outputs, &config, err);
    json_free(summary);
    own.config = &config;
    if (!ready || !run_again(&own, "rescore", err))
        return false;
    session->gate_failed = own.gate_failed;
    return true;
}
