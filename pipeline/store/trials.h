/* trials.h - private to store/: the trials of a search, each a run below its run. */
#ifndef STORE_TRIALS_H
#define STORE_TRIALS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "store/store.h"

/*
 * Keeps every trial of the summary's `tuning` as the child run "trial N" with its settings as
 * parameters ("svd.factors") and the errors of its rounds as steps of validation_rmse. Nothing
 * without a search. Errors: those of statement.h.
 */
bool trials_keep(struct store *store, int64_t run, const struct json *summary,
                 struct arena *scratch, struct error *err);

#endif
