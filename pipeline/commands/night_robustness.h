/* night_robustness.h - the gold queries once more, changed a little, to those who can be asked. */
#ifndef COMMANDS_NIGHT_ROBUSTNESS_H
#define COMMANDS_NIGHT_ROBUSTNESS_H

#include "commands/night.h"

/*
 * Gives every built-in interpreter the variants that [robustness] asks for, read on all threads.
 * Replayed interpreters keep those that their recordings hold.
 */
void night_robustness_ask(struct night *night);

#endif
