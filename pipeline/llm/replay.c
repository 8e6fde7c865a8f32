#include "llm/replay.h"

#include "base/json_reader.h"
#include "base/map.h"
#include "base/unicode.h"
#include "llm/answer.h"

#define KEY_MAX ((size_t)64 << 10) /* bytes of a model, prompt and params together */

/* A recorded call that is kept: the latest of its interpreter and case so far. */
struct recording {
    uint32_t source;
    size_t case_index;
    int64_t ts_ms;
    int64_t repeat;
    struct str output;
    struct str error;
    double latency_ms;
    int64_t input_tokens;
    int64_t output_tokens;
};

/* One (model, prompt, params) of which there are calls. */
struct source {
    struct str key; /* the three, in this order, with a NUL between */
    struct str model;
    struct str prompt;
    int64_t latest_ms;
    size_t calls;
    size_t unmatched;
    size_t superseded;
    struct findings lost; /* the first calls without a case */
};

/* A case of one source, as the bytes of a key. */
struct place {
    uint64_t source;
    uint64_t case_index;
};

struct replay {
    const struct gold_set *gold;
    struct str model;
    struct str prompt;
    struct arena *arena;
    struct map by_id;     /* case id → index in the gold set */
    struct map by_query;  /* canonical query → index, of equal queries the first */
    struct map by_source; /* key → index in `sources` */
    struct map by_place;  /* place → index in `recordings` */
    struct source_list {
        struct source *items;
        size_t count;
        size_t capacity;
    } sources;
    struct recording_list {
        struct recording *items;
        size_t count;
        size_t capacity;
    } recordings;
    size_t others; /* calls of another model or prompt than asked for */
};

struct replay *replay_open(const struct gold_set *gold, struct str model, struct str prompt,
                           struct arena *arena)
{
    struct replay *replay = ARENA_NEW(arena, struct replay);
    *replay = (struct replay){.gold = gold,
                              .model = model,
                              .prompt = prompt,
                              .arena = arena,
                              .by_id = map_init(arena),
                              .by_query = map_init(arena),
                              .by_source = map_init(arena),
                              .by_place = map_init(arena)};
    for (size_t i = 0; i < gold->count; i++) {
        map_add(&replay->by_id, gold->items[i].id, (uint32_t)i);
        map_add(&replay->by_query, gold->items[i].canonical, (uint32_t)i);
    }
    return replay;
}

/* ── taking calls ── */

static uint32_t source_of(struct replay *replay, const struct trace *call, struct arena *scratch)
{
    struct strbuf key = strbuf_init(scratch, KEY_MAX);
    strbuf_add(&key, call->model);
    strbuf_add_char(&key, '\0');
    strbuf_add(&key, call->prompt);
    strbuf_add_char(&key, '\0');
    strbuf_add(&key, call->params);
    struct str stored;
    uint32_t number = map_intern(&replay->by_source, strbuf_str(&key), &stored);
    if (number == replay->sources.count)
        *ARENA_PUSH(replay->arena, &replay->sources) =
            (struct source){.key = stored,
                            .model = str_copy(replay->arena, call->model),
                            .prompt = str_copy(replay->arena, call->prompt),
                            .latest_ms = call->ts_ms,
                            .lost = findings_init(replay->arena)};
    return number;
}

/* The index of the call's gold case, or SIZE_MAX. */
static size_t case_of(const struct replay *replay, const struct trace *call, struct arena *scratch)
{
    uint32_t index;
    bool found = call->case_id.size != 0
                     ? map_find(&replay->by_id, call->case_id, &index)
                     : map_find(&replay->by_query, unicode_canonical(scratch, call->query), &index);
    return found ? index : SIZE_MAX;
}

static void add_lost(struct source *source, const struct trace *call)
{
    source->unmatched++;
    if (call->case_id.size != 0)
        findings_add(&source->lost, AT_NOWHERE, "call \"%.*s\": there is no gold case \"%.*s\"",
                     STR_ARG(call->trace_id), STR_ARG(call->case_id));
    else
        findings_add(&source->lost, AT_NOWHERE, "call \"%.*s\": no gold case has its query",
                     STR_ARG(call->trace_id));
}

static bool is_later(const struct trace *call, const struct recording *recording)
{
    if (call->ts_ms != recording->ts_ms)
        return call->ts_ms > recording->ts_ms;
    return call->repeat >= recording->repeat;
}

