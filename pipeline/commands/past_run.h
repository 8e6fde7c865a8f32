/* past_run.h - the published run that a person means. */
#ifndef COMMANDS_PAST_RUN_H
#define COMMANDS_PAST_RUN_H

#include <stdbool.h>

#include "base/error.h"
#include "base/json.h"
#include "commands/session.h"

/*
 * The folder of the run whose id is or begins with `wanted`, or of the latest for "latest". The
 * path is in session->run. Errors: ERROR_USAGE when there is none or more than one.
 */
bool past_run_find(const struct session *session, const char *wanted, const char **folder,
                   struct error *err);

/* The summary in such a folder; the caller frees it. Errors: those of reading and parsing it. */
bool past_run_summary(const struct session *session, const char *folder, struct json **summary,
                      struct error *err);

#endif
