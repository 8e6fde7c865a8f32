/*
 * outputs.h - outputs.jsonl of a published run: what every model said, in the format of recordings.
 *
 * The one published file that is not rendered from the summary: it is what the summary was made
 * from. `--recordings reports/latest/outputs.jsonl` replays it, `rescore` scores it again.
 */
#ifndef COMMANDS_OUTPUTS_H
#define COMMANDS_OUTPUTS_H

#include <stdbool.h>

#include "base/error.h"
#include "commands/night.h"
#include "store/take_in.h"

#define OUTPUTS_NAME "outputs.jsonl"

/*
 * Writes a line for every reading of an interpreter that has raw texts, in the order of
 * interpreters, repeats and cases and then of the changed queries, and describes the file for the
 * history. A run that evaluated nothing has none: then artifact->name is NULL. Errors: those of
 * base/writer.h.
 */
bool outputs_write(struct night *night, const char *path, struct take_in_artifact *artifact,
                   struct error *err);

/* Copies the file, if there is one. Errors: those of io_map() and base/writer.h. */
bool outputs_copy(const char *from, const char *to, struct error *err);

#endif
