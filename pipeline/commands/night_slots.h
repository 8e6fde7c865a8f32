/* night_slots.h - what is said about answers beyond right and wrong: slots, titles, contradictions.
 */
#ifndef COMMANDS_NIGHT_SLOTS_H
#define COMMANDS_NIGHT_SLOTS_H

#include <stddef.h>

#include "commands/night.h"
#include "eval/sampling.h"

/* Completes the evaluation of interpreter `i` and appends its metrics. */
void night_slots_score(struct night *night, size_t i, const struct sampling *sampling);

#endif
