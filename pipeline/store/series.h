/* series.h - the course of metrics over the last runs. */
#ifndef STORE_SERIES_H
#define STORE_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "model/history.h"
#include "store/store.h"

/*
 * The values of the named metrics (see metric_name()) in the last `runs` runs of the experiment
 * that ran all stages and started before `before_ms`, oldest first: one series per name, one point
 * per run, also where the run lacks the metric. Failed gates and lost folders leave no gap. `out`
 * has room for `name_count`; names are kept as views.
 */
bool series_load(struct store *store, struct str experiment, int64_t before_ms, size_t runs,
                 const struct str *names, size_t name_count, struct arena *arena,
                 struct history_series *out, struct error *err);

#endif
