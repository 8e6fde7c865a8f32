#include "model/call.h"

#include <limits.h>
#include <math.h>

#include "base/json_compact.h"

static struct str text_of(struct json_reader_value object, const char *key, struct arena *arena)
{
    struct str text = STR_NONE;
    json_reader_string(json_reader_field(object, key), &text);
    return text.size == 0 ? STR_NONE : str_copy(arena, text);
}

static double number_of(struct json_reader_value object, const char *key)
{
    double number = NAN;
    json_reader_number(json_reader_field(object, key), &number);
    return number;
}

static struct span read_span(struct json_reader_value object, struct arena *arena)
{
    struct json_reader_value attributes = json_reader_field(object, "attributes");
    struct span span = {
        .name = text_of(object, "name", arena),
        .parent = text_of(object, "parent", arena),
        .start_ms = number_of(object, "start_ms"),
        .duration_ms = number_of(object, "duration_ms"),
    };
    if (json_reader_type(attributes) == JSON_READER_OBJECT)
        span.attributes = json_compact(attributes, CALL_ATTRIBUTES_MAX, arena);
    /* What was cut off is no JSON any more. */
    if (span.attributes.size == CALL_ATTRIBUTES_MAX)
        span.attributes = STR_NONE;
    return span;
}

void call_read(struct json_reader_value object, struct arena *arena, struct call *call)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value spans = json_reader_field(object, "spans");
    struct json_reader_value item;
    int64_t attempts = 0;
    if (json_reader_int64(json_reader_field(object, "attempts"), &attempts) && attempts > 0 &&
        attempts <= UINT_MAX)
        call->attempts = (unsigned)attempts;
    json_reader_bool(json_reader_field(object, "tokens_estimated"), &call->tokens_estimated);

    if (json_reader_type(spans) != JSON_READER_ARRAY)
        return;
    size_t capacity = 0;
    while (call->span_count < CALL_SPANS_MAX && json_reader_walk(spans, &cursor, NULL, &item)) {
        if (json_reader_type(item) != JSON_READER_OBJECT)
            continue;
        call->spans =
            arena_grow(arena, call->spans, call->span_count, &capacity, sizeof *call->spans);
        call->spans[call->span_count++] = read_span(item, arena);
    }
}

struct call call_copy(const struct call *call, struct arena *arena)
{
    struct call copy = *call;
    copy.trace_id = str_copy(arena, call->trace_id);
    copy.spans = ARENA_ARRAY(arena, struct span, call->span_count);
    for (size_t i = 0; i < call->span_count; i++) {
        const struct span *span = &call->spans[i];
        copy.spans[i] = (struct span){
            .name = str_copy(arena, span->name),
            .parent = str_copy(arena, span->parent),
            .start_ms = span->start_ms,
            .duration_ms = span->duration_ms,
            .attributes = str_copy(arena, span->attributes),
        };
    }
    return copy;
}
