#include "commands/outputs.h"

#include "base/hash.h"
#include "base/io.h"
#include "base/json.h"
#include "base/map.h"
#include "base/writer.h"
#include "model/trace.h"

#define MODE 0644

/* What the lines are written with. */
struct outputs {
    struct night *night;
    struct writer *writer;
    struct hash_stream *digest;
    struct map ids; /* trace ids that are taken */
};

/*
 * Its own trace id, and where an equal question was asked for two cases or by two interpreters, one
 * of that with a number: a trace id that comes twice is a duplicate to every reader.
 */
static struct str distinct_id(struct outputs *outputs, struct str id)
{
    struct arena *arena = outputs->night->arena;
    struct str stored;
    struct str tried = id;
    if (id.size == 0)
        return id;
    for (size_t n = 2;; n++) {
        size_t known = outputs->ids.count;
        map_intern(&outputs->ids, tried, &stored);
        if (outputs->ids.count != known)
            return stored;
        tried = str_from(arena_printf(arena, "%.*s+%zu", STR_ARG(id), n));
    }
}

static void add_reading(struct outputs *outputs, const struct interpreter *interpreter,
                        const struct reading *reading, struct trace trace)
{
    bool failed = reading->status == READING_FAILED;
    if (reading->status == READING_MISSING)
        return;
    trace.trace_id = distinct_id(outputs, reading->call.trace_id);
    trace.ts_ms = reading->call.ts_ms;
    trace.interpreter = interpreter->name;
    trace.model = interpreter->model;
    trace.prompt = interpreter->prompt;
    trace.params = interpreter->params;
    trace.output = reading->raw;
    trace.error = failed ? reading->reason : STR_NONE;
    trace.latency_ms = reading->latency_ms;
    trace.input_tokens = reading->input_tokens;
    trace.output_tokens = reading->output_tokens;
    trace.call = reading->call;

    struct json *object = json_object();
    trace_put(object, &trace);
    struct str line = json_write_line(outputs->night->scratch, object);
    json_free(object);
    writer_add(outputs->writer, line);
    writer_add(outputs->writer, STR("\n"));
    hash_stream_add(outputs->digest, line);
    hash_stream_add(outputs->digest, STR("\n"));
}

static void add_interpreter(struct outputs *outputs, const struct interpreter *interpreter)
{
    const struct gold_set *gold = &outputs->night->gold;
    size_t n = gold->count;
    for (size_t i = 0; i < interpreter->repeats * n; i++) {
        const struct gold_case *item = &gold->items[i % n];
        add_reading(
            outputs, interpreter, &interpreter->readings[i],
            (struct trace){.case_id = item->id, .query = item->query, .repeat = (int64_t)(i / n)});
    }
    for (size_t v = 0; v < interpreter->variant_count; v++) {
        const struct reading_variant *variant = &interpreter->variants[v];
        for (size_t i = 0; i < n; i++)
            add_reading(outputs, interpreter, &variant->readings[i],
                        (struct trace){.case_id = gold->items[i].id,
                                       .query = variant->queries[i],
                                       .variant = variant->name});
    }
}

bool outputs_write(struct night *night, const char *path, struct take_in_artifact *artifact,
                   struct error *err)
{
    struct outputs outputs = {.night = night, .ids = map_init(night->arena)};
    *artifact = (struct take_in_artifact){0};
    if (!night->run.stages.eval)
        return true;
    if (!writer_open(path, MODE, &outputs.writer, err))
        return false;
    outputs.digest = hash_stream_open();
    for (size_t i = 0; i < night->config->interpreter_count; i++)
        if (night->interpreters[i].kind != INTERPRETER_BUILT_IN)
            add_interpreter(&outputs, &night->interpreters[i]);
    *artifact = (struct take_in_artifact){OUTPUTS_NAME, writer_size(outputs.writer),
                                          hash_stream_close(outputs.digest)};
    return writer_commit(outputs.writer, err);
}

bool outputs_copy(const char *from, const char *to, struct error *err)
{
    struct writer *writer;
    struct str text;
    if (!io_exists(from))
        return true;
    if (!io_map(from, SIZE_MAX, &text, err))
        return false;
    bool done = writer_open(to, MODE, &writer, err);
    if (done) {
        writer_add(writer, text);
        done = writer_commit(writer, err);
    }
    io_unmap(text);
    return done;
}
