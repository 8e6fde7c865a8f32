/* gold.h - `gold check` and `gold filter`: the gold cases looked at without an evaluation. */
#ifndef COMMANDS_GOLD_H
#define COMMANDS_GOLD_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/commands.h"
#include "commands/session.h"

/* --strict */
extern const struct commands_option gold_check_options[];

/*
 * Prints what is wrong with the gold cases as `file:line: kind: text`, and how many there are of
 * each class. With --strict the exit code is 1 when there is a finding of a kind in [gold] fail_on.
 */
bool gold_check_command(struct session *session, struct error *err);

/* Prints the cases that --filter leaves as JSON lines in our own format, whatever they were read
 * from. */
bool gold_filter_command(struct session *session, struct error *err);

#endif
