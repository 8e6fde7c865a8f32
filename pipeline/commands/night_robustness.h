/* night_robustness.h - the gold queries once more, changed a little, to those who can be asked. */
#ifndef COMMANDS_NIGHT_ROBUSTNESS_H
#define COMMANDS_NIGHT_ROBUSTNESS_H

#include <stdbool.h>
#include <stddef.h>

#include "commands/night.h"
#include "llm/asking.h"

/*
 * Gives interpreters the variants that [robustness] asks for: the built-in one, on all threads, and
 * endpoints where they are to be asked. Replayed interpreters keep those that their
 * recordings hold. Errors: those of night_asking_variant().
 */
bool night_robustness_ask(struct night *night, struct error *err);

/* Adds what asking interpreter `index`, an endpoint, the changed queries would take. Needs
 * --dry-run. Errors: those of night_asking_count(). */
bool night_robustness_count(struct night *night, size_t index, struct asking_counts *counts,
                            struct error *err);

#endif
