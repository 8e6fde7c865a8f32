/*
 * case_results.h - private to store/: each interpreter's verdict on each gold case of a run.
 *
 * The cases of a run are a set that nights share, and a verdict is one letter in the order of that
 * set: a night of 10,000 cases that did not change costs 10,000 bytes per interpreter.
 */
#ifndef STORE_CASE_RESULTS_H
#define STORE_CASE_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/str.h"
#include "store/store.h"

enum {
    CASE_RESULTS_PASSED = 'P',
    CASE_RESULTS_FAILED = 'F',
    CASE_RESULTS_UNSCORED = 'U',
};

struct case_results_case {
    struct str id;
    struct hash_sha256 digest;
};

struct case_results_verdicts {
    struct str interpreter;
    struct str letters; /* (case_count) */
};

struct case_results {
    struct case_results_case *cases; /* in the order in which the history first met them */
    size_t case_count;
    struct case_results_verdicts *interpreters; /* in the order of the summary */
    size_t interpreter_count;
};

/* Keeps what a summary says in `cases` and `interpreters`; `run` is the row's id. Errors:
 * ERROR_INPUT when a case has not as many readings as there are interpreters; those of statement.h.
 */
bool case_results_keep(struct store *store, int64_t run, const struct json *summary,
                       struct arena *scratch, struct error *err);

/* Reads them back. Error: ERROR_SYSTEM when rows do not fit together. */
bool case_results_load(struct store *store, int64_t run, struct arena *arena,
                       struct case_results *out, struct error *err);

#endif
