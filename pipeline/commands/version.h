/* version.h - the version of the program, in one place, and the command that prints it. */
#ifndef COMMANDS_VERSION_H
#define COMMANDS_VERSION_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/session.h"

#define VERSION_TEXT "0.1.0"

/*
 * Prints "reelgauge 0.1.0"; with --json also what numbers can depend on beyond data and
 * configuration: compiler, kernels, libraries.
 */
bool version_command(struct session *session, struct error *err);

#endif
