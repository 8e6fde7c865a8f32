/* judge_inputs.h - what judges work with: rubrics, people's labels, recorded judgements. */
#ifndef COMMANDS_JUDGE_INPUTS_H
#define COMMANDS_JUDGE_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/map.h"
#include "commands/night.h"
#include "load/loader.h"
#include "model/label.h"

/* A recorded judgement. */
struct judge_inputs_reply {
    struct str key; /* of judge_inputs_key() */
    struct str output;
    struct str error;
    struct str trace_id;
};

struct judge_inputs_list {
    struct judge_inputs_reply *items;
    size_t count;
    size_t capacity;
    struct map by_key; /* the last of equal keys */
    struct arena *arena;
    bool synthetic; /* some of its files are samples */
};

struct judge_inputs {
    struct rubric_list rubrics;
    struct label_list labels;
    struct judge_inputs_list common;
    struct judge_inputs_list **recordings; /* (count) NULL: it asks an endpoint */
    const struct config_judge **wanted;    /* (count) the judges that have their rubric */
    size_t count;
};

/*
 * Fills night->judges. What lies at its default place may be missing; then the judge that exists by
 * default is left out. Errors: ERROR_USAGE for a rubric that does not exist or does not fit its
 * judge; those of the loaders.
 */
bool judge_inputs_load(struct night *night, struct loader *loader, struct error *err);

/* What a recorded judgement is looked up by. */
struct str judge_inputs_key(struct str model, struct str prompt, struct str case_id,
                            struct str variant, struct arena *arena);

#endif
