/* night_gold.h - reads the gold cases, compares them with the last run's, and takes those it is
 * about. */
#ifndef COMMANDS_NIGHT_GOLD_H
#define COMMANDS_NIGHT_GOLD_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/night.h"
#include "load/loader.h"

/*
 * Fills night->gold with all cases, and gold_account. Without a gold file there is no evaluation.
 * Errors: those of gold_file.h; ERROR_INPUT when no case is accepted.
 */
bool night_gold_load(struct night *night, struct loader *loader, struct error *err);

/* Looks for mistakes in all of them, unless [gold] check is off; they become metrics too. */
void night_gold_inspect(struct night *night);

/* Leaves those that the filter is about. Errors: those of gold_selection.h. */
bool night_gold_select(struct night *night, struct error *err);

#endif
