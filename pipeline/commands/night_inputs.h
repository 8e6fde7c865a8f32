/* night_inputs.h - reads everything a run is about, and accounts for every line. */
#ifndef COMMANDS_NIGHT_INPUTS_H
#define COMMANDS_NIGHT_INPUTS_H

#include "commands/night.h"

/*
 * Loads tables, catalogue, gold, recordings, ratings, feedback and traces, as far as the run's
 * stages need them; feedback and traces are counted while they are read. A stage whose input is
 * `none` is struck from the run. Gives the run its input digest and its id. Errors: those of the
 * loaders; ERROR_INPUT when too many records are rejected or nothing usable is left.
 */
bool night_inputs_load(struct night *night, struct error *err);

#endif
