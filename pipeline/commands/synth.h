/* synth.h - the command that invents data: ratings, feedback, LLM calls, recordings. */
#ifndef COMMANDS_SYNTH_H
#define COMMANDS_SYNTH_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/commands.h"
#include "commands/session.h"

extern const struct commands_option synth_options[];

/*
 * `synth DIR`: writes the files of a preset into a folder, with planted.json last, which
 * says what was planted and marks the files as synthetic. The same seed and sizes give the same
 * bytes. Errors: ERROR_USAGE for a size or a preset that cannot be, those of the loaders and of
 * writing.
 */
bool synth_command(struct session *session, struct error *err);

#endif
