/* night_gold.h - reads the gold cases, compares them with the last run's, and takes those it is
 * about. */
#ifndef COMMANDS_NIGHT_GOLD_H
#define COMMANDS_NIGHT_GOLD_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/night.h"
#include "load/loader.h"

/*
 * Fills night->gold and gold_account. Without a gold file there is no evaluation. Errors: those of
 * gold_file.h and gold_selection.h; ERROR_INPUT when no case is accepted.
 */
bool night_gold_load(struct night *night, struct loader *loader, struct error *err);

#endif
