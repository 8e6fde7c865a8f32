#include "llm/replay.h"

#include <math.h>
#include <string.h>

#include "base/json_reader.h"
#include "llm/answer.h"

#define AT_ONCE 64                      /* recordings of one task */
#define READINGS_MAX ((size_t)16 << 30) /* bytes of what one thread's readings keep */

struct replay {
    struct replay_log log;
};

struct replay *replay_open(const struct gold_set *gold, const struct replay_filter *filter,
                           struct arena *arena)
{
    struct replay *replay = ARENA_NEW(arena, struct replay);
    replay_log_init(&replay->log, gold, filter, arena);
    return replay;
}

void replay_add(struct replay *replay, const struct trace *call, struct arena *scratch)
{
    replay_log_add(&replay->log, call, scratch);
}

/* The source whose latest call is the newest, of equals the first by key; NULL: no calls. */
static const struct replay_log_source *newest(const struct replay_log *log)
{
    const struct replay_log_source *best = NULL;
    for (size_t i = 0; i < log->sources.count; i++) {
        const struct replay_log_source *source = &log->sources.items[i];
        if (best == NULL || source->latest_ms > best->latest_ms ||
            (source->latest_ms == best->latest_ms && str_compare(source->key, best->key) < 0))
            best = source;
    }
    return best;
}

/* Adds a span for the reading of the raw text to a call that was recorded with spans, in place of
 * one that an earlier run has recorded. */
static void add_parse_span(struct call *call, const struct reading *reading, double duration_ms,
                           struct arena *arena)
{
    size_t kept = 0;
    while (kept < call->span_count && !str_equal(call->spans[kept].name, STR("parse")))
        kept++;
    call->span_count = kept;
    if (kept == 0 || kept == CALL_SPANS_MAX)
        return;
    const struct span *last = &call->spans[call->span_count - 1];
    struct span *spans = ARENA_ARRAY(arena, struct span, call->span_count + 1);
    memcpy(spans, call->spans, call->span_count * sizeof *spans);
    spans[call->span_count++] = (struct span){
        .name = STR("parse"),
        .start_ms = last->start_ms + last->duration_ms,
        .duration_ms = duration_ms,
        .attributes = str_from(
            arena_printf(arena, "{\"status\":\"%s\"}", reading_status_name(reading->status))),
    };
    call->spans = spans;
}

/* What one thread reads answers with. */
struct worker {
    struct json_reader *reader;
    struct arena *arena; /* of what readings keep */
    struct arena *scratch;
};

/* What a finish works with. */
struct finish {
    struct replay_log *log;
    const struct replay_log_source *chosen;
    const struct vocabulary *vocabulary;
    const struct clock *clock;
    struct worker *workers;  /* (threads) */
    struct reading **places; /* (recordings) where a reading belongs; NULL: of another source */
    size_t index_of[REPLAY_LOG_REPEATS_MAX + 1]; /* of a recorded repeat, among those there are */
    struct interpreter interpreter;
};

static struct reading read_recording(const struct finish *finish, const struct worker *worker,
                                     const struct replay_log_call *recording)
{
    struct reading reading = reading_none();
    double began = clock_ms(finish->clock);
    if (recording->error.size == 0) {
        reading = answer_read(finish->vocabulary, worker->reader, recording->output, worker->arena,
                              worker->scratch);
    } else {
        reading.status = READING_FAILED;
        reading.reason = recording->error;
    }
    reading.raw = recording->output;
    reading.latency_ms = recording->latency_ms;
    reading.input_tokens = recording->input_tokens;
    reading.output_tokens = recording->output_tokens;
    reading.cost = NAN;
    reading.call = recording->call;
    add_parse_span(&reading.call, &reading, clock_ms(finish->clock) - began, worker->arena);
    return reading;
}

static bool is_chosen(const struct finish *finish, const struct replay_log_call *recording)
{
    return &finish->log->sources.items[recording->place.source] == finish->chosen;
}

/* Repeats may be numbered from 0 or 1, with gaps: the interpreter has those that there are. */
static size_t number_repeats(struct finish *finish)
{
    const struct replay_log *log = finish->log;
    bool there[REPLAY_LOG_REPEATS_MAX + 1] = {false};
    size_t count = 0;
    for (size_t i = 0; i < log->recordings.count; i++)
        if (is_chosen(finish, &log->recordings.items[i]))
            there[log->recordings.items[i].place.repeat] = true;
    for (size_t i = 0; i <= REPLAY_LOG_REPEATS_MAX; i++) {
        finish->index_of[i] = count;
        count += there[i];
    }
    return count == 0 ? 1 : count;
}

static struct reading *missing_readings(struct arena *arena, size_t count)
{
    struct reading *readings = ARENA_ARRAY(arena, struct reading, count);
    for (size_t i = 0; i < count; i++)
        readings[i] = reading_none();
    return readings;
}

