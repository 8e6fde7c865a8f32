#include "commands/night_assertions.h"

#include <math.h>

#include "base/json.h"
#include "eval/assertion_metrics.h"
#include "eval/assertions.h"
#include "llm/interpretation.h"
#include "load/assertion_read.h"
#include "load/assertions_file.h"

#define SECTION_MAX ((size_t)4 << 20) /* bytes of a section as JSON, a schema included */

/* ── loading ── */

/* A section as assertion_read() takes it. A value that begins like JSON is JSON. */
static struct str section_json(const struct config_assertion *section, struct str schema,
                               struct arena *arena)
{
    struct str value = schema.size != 0 ? schema : section->value;
    bool raw = value.size != 0 && (value.data[0] == '{' || value.data[0] == '[');
    struct json *object = json_object();
    json_put_string(object, "type", section->type);
    json_put_string(object, "metric", section->metric.size == 0 ? section->name : section->metric);
    json_put_number(object, "weight", section->weight);
    if (!isnan(section->threshold))
        json_put_number(object, "threshold", section->threshold);
    if (value.size != 0 && !raw)
        json_put_string(object, "value", value);
    struct str flat = json_write_line(arena, object);
    json_free(object);
    if (!raw)
        return flat;
    struct strbuf joined = strbuf_init(arena, SECTION_MAX);
    strbuf_add(&joined, str_slice(flat, 0, flat.size - 1));
    strbuf_addf(&joined, ",\"value\":%.*s}", STR_ARG(value));
    return strbuf_str(&joined);
}

static bool load_section(struct night *night, struct loader *loader,
                         const struct config_assertion *section, struct error *err)
{
    struct input none = {.rejects = findings_init(night->arena),
                         .notes = findings_init(night->arena)};
    struct input *input = &none;
    struct str schema = STR_NONE;
    if (section->schema[0] != '\0') {
        bool shipped = str_equal(str_from(section->schema), STR(CONFIG_ANSWER_SCHEMA));
        if (!assertions_file_schema(loader, section->schema, shipped, &schema, err))
            return false;
        input = &night->inputs.items[night->inputs.count - 1];
    }
    if (assertion_read(loader, input, section->at,
                       section_json(section, str_trim(schema), night->scratch), &night->assertions))
        return true;
    const struct finding *why = &input->rejects.items[findings_kept(&input->rejects) - 1];
    return error_set(err, ERROR_USAGE, section->at, "[assertion %.*s]: %.*s",
                     STR_ARG(section->name), STR_ARG(why->reason));
}

bool night_assertions_load(struct night *night, struct loader *loader, struct error *err)
{
    const struct config *config = night->config;
    const struct config_paths *paths = &config->inputs.assertions;
    struct source_list sources;
    for (size_t i = 0; i < config->assertion_count; i++)
        if (!load_section(night, loader, &config->assertions[i], err))
            return false;
    return source_expand(SOURCE_ASSERTIONS, paths->items, paths->count, night->arena, &sources,
                         err) &&
           assertions_file_load(loader, &sources, &night->assertions, err);
}

/* ── judging ── */

static const struct str *built_in_texts(struct night *night, const struct interpreter *interpreter)
{
    const struct vocabulary vocabulary = {&night->catalogue, &night->genres, &night->intents};
    struct str *texts = ARENA_ARRAY(night->scratch, struct str, interpreter->count);
    for (size_t i = 0; i < interpreter->count; i++)
        texts[i] =
            interpretation_json(&interpreter->readings[i].slots, &vocabulary, night->scratch);
    return texts;
}

void night_assertions_judge(struct night *night, size_t i, const struct sampling *sampling)
{
    const struct interpreter *interpreter = &night->interpreters[i];
    struct assertion_plan plan =
        assertion_plan_make(&night->gold, &night->assertions, night->scratch);
    if (plan.nodes.count == 0)
        return;
    struct assertions_question question = {.plan = &plan, .interpreter = interpreter};
    if (interpreter->kind == INTERPRETER_BUILT_IN)
        question.outputs = built_in_texts(night, interpreter);
    struct assertions judged = assertions_judge(&question, night->pool, night->arena);
    night->evaluations[i].assertions = judged.results;
    assertion_metrics_add(&judged, sampling, night->scratch, &night->metrics);
}
