/* gold_history.h - the gold cases of the last run, which those of the present one are held against.
 */
#ifndef STORE_GOLD_HISTORY_H
#define STORE_GOLD_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "model/history.h"
#include "store/store.h"

/*
 * The cases of the latest run of the experiment that started before `before_ms` and read gold cases
 * without a filter, however it ended. `exists` is false when there is none. Errors: those of
 * statement.h.
 */
bool gold_history_last(struct store *store, struct str experiment, int64_t before_ms,
                       struct arena *arena, struct history_gold *out, struct error *err);

#endif
