#include "model/trace.h"

#include <math.h>

#include "base/json_compact.h"

#define PARAMS_MAX ((size_t)64 << 10) /* bytes of the parameters as text */

/* ── writing ── */

static void put_unless_empty(struct json *object, const char *key, struct str text)
{
    if (text.size != 0)
        json_put_string(object, key, text);
}

static void put_measures(struct json *object, const struct trace *trace)
{
    if (isfinite(trace->latency_ms))
        json_put_number(object, "latency_ms", trace->latency_ms);
    if (trace->input_tokens >= 0)
        json_put_number(object, "input_tokens", (double)trace->input_tokens);
    if (trace->output_tokens >= 0)
        json_put_number(object, "output_tokens", (double)trace->output_tokens);
    if (trace->call.tokens_estimated)
        json_put_bool(object, "tokens_estimated", true);
    if (trace->call.attempts != 0)
        json_put_number(object, "attempts", trace->call.attempts);
}

static void put_spans(struct json *object, const struct call *call)
{
    if (call->span_count == 0)
        return;
    struct json *spans = json_put_array(object, "spans");
    for (size_t i = 0; i < call->span_count; i++) {
        const struct span *span = &call->spans[i];
        struct json *item = json_append_object(spans);
        json_put_string(item, "name", span->name);
        put_unless_empty(item, "parent", span->parent);
        json_put_number(item, "start_ms", span->start_ms);
        json_put_number(item, "duration_ms", span->duration_ms);
        if (span->attributes.size != 0)
            json_put_document(item, "attributes", span->attributes);
    }
}

void trace_put(struct json *object, const struct trace *trace)
{
    put_unless_empty(object, "trace_id", trace->trace_id);
    json_put_number(object, "ts", (double)trace->ts_ms);
    put_unless_empty(object, "interpreter", trace->interpreter);
    put_unless_empty(object, "case_id", trace->case_id);
    json_put_string(object, "query", trace->query);
    json_put_string(object, "model", trace->model);
    put_unless_empty(object, "prompt", trace->prompt);
    put_unless_empty(object, "variant", trace->variant);
    json_put_text(object, "source", trace->live ? "live" : "eval");
    json_put_number(object, "repeat", (double)trace->repeat);
    if (trace->params.size != 0)
        json_put_document(object, "params", trace->params);
    json_put_string(object, "output", trace->output);
    put_unless_empty(object, "error", trace->error);
    put_unless_empty(object, "failure", trace->failure);
    put_measures(object, trace);
    put_spans(object, &trace->call);
}

/* ── reading ── */

static void read_text(struct json_reader_value object, const char *key, struct str *out)
{
    json_reader_string(json_reader_field(object, key), out);
}

static void read_count(struct json_reader_value object, const char *key, int64_t *out)
{
    int64_t number;
    if (json_reader_int64(json_reader_field(object, key), &number) && number >= 0)
        *out = number;
}

bool trace_read(struct json_reader_value object, struct arena *arena, struct trace *out)
{
    struct trace trace = {.latency_ms = NAN, .input_tokens = -1, .output_tokens = -1};
    struct json_reader_value params = json_reader_field(object, "params");
    struct str source = STR("live");
    if (!json_reader_int64(json_reader_field(object, "ts"), &trace.ts_ms) ||
        !json_reader_string(json_reader_field(object, "query"), &trace.query) ||
        !json_reader_string(json_reader_field(object, "model"), &trace.model))
        return false;
    read_text(object, "trace_id", &trace.trace_id);
    read_text(object, "interpreter", &trace.interpreter);
    read_text(object, "case_id", &trace.case_id);
    read_text(object, "prompt", &trace.prompt);
    read_text(object, "variant", &trace.variant);
    read_text(object, "output", &trace.output);
    read_text(object, "error", &trace.error);
    read_text(object, "failure", &trace.failure);
    read_text(object, "source", &source);
    trace.live = str_equal(source, STR("live"));
    if (json_reader_type(params) == JSON_READER_OBJECT)
        trace.params = json_compact(params, PARAMS_MAX, arena);
    json_reader_number(json_reader_field(object, "latency_ms"), &trace.latency_ms);
    read_count(object, "repeat", &trace.repeat);
    read_count(object, "input_tokens", &trace.input_tokens);
    read_count(object, "output_tokens", &trace.output_tokens);
    trace.call = (struct call){.trace_id = trace.trace_id, .ts_ms = trace.ts_ms};
    call_read(object, arena, &trace.call);
    *out = trace;
    return true;
}
