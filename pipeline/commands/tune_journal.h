/*
 * tune_journal.h - every fit of a search on disk, so that a search that is killed goes on later.
 *
 * One JSON document, small and written anew after each fit, whole or not at all:
 *
 *     {"fits": [{"trial": 1, "rung": 1, "rmse": 0.8713}]}    null: it diverged
 */
#ifndef COMMANDS_TUNE_JOURNAL_H
#define COMMANDS_TUNE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "train/tune.h"

struct tune_journal_file {
    const char *path;
    size_t trials;
    struct tune_journal_fit *fits; /* (trials, TUNING_RUNGS_MAX), in the arena */
    struct arena *scratch;         /* for one document at a time */
};

/*
 * Reads the journal at `path`; without one the search begins. Errors: ERROR_INPUT for a file that
 * is no such journal, or of more trials or rungs than the search has.
 */
bool tune_journal_open(const char *path, size_t trials, struct arena *arena, struct arena *scratch,
                       struct tune_journal_file *out, struct error *err);

/* What tune_run() calls; it borrows the file. */
struct tune_journal tune_journal_of(struct tune_journal_file *file);

#endif
