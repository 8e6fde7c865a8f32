/* night_recover.h - repairs at the start of a run what a killed one left behind. */
#ifndef COMMANDS_NIGHT_RECOVER_H
#define COMMANDS_NIGHT_RECOVER_H

#include "commands/night.h"

#define NIGHT_RECOVER_STAGING "runs/.staging" /* where a set is written before it is published */

/*
 * Removes a set that was never finished and models and links of runs that never were; takes a
 * published folder without its row into the history from its summary; marks rows whose folder is
 * gone as errors; points `latest` at the last set. What is repaired, and a folder that cannot be,
 * is logged as a warning. Errors: those of io.h and the store.
 */
bool night_recover_all(struct night *night, struct error *err);

#endif
