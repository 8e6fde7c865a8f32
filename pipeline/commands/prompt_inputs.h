/* prompt_inputs.h - the prompt files that the configuration names. */
#ifndef COMMANDS_PROMPT_INPUTS_H
#define COMMANDS_PROMPT_INPUTS_H

#include <stdbool.h>

#include "base/error.h"
#include "config/config.h"
#include "load/loader.h"
#include "model/prompt.h"

/*
 * Reads the prompts of [inputs] into `out`, which starts as {0}. The default folder may be missing:
 * then there are none. Errors: those of source_expand() and prompt_file_load().
 */
bool prompt_inputs_load(const struct config *config, struct loader *loader, struct prompt_list *out,
                        struct error *err);

#endif
