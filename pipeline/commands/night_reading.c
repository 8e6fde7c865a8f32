#include "commands/night_reading.h"

#include "base/clock.h"
#include "commands/night_asking.h"
#include "commands/night_assertions.h"
#include "commands/night_judges.h"
#include "commands/night_prompts.h"
#include "commands/night_robustness.h"
#include "commands/night_slots.h"
#include "eval/calls.h"
#include "eval/case_accuracy.h"
#include "eval/genre_recall.h"
#include "eval/intent_accuracy.h"
#include "eval/repeats.h"
#include "eval/robustness.h"
#include "llm/built_in.h"

static struct interpreter replay(struct night *night, const struct vocabulary *vocabulary, size_t i)
{
    struct night_replay *recorded = &night->replays[i];
    struct replay_counts counts;
    struct findings *notes =
        recorded->input < night->inputs.count ? &night->inputs.items[recorded->input].notes : NULL;
    /* Calls for the cases that a filter leaves out are nothing to look at. */
    struct findings left_out = findings_init(night->arena);
    if (night->run.filter.size != 0)
        notes = &left_out;
    struct interpreter interpreter =
        replay_finish(recorded->replay, vocabulary, night->session->clock, night->pool, &counts,
                      notes, night->scratch);
    interpreter.synthetic = recorded->synthetic;
    night_asking_price(night, &interpreter);
    return interpreter;
}

/* Samples are there to show what the page looks like; no verdict hangs on them. */
static bool check_primary(const struct interpreter *interpreter, struct at at, struct error *err)
{
    if (!interpreter->synthetic)
        return true;
    return error_set(err, ERROR_USAGE, at,
                     "[llm] primary = %.*s: it replays sample recordings, which never carry the "
                     "headline",
                     STR_ARG(interpreter->name));
}

const struct built_in *night_reading_built_in(struct night *night)
{
    const struct vocabulary vocabulary = {&night->catalogue, &night->genres, &night->intents};
    if (night->built_in == NULL)
        night->built_in = built_in_open(&vocabulary, night->arena, night->scratch);
    return night->built_in;
}

static bool interpret(struct night *night, struct error *err)
{
    const struct config *config = night->config;
    const struct vocabulary vocabulary = {&night->catalogue, &night->genres, &night->intents};
    night->interpreters = ARENA_ARRAY(night->arena, struct interpreter, config->interpreter_count);

    for (size_t i = 0; i < config->interpreter_count; i++) {
        const struct config_interpreter *wanted = &config->interpreters[i];
        struct interpreter *interpreter = &night->interpreters[i];
        if (wanted->kind == CONFIG_INTERPRETER_REPLAY) {
            *interpreter = replay(night, &vocabulary, i);
        } else if (wanted->kind == CONFIG_INTERPRETER_ENDPOINT) {
            if (!night_asking_interpret(night, i, interpreter, err))
                return false;
        } else {
            *interpreter = built_in_interpret(night_reading_built_in(night), &night->gold,
                                              night->session->clock, night->arena, night->scratch);
        }
        interpreter->name = wanted->name;
        interpreter->primary = str_equal(wanted->name, config->llm.primary);
        if (!interpreter->primary)
            continue;
        night->primary = i;
        if (!check_primary(interpreter, wanted->at, err))
            return false;
    }
    return true;
}

static void score(struct night *night, size_t i, const struct sampling *sampling)
{
    const struct config *config = night->config;
    struct evaluation *evaluation = &night->evaluations[i];
    *evaluation = case_accuracy_score(&night->gold, &night->interpreters[i], night->arena);
    case_accuracy_metrics(evaluation, &night->gold, config->eval.min_tag_cases, sampling,
                          night->scratch, &night->metrics);
    repeats_metrics(evaluation, sampling, night->scratch, &night->metrics);
    intent_accuracy_score(evaluation, &night->gold, &night->intents, sampling, night->arena,
                          night->scratch, &night->metrics);
    genre_recall_score(evaluation, &night->gold, &night->genres, sampling, night->arena,
                       night->scratch, &night->metrics);
    night_slots_score(night, i, sampling);
    calls_metrics(&night->interpreters[i], night->scratch, &night->metrics);
    night_assertions_judge(night, i, sampling);
    robustness_score(evaluation, &night->gold, sampling, night->arena, night->scratch,
                     &night->metrics);
    arena_reset(night->scratch);
}

struct sampling night_reading_sampling(struct night *night)
{
    const struct config *config = night->config;
    return (struct sampling){
        .resamples = config->eval.resamples,
        .seed = config->run.seed,
        .pool = night->pool,
        .cluster = config->eval.cluster == CONFIG_CLUSTER_TAG
                       ? sampling_by_tag(&night->gold, night->arena)
                       : NULL,
    };
}

bool night_reading_score(struct night *night, struct error *err)
{
    double began = clock_ms(night->session->clock);
    if (!interpret(night, err) || !night_robustness_ask(night, err))
        return false;
    night->evaluations =
        ARENA_ARRAY(night->arena, struct evaluation, night->config->interpreter_count);
    const struct sampling sampling = night_reading_sampling(night);
    for (size_t i = 0; i < night->config->interpreter_count; i++) {
        night_prompts_use(night, "interpreter", night->interpreters[i].name,
                          night->interpreters[i].prompt);
        score(night, i, &sampling);
    }
    if (!night_judges_score(night, &sampling, err))
        return false;
    night_stage_done(night, "eval", began);
    return true;
}
