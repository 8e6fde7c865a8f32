/* run_list.h - the runs of the history, one line each. */
#ifndef STORE_RUN_LIST_H
#define STORE_RUN_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "store/store.h"

struct run_list_row {
    struct str id;
    struct str experiment;
    int64_t started_ms;
    double duration_ms;   /* NAN: unknown */
    struct str outcome;   /* "success", "gate_failed", "error" */
    bool full;            /* all stages ran on all gold cases */
    struct str filter;    /* of its gold cases; "" for all of them */
    double case_accuracy; /* headline metrics; NAN: the run lacks it */
    double genre_recall;
    double rmse;
};

/* The latest `limit` runs, newest first; an empty experiment means all of them. */
bool run_list_load(struct store *store, struct str experiment, size_t limit, struct arena *arena,
                   struct run_list_row **out, size_t *count, struct error *err);

#endif
