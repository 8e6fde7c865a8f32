#include "report/summary_calls.h"

#include <math.h>

#include "report/fields.h"

static void put_span(struct json *list, const struct span *span, struct arena *scratch)
{
    struct json *node = json_append_object(list);
    fields_text(node, "name", span->name, scratch);
    fields_text_or_null(node, "parent", span->parent, scratch);
    json_put_number(node, "start_ms", span->start_ms);
    json_put_number(node, "duration_ms", span->duration_ms);
    fields_text_or_null(node, "attributes", span->attributes, scratch);
}

/* The last link of the chain. All cases are scored together, so that one alone takes no time. */
static void put_score(struct json *list, const struct case_score *score, struct arena *scratch)
{
    const struct span span = {
        .name = STR("score"),
        .start_ms = NAN,
        .duration_ms = NAN,
        .attributes = !score->scored ? STR("{\"scored\":false}")
                      : score->pass  ? STR("{\"pass\":true}")
                                     : STR("{\"pass\":false}"),
    };
    put_span(list, &span, scratch);
}

void summary_calls_put(struct json *node, const struct reading *reading,
                       const struct case_score *score, struct arena *scratch)
{
    const struct call *call = &reading->call;
    if (isfinite(reading->cost))
        json_put_number(node, "cost", reading->cost);
    if (call->attempts == 0 && call->span_count == 0 && !call->cached)
        return;
    struct json *object = json_put_object(node, "call");
    fields_text_or_null(object, "trace_id", call->trace_id, scratch);
    fields_time(object, "ts", call->ts_ms);
    json_put_count(object, "attempts", call->attempts);
    json_put_bool(object, "cached", call->cached);
    json_put_bool(object, "tokens_estimated", call->tokens_estimated);
    struct json *spans = json_put_array(object, "spans");
    for (size_t i = 0; i < call->span_count; i++)
        put_span(spans, &call->spans[i], scratch);
    put_score(spans, score, scratch);
}
