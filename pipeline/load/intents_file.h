/* intents_file.h - the intents: datasets/intents.csv (intent,description,aliases). */
#ifndef LOAD_INTENTS_FILE_H
#define LOAD_INTENTS_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "model/intent.h"

/*
 * Adds the intents of the file to the table, in its order. With `built_in`, a file that does not
 * exist is replaced by the copy that the program carries, and that is noted. An intent
 * named twice is a duplicate; an alias of another intent is noted and left out. Errors: those of
 * lines.h; ERROR_INPUT when a column is missing.
 */
bool intents_file_load(struct loader *loader, const char *path, bool built_in,
                       struct intent_table *table, struct error *err);

#endif
