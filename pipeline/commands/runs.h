/* runs.h - the commands that look into the history of runs, without changing it. */
#ifndef COMMANDS_RUNS_H
#define COMMANDS_RUNS_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/commands.h"
#include "commands/session.h"

extern const struct commands_option runs_list_options[];

/*
 * `runs list`: the latest runs, newest first. Without a history there is nothing to list, and that
 * is no error. Errors: ERROR_USAGE for --limit; those of store_open_reading().
 */
bool runs_list_command(struct session *session, struct error *err);

/*
 * `runs show [RUN]`: everything that the history keeps of a run, which is the latest unless it is
 * named. Errors: those of run_record_find() and store_open_reading().
 */
bool runs_show_command(struct session *session, struct error *err);

#endif
