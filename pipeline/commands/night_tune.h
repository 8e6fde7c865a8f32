/* night_tune.h - the search of `train --tune`, with a journal that survives a kill. */
#ifndef COMMANDS_NIGHT_TUNE_H
#define COMMANDS_NIGHT_TUNE_H

#include "commands/night.h"
#include "train/test_rows.h"
#include "train/train.h"

/*
 * Searches the space of [tune] and writes the best settings into options->models.svd. Every fit is
 * written to tune/DIGEST.json in the output folder, where a later search with the same ratings,
 * split and settings finds it. The result is night->tuning.
 * Errors: ERROR_USAGE for a space that makes no sense, for kfold, and when every trial diverges;
 * those of split_make() and of the journal.
 */
bool night_tune_search(struct night *night, const struct test_rows *rows,
                       struct train_options *options, struct error *err);

#endif
