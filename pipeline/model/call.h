/* call.h - how an LLM's answer came about: attempts, and what took how long. */
#ifndef MODEL_CALL_H
#define MODEL_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/json_reader.h"
#include "base/str.h"

/* A part of a call: render, request, parse, score, judge. */
struct span {
    struct str name;
    struct str parent;     /* the name of the span around it, or "" */
    double start_ms;       /* since the call began; NAN: unknown */
    double duration_ms;    /* NAN: unknown */
    struct str attributes; /* a JSON object on one line, or "" */
};

/* How an answer came about, as far as it is known. All zero: nothing is, as of the built-in. */
struct call {
    struct str trace_id;
    int64_t ts_ms;
    unsigned attempts;     /* requests that were sent; 0: unknown */
    bool cached;           /* answered from an earlier run's recording, nothing was sent */
    bool tokens_estimated; /* the server did not say how many */
    struct span *spans;    /* in order of their start */
    size_t span_count;
};

#define CALL_SPANS_MAX 64                     /* of one call; what goes beyond is left out */
#define CALL_ATTRIBUTES_MAX ((size_t)4 << 10) /* bytes of one span's attributes */

/*
 * Reads "attempts", "tokens_estimated" and "spans" of a recorded call as far as they are there and
 * well-formed; the rest of `call` stays. All texts are copied into `arena`.
 */
void call_read(struct json_reader_value object, struct arena *arena, struct call *call);

/* A copy whose texts and spans are in `arena`. */
struct call call_copy(const struct call *call, struct arena *arena);

#endif
