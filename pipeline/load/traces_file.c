#include "load/traces_file.h"

#include <math.h>

#include "base/map.h"
#include "load/record.h"

/* What one reading keeps from call to call. */
struct reading {
    struct loader *loader;
    struct map seen; /* trace ids */
    traces_file_visit *visit;
    void *context;
};

static struct str mask(struct loader *loader, struct str text)
{
    return redact_text(loader->redactor, loader->scratch, text, loader->masked);
}

static bool read_source(const struct record *record, bool *live)
{
    struct str source = STR("live");
    if (!record_text(record, "source", false, &source))
        return false;
    *live = str_equal(source, STR("live"));
    if (!*live && !str_equal(source, STR("eval")))
        return input_reject(record->input, record->at, "\"source\" is neither live nor eval");
    return true;
}

static bool read_measures(const struct record *record, struct trace *trace)
{
    trace->latency_ms = NAN;
    trace->input_tokens = trace->output_tokens = -1;
    if (!record_number(record, "latency_ms", false, &trace->latency_ms) ||
        !record_integer(record, "input_tokens", false, &trace->input_tokens) ||
        !record_integer(record, "output_tokens", false, &trace->output_tokens) ||
        !record_integer(record, "repeat", false, &trace->repeat))
        return false;
    if (trace->latency_ms < 0)
        return input_reject(record->input, record->at, "\"latency_ms\" is negative");
    if (trace->input_tokens < -1 || trace->output_tokens < -1)
        return input_reject(record->input, record->at, "a number of tokens is negative");
    return true;
}

/* Fills the trace from the record, texts masked; false: it is rejected. */
static bool read_trace(struct loader *loader, const struct record *record, struct trace *trace)
{
    *trace = (struct trace){0};
    if (!record_id(record, "trace_id", false, loader->scratch, &trace->trace_id) ||
        !record_time(record, "ts", &trace->ts_ms) ||
        !record_id(record, "case_id", false, loader->scratch, &trace->case_id) ||
        !record_text(record, "query", true, &trace->query) ||
        !record_text(record, "model", true, &trace->model) ||
        !record_text(record, "prompt", false, &trace->prompt) ||
        !record_text(record, "variant", false, &trace->variant) ||
        !record_text(record, "output", false, &trace->output) ||
        !record_text(record, "error", false, &trace->error) ||
        !record_text(record, "failure", false, &trace->failure) ||
        !record_text(record, "interpreter", false, &trace->interpreter) ||
        !record_object(record, "params", loader->scratch, &trace->params) ||
        !read_source(record, &trace->live) || !read_measures(record, trace))
        return false;
    bool answered =
        json_reader_type(json_reader_field(record->object, "output")) == JSON_READER_STRING;
    if (!answered && trace->error.size == 0)
        return input_reject(record->input, record->at,
                            "there is neither an \"output\" nor an \"error\"");
    trace->query = mask(loader, trace->query);
    trace->output = mask(loader, trace->output);
    trace->error = mask(loader, trace->error);
    trace->call = (struct call){.trace_id = trace->trace_id, .ts_ms = trace->ts_ms};
    call_read(record->object, loader->scratch, &trace->call);
    return true;
}

static bool read_record(void *context, const struct record *record, struct error *err)
{
    struct reading *reading = context;
    struct trace trace;
    if (!read_trace(reading->loader, record, &trace))
        return true;
    size_t known = reading->seen.count;
    if (trace.trace_id.size != 0)
        map_intern(&reading->seen, trace.trace_id, NULL);
    if (trace.trace_id.size != 0 && reading->seen.count == known) {
        record->input->duplicate++;
        return true;
    }
    record->input->accepted++;
    return reading->visit(reading->context, &trace, err);
}

bool traces_file_read(struct loader *loader, const struct source_list *sources,
                      traces_file_visit *visit, void *context, struct error *err)
{
    struct reading reading = {
        .loader = loader,
        .seen = map_init(loader->arena),
        .visit = visit,
        .context = context,
    };
    return record_read_files(loader, sources, read_record, &reading, err);
}
