/* night_prompts.h - part of the night: which prompts its results name. */
#ifndef COMMANDS_NIGHT_PROMPTS_H
#define COMMANDS_NIGHT_PROMPTS_H

#include "base/str.h"
#include "commands/night.h"

/*
 * Notes that `kind` `name` ("interpreter", "claude") used the prompt of that reference; an empty
 * reference is nothing. Of a version that no file has only the reference is known.
 */
void night_prompts_use(struct night *night, const char *kind, struct str name,
                       struct str reference);

#endif
