/* replay_log.h - recorded calls sorted by who made them and what for, before any is read. */
#ifndef LLM_REPLAY_LOG_H
#define LLM_REPLAY_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/findings.h"
#include "base/map.h"
#include "base/str.h"
#include "model/gold.h"
#include "model/trace.h"

#define REPLAY_LOG_REPEATS_MAX 100 /* highest number of a repeat */
#define REPLAY_LOG_VARIANTS_MAX 64

/* Which calls are taken; "" takes any. */
struct replay_filter {
    struct str interpreter; /* whose reading a published run's outputs say it was */
    struct str model;
    struct str prompt;
};

/* What a call is recorded for, as the bytes of a key. */
struct replay_log_place {
    uint32_t source;
    uint32_t variant; /* 0: the query as it is, otherwise 1 + its index in `variants` */
    uint64_t case_index;
    int64_t repeat;
};

/* A recorded call that is kept: the latest for its place so far. */
struct replay_log_call {
    struct replay_log_place place;
    int64_t ts_ms;
    struct str query; /* of a variant only */
    struct str output;
    struct str error;
    double latency_ms;
    int64_t input_tokens;
    int64_t output_tokens;
    struct call call;
};

/* One (model, prompt, params) of which there are calls. */
struct replay_log_source {
    struct str key; /* the three, in this order, with a NUL between */
    struct str model;
    struct str prompt;
    struct str params;
    int64_t latest_ms;
    size_t calls;
    size_t unmatched;
    size_t superseded;
    struct findings lost; /* the first calls without a case */
};

/* Every call that was taken. */
struct replay_log {
    const struct gold_set *gold;
    struct replay_filter filter;
    struct arena *arena;
    struct map by_id;     /* case id → index in the gold set */
    struct map by_query;  /* canonical query → index, of equal queries the first */
    struct map by_source; /* key → index in `sources` */
    struct map by_place;  /* place → index in `recordings` */
    struct map variants;  /* name → number, in order of appearance */
    struct str variant_names[REPLAY_LOG_VARIANTS_MAX];
    struct replay_log_sources {
        struct replay_log_source *items;
        size_t count;
        size_t capacity;
    } sources;
    struct replay_log_calls {
        struct replay_log_call *items;
        size_t count;
        size_t capacity;
    } recordings;
    size_t others; /* calls of another model or prompt than asked for */
};

/* `gold` and the filter's texts outlive the log, which lives in `arena`. */
void replay_log_init(struct replay_log *log, const struct gold_set *gold,
                     const struct replay_filter *filter, struct arena *arena);

/*
 * Takes a call: one that the filter leaves out is counted among the others, one that no case is for
 * among its source's unmatched, and of equal places the latest by ts is kept, of equal times the
 * one added last. Copies what it needs; leaves nothing in `scratch` that is needed later.
 */
void replay_log_add(struct replay_log *log, const struct trace *call, struct arena *scratch);

#endif
