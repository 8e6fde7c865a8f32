/* prompts.h - the commands about prompts: those in files, and those that runs used. */
#ifndef COMMANDS_PROMPTS_H
#define COMMANDS_PROMPTS_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/session.h"

/*
 * `prompts list`: every version there is, by name, with its file, the run that used it first and
 * how many did. Errors: those of prompt_inputs_load() and store_open_reading().
 */
bool prompts_list_command(struct session *session, struct error *err);

/*
 * `prompts show NAME[@VERSION]`: its text. Without a version the file's, otherwise the one that a
 * run used last; a version may be cut short. Errors: as above, and ERROR_USAGE when there is no
 * such prompt or the beginning of a version fits several.
 */
bool prompts_show_command(struct session *session, struct error *err);

/* `prompts diff A B`: the lines that differ, removed and added, between two such prompts. */
bool prompts_diff_command(struct session *session, struct error *err);

#endif
