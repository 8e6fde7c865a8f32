/* gold_selection.h - the gold cases that [eval] filter is about, earlier runs included. */
#ifndef COMMANDS_GOLD_SELECTION_H
#define COMMANDS_GOLD_SELECTION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "config/config.h"
#include "model/gold.h"
#include "store/store.h"

/*
 * The cases of `gold` that the filter leaves. What failed in an earlier run is looked up in
 * `store`, by the ids of its cases; NULL: there is no history. Errors are ERROR_USAGE: those of
 * gold_filter.h, a run or an interpreter that is not there.
 */
bool gold_selection_apply(const struct config *config, struct store *store,
                          const struct gold_set *gold, struct arena *arena, struct gold_set *out,
                          struct error *err);

/* Only whether the filter can be read, before anything else is done. */
bool gold_selection_check(const struct config *config, struct arena *arena, struct error *err);

#endif
