/* reading.h - what the interpreters made of the gold queries. */
#ifndef MODEL_READING_H
#define MODEL_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model/call.h"
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
    double cost; /* of the call, in the currency of the prices; NAN: unknown, as with no price */
    struct call call;
};

enum interpreter_kind {
    INTERPRETER_BUILT_IN,
    INTERPRETER_REPLAY,
    INTERPRETER_ENDPOINT,
};

/*
 * The gold queries once more, changed in one way that should not change their meaning (typos, no
 * diacritics, …), and what was made of them.
 */
struct reading_variant {
    struct str name; /* "typo"; the `variant` of its calls */
    const struct str
        *queries; /* (n_cases) the changed query; "" where the change leaves it as it is */
    struct reading *readings; /* (n_cases) READING_MISSING where there is no changed query */
};

/* An interpreter and its readings, in the order of the gold set. */
struct interpreter {
    struct str name; /* [interpreter NAME]; the `interpreter` label of its metrics */
    enum interpreter_kind kind;
    struct str model;         /* "" for the built-in */
    struct str prompt;        /* "interpret@3"; "" for the built-in */
    struct str params;        /* settings of its calls, compact JSON; "" when unknown */
    bool synthetic;           /* sample recordings: never the headline */
    bool primary;             /* the headline and the default gates are about this one */
    struct reading *readings; /* (repeats, n_cases): the first n_cases are the first answers */
    size_t count;             /* n_cases */
    size_t repeats;           /* how often every case was asked, from 1 on */
    struct reading_variant *variants;
    size_t variant_count;
};

/* No answer: missing, nothing known of it. */
struct reading reading_none(void);

/* "built-in", "replay", "endpoint". */
const char *reading_kind_name(enum interpreter_kind kind);

/* "ok", "unparseable", "failed", "missing". */
const char *reading_status_name(enum reading_status status);

#endif
