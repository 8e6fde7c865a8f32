/* run_text.h - what the history keeps of a run, as text for a person. */
#ifndef COMMANDS_RUN_TEXT_H
#define COMMANDS_RUN_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/json.h"
#include "commands/columns.h"

/* Prints a document of run_record_read(), part by part; a part that says nothing is left out. */
void run_text_print(const struct json *record, struct arena *scratch, bool colour, FILE *out);

/* Of the outcome of a run or a gate: "success" and "passed" are good, "skipped" is neither. */
enum columns_colour run_text_colour(const char *outcome);

#endif