void replay_add(struct replay *replay, const struct trace *call, struct arena *scratch)
{
    if ((replay->model.size != 0 && !str_equal(replay->model, call->model)) ||
        (replay->prompt.size != 0 && !str_equal(replay->prompt, call->prompt))) {
        replay->others++;
        return;
    }
    uint32_t number = source_of(replay, call, scratch);
    struct source *source = &replay->sources.items[number];
    source->calls++;
    if (call->ts_ms > source->latest_ms)
        source->latest_ms = call->ts_ms;
    size_t case_index = case_of(replay, call, scratch);
    if (case_index == SIZE_MAX) {
        add_lost(source, call);
        return;
    }

    struct place place = {number, case_index};
    struct str key = {(const char *)&place, sizeof place};
    uint32_t index = map_intern(&replay->by_place, key, NULL);
    bool first = index == replay->recordings.count;
    if (first)
        ARENA_PUSH(replay->arena, &replay->recordings);
    else
        source->superseded++;
    struct recording *recording = &replay->recordings.items[index];
    if (first || is_later(call, recording))
        *recording = (struct recording){.source = number,
                                        .case_index = case_index,
                                        .ts_ms = call->ts_ms,
                                        .repeat = call->repeat,
                                        .output = str_copy(replay->arena, call->output),
                                        .error = str_copy(replay->arena, call->error),
                                        .latency_ms = call->latency_ms,
                                        .input_tokens = call->input_tokens,
                                        .output_tokens = call->output_tokens};
}

/* ── reading them ── */

/* The source whose latest call is the newest, of equals the first by key; NULL: no calls. */
static const struct source *newest(const struct replay *replay)
{
    const struct source *best = NULL;
    for (size_t i = 0; i < replay->sources.count; i++) {
        const struct source *source = &replay->sources.items[i];
        if (best == NULL || source->latest_ms > best->latest_ms ||
            (source->latest_ms == best->latest_ms && str_compare(source->key, best->key) < 0))
            best = source;
    }
    return best;
}

static struct reading read_recording(const struct recording *recording,
                                     const struct vocabulary *vocabulary,
                                     struct json_reader *reader, struct arena *arena,
                                     struct arena *scratch)
{
    struct reading reading = {
        .status = READING_FAILED, .slots = slots_empty(), .reason = recording->error};
    if (recording->error.size == 0)
        reading = answer_read(vocabulary, reader, recording->output, arena, scratch);
    reading.raw = recording->output;
    reading.latency_ms = recording->latency_ms;
    reading.input_tokens = recording->input_tokens;
    reading.output_tokens = recording->output_tokens;
    return reading;
}

static struct replay_counts count_calls(const struct replay *replay, const struct source *chosen,
                                        struct findings *unmatched)
{
    struct replay_counts counts = {.calls = replay->others, .others = replay->others};
    for (size_t i = 0; i < replay->sources.count; i++) {
        const struct source *source = &replay->sources.items[i];
        counts.calls += source->calls;
        if (source != chosen)
            counts.others += source->calls;
    }
    if (chosen == NULL)
        return counts;
    counts.superseded = chosen->superseded;
    counts.unmatched = chosen->unmatched;
    counts.used = chosen->calls - chosen->superseded - chosen->unmatched;
    for (size_t i = 0; i < findings_kept(&chosen->lost); i++)
        findings_add(unmatched, chosen->lost.items[i].at, "%.*s",
                     STR_ARG(chosen->lost.items[i].reason));
    unmatched->count += chosen->unmatched - findings_kept(&chosen->lost);
    return counts;
}

struct interpreter replay_finish(struct replay *replay, const struct vocabulary *vocabulary,
                                 struct replay_counts *counts, struct findings *unmatched,
                                 struct arena *scratch)
{
    const struct gold_set *gold = replay->gold;
    const struct source *chosen = newest(replay);
    struct reading *readings = ARENA_ARRAY(replay->arena, struct reading, gold->count);
    for (size_t i = 0; i < gold->count; i++)
        readings[i] = reading_none();

    struct json_reader *reader = json_reader_open(ANSWER_MAX);
    for (size_t i = 0; i < replay->recordings.count; i++) {
        const struct recording *recording = &replay->recordings.items[i];
        if (&replay->sources.items[recording->source] != chosen)
            continue;
        readings[recording->case_index] =
            read_recording(recording, vocabulary, reader, replay->arena, scratch);
        arena_reset(scratch);
    }
    json_reader_close(reader);

    *counts = count_calls(replay, chosen, unmatched);
    return (struct interpreter){.kind = INTERPRETER_REPLAY,
                                .model = chosen == NULL ? replay->model : chosen->model,
                                .prompt = chosen == NULL ? replay->prompt : chosen->prompt,
                                .readings = readings,
                                .count = gold->count,
                                .repeats = 1};
}
