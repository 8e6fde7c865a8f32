/* night_compare.h - pairs the cases of the interpreters with each other and with the baseline. */
#ifndef COMMANDS_NIGHT_COMPARE_H
#define COMMANDS_NIGHT_COMPARE_H

#include "commands/night.h"

/*
 * Fills flips and comparisons from the evaluations and the baseline: every interpreter against
 * the primary, those of one model with different prompts against each other, and each against
 * itself in the baseline. The baseline's answers and values come from its published summary; where
 * that is gone or unreadable, its verdicts alone are compared, and a log line says so.
 */
void night_compare_cases(struct night *night);

#endif
