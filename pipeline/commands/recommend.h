/* recommend.h - `recommend`: which films should this person watch, and why? */
#ifndef COMMANDS_RECOMMEND_H
#define COMMANDS_RECOMMEND_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/commands.h"
#include "commands/session.h"

extern const struct commands_option recommend_options[];

/*
 * Answers from a model file, the newest of the output folder unless --model names one; nothing else
 * is read but the small tables, and those only for a query. Errors: ERROR_USAGE for options, or
 * when there is no model yet; those of model_file.h and recommend_person.h.
 */
bool recommend_command(struct session *session, struct error *err);

#endif
