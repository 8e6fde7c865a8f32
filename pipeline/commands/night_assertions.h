/* night_assertions.h - what has to hold of answers: from configuration and files to verdicts. */
#ifndef COMMANDS_NIGHT_ASSERTIONS_H
#define COMMANDS_NIGHT_ASSERTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "commands/night.h"
#include "eval/sampling.h"
#include "load/loader.h"

/*
 * Sets night->assertions: those of the [assertion NAME] sections in their order, then those of
 * [inputs] assertions. Errors: ERROR_USAGE for a section that says something wrong, at its line;
 * those of assertions_file.h.
 */
bool night_assertions_load(struct night *night, struct loader *loader, struct error *err);

/*
 * Judges the answers of interpreter `i` and appends its figures; the built-in one is judged by
 * interpretation_json() of what it read. Nothing when there is no assertion.
 */
void night_assertions_judge(struct night *night, size_t i, const struct sampling *sampling);

#endif
