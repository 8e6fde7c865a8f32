/* baseline.h - the run that the present one is compared with. */
#ifndef STORE_BASELINE_H
#define STORE_BASELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "model/history.h"
#include "store/store.h"

/*
 * The latest success of the experiment that ran all stages, still has its folder and started before
 * `before_ms`; out->exists is false when there is none. Parameters are in the order of their keys,
 * of the metrics the final values are given, of the cases those that were scored.
 */
bool baseline_find(struct store *store, struct str experiment, int64_t before_ms,
                   struct arena *arena, struct history_baseline *out, struct error *err);

#endif
