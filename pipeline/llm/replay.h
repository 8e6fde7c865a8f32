/*
 * replay.h - recorded LLM calls as an interpreter: what the model said then is scored now.
 *
 * An interpreter is one (model, prompt, params). A call belongs to the gold case of its case_id,
 * without one to the first case with the same canonical query. A case may have been asked several
 * times (`repeat`), and in changed words (`variant` of a call that is not live). Of several calls
 * for one case, repeat and variant the latest counts: by ts, then the one added last.
 *
 *     replay_open → replay_add for every recorded call → replay_finish
 */
#ifndef LLM_REPLAY_H
#define LLM_REPLAY_H

#include <stddef.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/findings.h"
#include "base/pool.h"
#include "base/str.h"
#include "llm/replay_log.h"
#include "llm/vocabulary.h"
#include "model/gold.h"
#include "model/reading.h"
#include "model/trace.h"

/* What became of the calls: calls = used + superseded + unmatched + others. */
struct replay_counts {
    size_t calls;
    size_t used;       /* one for each reading that there is */
    size_t superseded; /* there is a later call for the same case, repeat and variant */
    size_t unmatched;  /* there is no such case in the gold set, or too many repeats or variants */
    size_t others;     /* of another model, prompt or params */
};

struct replay;

/*
 * Takes the calls of the filter. Of what it took, the interpreter whose latest call is the newest
 * is replayed, of equals the first by name. `gold` and the filter's texts outlive the replay;
 * everything kept lives in `arena`.
 */
struct replay *replay_open(const struct gold_set *gold, const struct replay_filter *filter,
                           struct arena *arena);

/* Copies what it needs of the call. Leaves nothing in `scratch` that is needed later. */
void replay_add(struct replay *replay, const struct trace *call, struct arena *scratch);

/*
 * The readings, (repeats, n_cases): READING_MISSING where there is no call, READING_FAILED where
 * the call has an error, otherwise what answer_read() makes of its output; and those of the
 * variants, of their first repeat. Repeats are numbered anew from 0 on in their order. A call that
 * was recorded with spans gets one more for its reading, timed by `clock`. Costs are unknown. Sets
 * `kind`, `model`, `prompt` and what belongs to the readings; the rest is the caller's. With no
 * call at all, every reading is missing. Calls of the replayed interpreter without a case are added
 * to `unmatched`. Read on all threads of `pool`
 * (NULL: the caller alone), whose number does not show. Resets `scratch`.
 */
struct interpreter replay_finish(struct replay *replay, const struct vocabulary *vocabulary,
                                 const struct clock *clock, struct pool *pool,
                                 struct replay_counts *counts, struct findings *unmatched,
                                 struct arena *scratch);

#endif
