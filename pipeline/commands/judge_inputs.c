#include "commands/judge_inputs.h"

#include "base/io.h"
#include "llm/judge_question.h"
#include "load/labels_file.h"
#include "load/rubric_file.h"
#include "load/traces_file.h"

/* False, and no sources, where a default place does not exist. */
static bool is_there(struct night *night, const char *key, const struct config_paths *paths)
{
    if (!config_is_default(night->config, "inputs", key))
        return paths->count != 0;
    return io_exists(paths->items[0].data);
}

struct str judge_inputs_key(struct str model, struct str prompt, struct str case_id,
                            struct str variant, struct arena *arena)
{
    return str_from(arena_printf(arena, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(model), STR_ARG(prompt),
                                 STR_ARG(case_id), STR_ARG(variant)));
}

static bool keep_recorded(void *context, const struct trace *trace, struct error *err)
{
    struct judge_inputs_list *list = context;
    struct arena *arena = list->arena;
    struct judge_inputs_reply one = {
        .key = judge_inputs_key(trace->model, trace->prompt, trace->case_id, trace->variant, arena),
        .output = str_copy(arena, trace->output),
        .error = str_copy(arena, trace->error),
        .trace_id = str_copy(arena, trace->trace_id),
    };
    (void)err;
    if (!map_add(&list->by_key, one.key, (uint32_t)list->count))
        map_replace(&list->by_key, one.key, (uint32_t)list->count);
    *ARENA_PUSH(arena, list) = one;
    return true;
}

static bool read_recorded(struct night *night, struct loader *loader,
                          const struct config_paths *paths, struct judge_inputs_list *out,
                          struct error *err)
{
    struct source_list sources;
    *out = (struct judge_inputs_list){.by_key = map_init(night->arena), .arena = night->arena};
    if (!source_expand(SOURCE_JUDGEMENTS, paths->items, paths->count, night->arena, &sources, err))
        return false;
    for (size_t i = 0; i < sources.count; i++)
        out->synthetic |= sources.items[i].synthetic;
    return traces_file_read(loader, &sources, keep_recorded, out, err);
}

static bool load_recordings(struct night *night, struct loader *loader, struct error *err)
{
    const struct config *config = night->config;
    const struct config_paths *common = &config->inputs.judgements;
    struct judge_inputs *own = night->judges;
    bool wanted = false;
    own->recordings = ARENA_ARRAY(night->arena, struct judge_inputs_list *, own->count);
    for (size_t i = 0; i < own->count; i++) {
        const struct config_judge *judge = own->wanted[i];
        if (judge->kind != CONFIG_JUDGE_REPLAY)
            continue;
        own->recordings[i] = &own->common;
        wanted |= judge->recordings.count == 0;
        if (judge->recordings.count == 0)
            continue;
        own->recordings[i] = ARENA_NEW(night->arena, struct judge_inputs_list);
        if (!read_recorded(night, loader, &judge->recordings, own->recordings[i], err))
            return false;
    }
    if (!wanted || !is_there(night, "judgements", common)) {
        own->common =
            (struct judge_inputs_list){.by_key = map_init(night->arena), .arena = night->arena};
        return true;
    }
    return read_recorded(night, loader, common, &own->common, err);
}

static bool load_rubrics(struct night *night, struct loader *loader, struct error *err)
{
    const struct config_paths *paths = &night->config->inputs.rubrics;
    struct source_list sources;
    if (!is_there(night, "rubrics", paths))
        return true;
    return source_expand(SOURCE_RUBRICS, paths->items, paths->count, night->arena, &sources, err) &&
           rubric_file_load(loader, &sources, &night->judges->rubrics, err);
}

static bool load_labels(struct night *night, struct loader *loader, struct error *err)
{
    const struct config_paths *paths = &night->config->inputs.labels;
    struct judge_inputs *own = night->judges;
    struct source_list sources;
    if (!is_there(night, "labels", paths))
        return true;
    if (!source_expand(SOURCE_LABELS, paths->items, paths->count, night->arena, &sources, err))
        return false;
    for (size_t i = 0; i < sources.count; i++)
        night->judged.labels_synthetic |= sources.items[i].synthetic;
    return labels_file_load(loader, &sources, &own->rubrics, &own->labels, err);
}

/* The judge compares when its rubric does, and only then. */
static bool check_judge(const struct config_judge *judge, const struct rubric *rubric,
                        struct arena *scratch, struct error *err)
{
    bool pair = rubric->scale == RUBRIC_PAIR;
    if (pair != (judge->against.size != 0))
        return error_set(err, ERROR_USAGE, judge->at,
                         pair
                             ? "[judge %.*s] has no `against`: its rubric compares two answers"
                             : "`against` has no meaning for [judge %.*s]: its rubric looks at one "
                               "answer",
                         STR_ARG(judge->name));
    return judge_question_check(rubric, scratch, err);
}

static bool choose_judges(struct night *night, struct error *err)
{
    const struct config *config = night->config;
    struct judge_inputs *own = night->judges;
    own->wanted = ARENA_ARRAY(night->arena, const struct config_judge *, config->judge_count);
    for (size_t i = 0; i < config->judge_count; i++) {
        const struct config_judge *judge = &config->judges[i];
        const struct rubric *rubric = rubric_find(&own->rubrics, judge->rubric);
        if (rubric == NULL && judge->at.file == NULL)
            continue;
        if (rubric == NULL)
            return error_set(err, ERROR_USAGE, judge->at, "[judge %.*s]: there is no rubric %.*s",
                             STR_ARG(judge->name), STR_ARG(judge->rubric));
        if (!check_judge(judge, rubric, night->scratch, err))
            return false;
        own->wanted[own->count++] = judge;
    }
    return true;
}

bool judge_inputs_load(struct night *night, struct loader *loader, struct error *err)
{
    night->judges = ARENA_NEW(night->arena, struct judge_inputs);
    if (night->config->judge_count == 0)
        return true;
    if (!load_rubrics(night, loader, err) || !choose_judges(night, err))
        return false;
    if (night->judges->count == 0)
        return true;
    return load_labels(night, loader, err) && load_recordings(night, loader, err);
}
