/* night_verdict.h - compares the run with its history and lets the gates speak. */
#ifndef COMMANDS_NIGHT_VERDICT_H
#define COMMANDS_NIGHT_VERDICT_H

#include "commands/night.h"

/*
 * Loads baseline and trends, pairs the cases, judges the gates, and sets the run's
 * outcome. Errors: those of the store.
 */
bool night_verdict_reach(struct night *night, struct error *err);

#endif