/* Where the reading of a recording belongs; a variant comes into being with its first one. */
static struct reading *place_of(struct finish *finish, const struct replay_log_call *recording,
                                struct str **queries)
{
    struct interpreter *interpreter = &finish->interpreter;
    size_t case_index = (size_t)recording->place.case_index;
    if (recording->place.variant == 0)
        return &interpreter
                    ->readings[finish->index_of[recording->place.repeat] * interpreter->count +
                               case_index];
    struct arena *arena = finish->log->arena;
    size_t number = recording->place.variant - 1;
    struct reading_variant *variant = &interpreter->variants[number];
    if (queries[number] == NULL) {
        queries[number] = ARENA_ARRAY(arena, struct str, interpreter->count);
        variant->name = finish->log->variant_names[number];
        variant->queries = queries[number];
        variant->readings = missing_readings(arena, interpreter->count);
    }
    queries[number][case_index] = recording->query;
    return &variant->readings[case_index];
}

/* Takes those variants out of the list that the chosen source has no call of. */
static void close_gaps(struct interpreter *interpreter, size_t variants)
{
    for (size_t i = 0; i < variants; i++)
        if (interpreter->variants[i].readings != NULL)
            interpreter->variants[interpreter->variant_count++] = interpreter->variants[i];
}

/* Makes room for all readings and says which recording's goes where. */
static void lay_out(struct finish *finish)
{
    struct replay_log *log = finish->log;
    struct interpreter *interpreter = &finish->interpreter;
    struct str *queries[REPLAY_LOG_VARIANTS_MAX] = {NULL};
    interpreter->count = log->gold->count;
    interpreter->repeats = number_repeats(finish);
    interpreter->readings = missing_readings(log->arena, interpreter->repeats * interpreter->count);
    interpreter->variants = ARENA_ARRAY(log->arena, struct reading_variant, log->variants.count);
    for (size_t i = 0; i < log->recordings.count; i++)
        if (is_chosen(finish, &log->recordings.items[i]))
            finish->places[i] = place_of(finish, &log->recordings.items[i], queries);
}

static void read_some(void *context, size_t index, size_t thread)
{
    const struct finish *finish = context;
    const struct worker *worker = &finish->workers[thread];
    const struct replay_log_calls *recordings = &finish->log->recordings;
    size_t end =
        (index + 1) * AT_ONCE < recordings->count ? (index + 1) * AT_ONCE : recordings->count;
    for (size_t i = index * AT_ONCE; i < end; i++) {
        if (finish->places[i] == NULL)
            continue;
        *finish->places[i] = read_recording(finish, worker, &recordings->items[i]);
        arena_reset(worker->scratch);
    }
}

static void read_all(struct finish *finish, struct pool *pool, struct arena *scratch)
{
    struct replay_log *log = finish->log;
    size_t threads = pool_threads(pool);
    finish->places = ARENA_ARRAY(scratch, struct reading *, log->recordings.count);
    finish->workers = ARENA_ARRAY(scratch, struct worker, threads);
    for (size_t t = 0; t < threads; t++)
        finish->workers[t] = (struct worker){
            .reader = json_reader_open(ANSWER_MAX),
            .arena = arena_child(log->arena, "readings", READINGS_MAX),
            .scratch = arena_child(scratch, "an answer", READINGS_MAX),
        };
    lay_out(finish);
    pool_run(pool, (log->recordings.count + AT_ONCE - 1) / AT_ONCE, read_some, finish);
    for (size_t t = 0; t < threads; t++)
        json_reader_close(finish->workers[t].reader);
    close_gaps(&finish->interpreter, log->variants.count);
    arena_reset(scratch);
}

static struct replay_counts count_calls(const struct replay_log *log,
                                        const struct replay_log_source *chosen,
                                        struct findings *unmatched)
{
    struct replay_counts counts = {.calls = log->others, .others = log->others};
    for (size_t i = 0; i < log->sources.count; i++) {
        const struct replay_log_source *source = &log->sources.items[i];
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
                                 const struct clock *clock, struct pool *pool,
                                 struct replay_counts *counts, struct findings *unmatched,
                                 struct arena *scratch)
{
    struct replay_log *log = &replay->log;
    const struct replay_log_source *chosen = newest(log);
    struct finish finish = {
        .log = log,
        .chosen = chosen,
        .vocabulary = vocabulary,
        .clock = clock,
        .interpreter = {.kind = INTERPRETER_REPLAY,
                        .model = chosen == NULL ? log->filter.model : chosen->model,
                        .prompt = chosen == NULL ? log->filter.prompt : chosen->prompt,
                        .params = chosen == NULL ? STR_NONE : chosen->params},
    };
    read_all(&finish, pool, scratch);
    *counts = count_calls(log, chosen, unmatched);
    return finish.interpreter;
}
