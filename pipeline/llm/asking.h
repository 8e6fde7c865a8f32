/*
 * asking.h - questions to models: asked once, recorded, and answered from the recording.
 *
 * Whoever wants something of a model (an interpreter, a judge, a robustness test) hands over a list
 * of questions. Those that replies.h has an answer to are not asked. The others are sent, each
 * reply is masked and recorded as it arrives, and at the end every question is answered from the
 * recording, in the order of the questions: live and replayed answers are the same bytes.
 *
 * Two questions are one when their keys are equal (asking_question.h): which server is asked is no
 * part of it, nor is the case.
 */
#ifndef LLM_ASKING_H
#define LLM_ASKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/redact.h"
#include "llm/asking_question.h"
#include "llm/budget.h"
#include "llm/endpoint.h"
#include "llm/replies.h"
#include "model/price.h"
#include "model/trace.h"

struct asking_work {
    void *context;
    size_t count;
    /* Renders question `index` (below `count`) with all that it points to in `arena`, equal each
     * time. False: there is nothing to ask, and no answer will come. */
    bool (*question)(void *context, size_t index, struct arena *arena,
                     struct asking_question *question);
    /* Gets each recorded answer, in the order of the questions; `trace->error` says when it is a
     * failure, and its texts live until this returns. What was not asked has none. False ends it
     * with its error. */
    bool (*answer)(void *context, size_t index, const struct trace *trace, struct error *err);
};

/* Who sends: endpoint_ask() behind a context, or a test's own. */
struct asking_server {
    void *context;
    bool (*ask)(void *context, const struct endpoint_work *work, struct error *err);
};

struct asking_server asking_server_of(struct endpoint *endpoint);

enum asking_mode {
    ASKING_SEND,
    ASKING_OFFLINE, /* nothing is sent; recorded answers of any age count, failures too */
    ASKING_COUNT,   /* nothing is sent or answered; only the counts are made */
};

struct asking_options {
    struct replies *replies;
    struct redactor *redactor;
    struct redact_counts *masked; /* grows by what was masked; may be NULL */
    const struct clock *clock;
    const struct price_list *prices;
    struct budget_limits limits; /* of all questions together */
    enum asking_mode mode;
    bool retry_errors; /* a recorded error is no answer */
    double max_age_ms; /* an older recording is no answer; negative: every age will do */
};

/* questions = cached + sent + not_asked; what is not known is NAN. All zero: nothing asked yet. */
struct asking_counts {
    size_t questions;
    size_t cached;    /* answered by an earlier run's recording, or an equal question of this run */
    size_t sent;      /* asked, or with ASKING_COUNT: would be */
    size_t failed;    /* of the sent ones */
    size_t not_asked; /* offline, or the budget was used up */
    size_t attempts;  /* requests, retries included */
    double input_tokens; /* of the sent ones; with ASKING_COUNT estimated */
    double output_tokens;
    double cost;
};

struct asking;

/* What it points to outlives it. The handle is in `arena`. */
struct asking *asking_open(const struct asking_options *options, struct arena *arena);

/*
 * Asks and answers `work`. A reply that cannot be recorded ends everything, for it would be lost.
 * A failed call that the next try may well not have (time-out, no connection, 429, 5xx) is an
 * answer for the run that made it only: the next run asks again. One that would come again (the
 * server refuses, the body is none) stays an answer until `retry_errors`.
 *
 * Once the budget is used up nothing more is sent, now and by later calls. With a `max_cost`, a
 * model without a price is an ERROR_USAGE. `server` may be NULL unless the mode is ASKING_SEND.
 * `counts` grows by what this work adds and is also right after an error.
 */
bool asking_run(struct asking *asking, const struct asking_server *server,
                const struct asking_work *work, struct asking_counts *counts, struct error *err);

/* Which limit has stopped the asking: "max_calls", "max_tokens", "max_cost"; NULL: none has. */
const char *asking_stopped_by(const struct asking *asking);

#endif
