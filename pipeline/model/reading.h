/* reading.h - what the interpreters made of the gold queries. */
#ifndef MODEL_READING_H
#define MODEL_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model/slots.h"

enum reading_status {
    READING_MISSING, /* never asked: no recording of this case; not scored, but counted and shown */
    READING_OK,      /* `slots` is what the answer says */
    READING_UNPARSEABLE, /* an answer without an interpretation in it: wrong in every expected slot
                          */
    READING_FAILED,      /* the call failed (time-out, refusal of the server): wrong likewise */
};

#define TOKENS_UNKNOWN (-1)

/* One answer to one gold case. */
struct reading {
    enum reading_status status;
    struct slots slots; /* slots_empty() unless READING_OK */
    struct str raw;     /* the model's own text, personal data masked; empty for the built-in */
    struct str reason;  /* why it is unparseable or failed; what was mended when OK ("code fence");
                           or empty */
    double latency_ms;  /* NAN: unknown */
    int64_t input_tokens;
    int64_t output_tokens;
};

enum interpreter_kind {
    INTERPRETER_BUILT_IN,
    INTERPRETER_REPLAY,
};

/* An interpreter and its readings, one per gold case, in the order of the gold set. */
struct interpreter {
    struct str name; /* [interpreter NAME]; the `interpreter` label of its metrics */
    enum interpreter_kind kind;
    struct str model;         /* "" for the built-in */
    struct str prompt;        /* "interpret@3"; "" for the built-in */
    bool synthetic;           /* sample recordings: never the headline */
    bool primary;             /* the headline and the default gates are about this one */
    struct reading *readings; /* (n_cases) */
    size_t count;
};

/* "ok", "unparseable", "failed", "missing". */
const char *reading_status_name(enum reading_status status);

#endif
