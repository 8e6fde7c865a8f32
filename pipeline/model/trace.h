/* trace.h - one recorded LLM call, as the loader hands it to whoever wants it. */
#ifndef MODEL_TRACE_H
#define MODEL_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/json_reader.h"
#include "base/str.h"
#include "model/call.h"

/* Views live until the visitor returns. Query and output are masked. */
struct trace {
    struct str trace_id;
    int64_t ts_ms;
    struct str interpreter; /* of a published run's outputs: whose reading it was; else "" */
    struct str case_id;     /* "" when absent */
    struct str query;
    struct str model;
    struct str prompt;  /* "interpret@3" */
    struct str params;  /* compact JSON, keys sorted, not masked: a key that is never shown; "" when
                           absent */
    struct str variant; /* of the product that asked; of an evaluation, how the query was changed */
    bool live;          /* "source": "live" (the default) or "eval" */
    int64_t repeat;     /* 0 when absent */
    struct str output;  /* raw text */
    double latency_ms;  /* NAN: unknown */
    int64_t input_tokens;  /* -1: unknown */
    int64_t output_tokens; /* -1: unknown */
    struct str error;      /* "" when the call succeeded */
    struct str failure;    /* the kind of error, "timeout"; "" when unknown */
    struct call call;      /* attempts and spans as far as they are recorded */
};

/*
 * Writes a trace as a record of datasets/README.md, "Traces"; what is absent or unknown is left
 * out.
 */
void trace_put(struct json *object, const struct trace *trace);

/*
 * Reads what trace_put() has written, leniently: a field of another type counts as absent. False
 * when there is no "ts", "query" or "model". Texts live as long as the reader's document, or in
 * `arena`.
 */
bool trace_read(struct json_reader_value object, struct arena *arena, struct trace *out);

/* What the report shows of the live traces. */
struct trace_counts {
    size_t calls;
    size_t failed;
    int64_t first_ms; /* TIMESTAMP_UNKNOWN when there is none */
    int64_t last_ms;
};

#endif
