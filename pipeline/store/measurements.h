/* measurements.h - private to store/: what was measured in a run, from its summary. */
#ifndef STORE_MEASUREMENTS_H
#define STORE_MEASUREMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "store/store.h"

/*
 * Keeps the summary's `metrics` as step 0, and of `training` each epoch's train_rmse,
 * validation_rmse and learning_rate as steps from 1 on; `run` is the row's id. Errors: those of
 * statement.h.
 */
bool measurements_keep(struct store *store, int64_t run, const struct json *summary,
                       struct arena *scratch, struct error *err);

/* Keeps the numbers of `rmse` as steps of validation_rmse, from 1 on. */
bool measurements_keep_trial(struct store *store, int64_t run, const struct json *rmse,
                             struct error *err);

#endif
