/* run.h - the commands that make a run: `run` all of it, `eval`, `train` and `watch` a part. */
#ifndef COMMANDS_RUN_H
#define COMMANDS_RUN_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/commands.h"
#include "commands/session.h"

/*
 * Loads, scores, decides and publishes; prints where the report is, the verdict and the main
 * figures (with --json: the summary document). A failed gate is no error: it sets
 * session->gate_failed when all is written.
 */
bool run_command(struct session *session, struct error *err);

/* The same with the LLM evaluation alone, the recommender alone, or the logs alone. */
bool run_eval_command(struct session *session, struct error *err);
bool run_train_command(struct session *session, struct error *err);
bool run_watch_command(struct session *session, struct error *err);

/* The evaluation alone, as a run that is marked as partial for that reason (model/run.h). */
bool run_again(struct session *session, const char *partial, struct error *err);

/* Of `run` and `eval`. */
extern const struct commands_option run_options[];
extern const struct commands_option run_train_options[]; /* of `train`: --tune */

#endif
