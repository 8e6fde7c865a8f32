#include "llm/replay_log.h"

#include "base/unicode.h"

#define KEY_MAX ((size_t)64 << 10) /* bytes of a model, prompt and params together */

void replay_log_init(struct replay_log *log, const struct gold_set *gold,
                     const struct replay_filter *filter, struct arena *arena)
{
    *log = (struct replay_log){.gold = gold,
                               .filter = *filter,
                               .arena = arena,
                               .by_id = map_init(arena),
                               .by_query = map_init(arena),
                               .by_source = map_init(arena),
                               .by_place = map_init(arena),
                               .variants = map_init(arena)};
    for (size_t i = 0; i < gold->count; i++) {
        map_add(&log->by_id, gold->items[i].id, (uint32_t)i);
        map_add(&log->by_query, gold->items[i].canonical, (uint32_t)i);
    }
}

static uint32_t source_of(struct replay_log *log, const struct trace *call, struct arena *scratch)
{
    struct strbuf key = strbuf_init(scratch, KEY_MAX);
    strbuf_add(&key, call->model);
    strbuf_add_char(&key, '\0');
    strbuf_add(&key, call->prompt);
    strbuf_add_char(&key, '\0');
    strbuf_add(&key, call->params);
    struct str stored;
    uint32_t number = map_intern(&log->by_source, strbuf_str(&key), &stored);
    if (number == log->sources.count)
        *ARENA_PUSH(log->arena, &log->sources) =
            (struct replay_log_source){.key = stored,
                                       .model = str_copy(log->arena, call->model),
                                       .prompt = str_copy(log->arena, call->prompt),
                                       .params = str_copy(log->arena, call->params),
                                       .latest_ms = call->ts_ms,
                                       .lost = findings_init(log->arena)};
    return number;
}

/* The index of the call's gold case, or SIZE_MAX. */
static size_t case_of(const struct replay_log *log, const struct trace *call, struct arena *scratch)
{
    uint32_t index;
    bool found = call->case_id.size != 0
                     ? map_find(&log->by_id, call->case_id, &index)
                     : map_find(&log->by_query, unicode_canonical(scratch, call->query), &index);
    return found ? index : SIZE_MAX;
}

static void add_lost(struct replay_log_source *source, const struct trace *call)
{
    source->unmatched++;
    if (call->repeat < 0 || call->repeat > REPLAY_LOG_REPEATS_MAX)
        findings_add(&source->lost, AT_NOWHERE, "call \"%.*s\": its repeat is none of 0 to %d",
                     STR_ARG(call->trace_id), REPLAY_LOG_REPEATS_MAX);
    else if (call->case_id.size != 0)
        findings_add(&source->lost, AT_NOWHERE, "call \"%.*s\": there is no gold case \"%.*s\"",
                     STR_ARG(call->trace_id), STR_ARG(call->case_id));
    else
        findings_add(&source->lost, AT_NOWHERE, "call \"%.*s\": no gold case has its query",
                     STR_ARG(call->trace_id));
}

/* Sets what the call is recorded for, but for its source; false: nothing that can be replayed. */
static bool find_place(struct replay_log *log, const struct trace *call, struct arena *scratch,
                       struct replay_log_place *place)
{
    size_t case_index = case_of(log, call, scratch);
    /* The variant of a live call is the product's. */
    struct str variant = call->live ? STR_NONE : call->variant;
    if (case_index == SIZE_MAX || call->repeat < 0 || call->repeat > REPLAY_LOG_REPEATS_MAX)
        return false;
    *place = (struct replay_log_place){.case_index = case_index, .repeat = call->repeat};
    if (variant.size == 0)
        return true;
    uint32_t number;
    struct str stored;
    if (!map_find(&log->variants, variant, &number)) {
        if (log->variants.count == REPLAY_LOG_VARIANTS_MAX)
            return false;
        number = map_intern(&log->variants, variant, &stored);
        log->variant_names[number] = stored;
    }
    place->variant = number + 1;
    place->repeat = 0;
    return true;
}

static struct replay_log_call copy_call(struct arena *arena, const struct trace *call,
                                        const struct replay_log_place *place)
{
    return (struct replay_log_call){
        .place = *place,
        .ts_ms = call->ts_ms,
        .query = place->variant == 0 ? STR_NONE : str_copy(arena, call->query),
        .output = str_copy(arena, call->output),
        .error = str_copy(arena, call->error),
        .latency_ms = call->latency_ms,
        .input_tokens = call->input_tokens,
        .output_tokens = call->output_tokens,
        .call = call_copy(&call->call, arena),
    };
}

/* An empty filter takes everything. */
static bool matches(struct str wanted, struct str given)
{
    return wanted.size == 0 || str_equal(wanted, given);
}

void replay_log_add(struct replay_log *log, const struct trace *call, struct arena *scratch)
{
    if (!matches(log->filter.interpreter, call->interpreter) ||
        !matches(log->filter.model, call->model) || !matches(log->filter.prompt, call->prompt)) {
        log->others++;
        return;
    }
    uint32_t number = source_of(log, call, scratch);
    struct replay_log_source *source = &log->sources.items[number];
    struct replay_log_place place;
    source->calls++;
    if (call->ts_ms > source->latest_ms)
        source->latest_ms = call->ts_ms;
    if (!find_place(log, call, scratch, &place)) {
        add_lost(source, call);
        return;
    }

    place.source = number;
    uint32_t index =
        map_intern(&log->by_place, (struct str){(const char *)&place, sizeof place}, NULL);
    bool first = index == log->recordings.count;
    if (first)
        ARENA_PUSH(log->arena, &log->recordings);
    else
        source->superseded++;
    struct replay_log_call *recording = &log->recordings.items[index];
    if (first || call->ts_ms >= recording->ts_ms)
        *recording = copy_call(log->arena, call, &place);
}
