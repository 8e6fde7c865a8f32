/* fuzz_traces.c - recorded calls: what the visitor gets has an answer or an error. */
#include <math.h>

#include "base/json_reader.h"
#include "feed.h"
#include "load/traces_file.h"

/* Params are an object again, whatever was in them. */
static void check_params(struct str params)
{
    struct json_reader *reader = json_reader_open((size_t)1 << 24);
    struct json_reader_value value;
    const char *reason;
    bool parsed = json_reader_parse(reader, params, &value, &reason);
    assert(parsed && json_reader_type(value) == JSON_READER_OBJECT);
    json_reader_close(reader);
}

static bool check_trace(void *context, const struct trace *trace, struct error *err)
{
    (void)err;
    ++*(size_t *)context;
    assert(trace->query.size != 0 && trace->model.size != 0);
    assert(isnan(trace->latency_ms) || trace->latency_ms >= 0);
    assert(trace->input_tokens >= -1 && trace->output_tokens >= -1);
    feed_text(trace->query);
    feed_text(trace->output);
    feed_text(trace->error);
    feed_text(trace->params);
    if (trace->params.size != 0)
        check_params(trace->params);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed;
    struct error err = {0};
    size_t visited = 0;
    feed_open(&feed, SOURCE_TRACES, data, size);
    bool done = traces_file_read(&feed.loader, &feed.sources, check_trace, &visited, &err);
    assert(feed_check(&feed, done, &err)->accepted == visited);
    feed_close(&feed);
    return 0;
}
