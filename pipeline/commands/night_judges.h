/*
 * night_judges.h - part of the night: models score the interpreters' answers by rubrics.
 *
 * A judge is asked about an answer under a digest of that answer (the `variant` of the call), so
 * that a recorded judgement is of one text: when the interpreter answers otherwise, it is asked
 * anew. Of two answers it is asked twice, with the answers in both orders.
 */
#ifndef COMMANDS_NIGHT_JUDGES_H
#define COMMANDS_NIGHT_JUDGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "commands/night.h"
#include "eval/sampling.h"

/*
 * Asks or replays every judge about the first answers, lays people's labels beside what it says,
 * and appends the metrics. Errors: those of asking_run().
 */
bool night_judges_score(struct night *night, const struct sampling *sampling, struct error *err);

/* The prompt of the rubric with exactly this reference; NULL: there is none. */
const struct prompt *night_judges_prompt(const struct night *night, struct str reference);

/* The most questions that the judges who ask an endpoint can have: how many depends on the answers.
 */
size_t night_judges_questions_max(const struct night *night);

#endif
