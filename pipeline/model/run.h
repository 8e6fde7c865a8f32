/* run.h - one execution of the gauge: what identifies it and how it ended. */
#ifndef MODEL_RUN_H
#define MODEL_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

#define RUN_ID_MAX 40 /* bytes with the NUL: "20261120T030000Z-1a2b3c4d-99" */

enum run_outcome {
    RUN_SUCCESS,
    RUN_GATE_FAILED,
    RUN_ERROR,
};

/* Which stages a run has; one with fewer than all never becomes a baseline. */
struct run_stages {
    bool eval;
    bool train;
    bool watch;
};

struct run_tag {
    struct str key;
    struct str value;
};

/* A parameter of the run: a config key that bears on the numbers, with its value as text. */
struct run_param {
    struct str key; /* "svd.factors" */
    struct str value;
};

/* A stage of the run, stored as a child run. */
struct run_stage {
    const char *name;
    double duration_ms; /* NAN under SOURCE_DATE_EPOCH */
};

#define RUN_STAGES_MAX 12

struct run {
    char id[RUN_ID_MAX];
    int64_t started_ms;
    double duration_ms; /* up to the summary; NAN under SOURCE_DATE_EPOCH */
    struct str experiment;
    const struct run_tag *tags;
    size_t tag_count;
    const struct run_param *params;
    size_t param_count;
    struct run_stage children[RUN_STAGES_MAX];
    size_t child_count;
    struct run_stages stages;
    struct str filter; /* which gold cases it is about; "": all of them */
    uint64_t seed;
    struct hash_sha256 config_digest;
    struct hash_sha256 input_digest;
    const char *version; /* of the program */
    const char *host;    /* NULL under SOURCE_DATE_EPOCH */
    size_t threads;      /* 0 under SOURCE_DATE_EPOCH */
    enum run_outcome outcome;
    const char *partial; /* why not everything was done, "budget"; NULL: all was */
};

/* True when all stages ran on all there is, so that the run may serve as a baseline. */
static inline bool run_is_full(const struct run *run)
{
    return run->stages.eval && run->stages.train && run->stages.watch && run->filter.size == 0 &&
           run->partial == NULL;
}

const char *run_outcome_name(enum run_outcome outcome); /* "success", "gate_failed", "error" */

#endif
