/* dry_run.h - what a night would ask, and what that would cost, with nothing sent. */
#ifndef COMMANDS_DRY_RUN_H
#define COMMANDS_DRY_RUN_H

#include "commands/night.h"

/*
 * Prints a row for each interpreter of the kind endpoint: gold cases, questions, how many of them
 * are answered by recorded replies, and for the others the tokens and the cost, estimated: of the
 * prompt as chat_estimate_tokens() says, of the answers as long as the recorded ones are, otherwise
 * as long as they may be. What cannot be known is "n/a". Errors: those of night_asking_count().
 */
bool dry_run_print(struct night *night, struct error *err);

#endif
