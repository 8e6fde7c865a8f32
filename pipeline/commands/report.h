/* report.h - the command that renders a past run again. */
#ifndef COMMANDS_REPORT_H
#define COMMANDS_REPORT_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/commands.h"
#include "commands/session.h"

extern const struct commands_option report_options[];

/*
 * `report [RUN]`: renders all files of a run (its id, a prefix that only one has, or `latest`)
 * from its summary.json into rendered/RUN of the output folder, or the folder of --to, which
 * appears whole. The published set is left alone. The same version of the program gives the same
 * bytes. Errors: ERROR_USAGE when no run, or more than one, is meant; those of render_all().
 */
bool report_command(struct session *session, struct error *err);

#endif
