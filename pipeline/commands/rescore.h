/* rescore.h - a past run's outputs under today's gold cases, scorers and configuration. */
#ifndef COMMANDS_RESCORE_H
#define COMMANDS_RESCORE_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/session.h"

/*
 * `rescore RUN`: replays outputs.jsonl of that run as the interpreters that it had, under their
 * names, and lets the built-in read again. The result is a new run, marked, that never becomes a
 * baseline. [llm] primary means the interpreter that it means today, if the run had it,
 * otherwise the run's own. Errors: ERROR_USAGE when there is no such run; ERROR_INPUT when it has
 * no outputs or evaluated nothing.
 */
bool rescore_command(struct session *session, struct error *err);

#endif
