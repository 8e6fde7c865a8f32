/* call.h - how an LLM's answer came about: attempts, and what took how long. */
#ifndef MODEL_CALL_H
#define MODEL_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

#endif
