/* tables.h - the small tables that every command reads before any data: genres and intents. */
#ifndef COMMANDS_TABLES_H
#define COMMANDS_TABLES_H

#include <stdbool.h>

#include "base/error.h"
#include "config/config.h"
#include "load/loader.h"

/*
 * Fills both tables from the configured files. One that is missing is replaced by the copy that the
 * program carries as long as the user named no other. Errors: those of the loaders.
 */
bool tables_load(const struct config *config, struct loader *loader, struct genre_table *genres,
                 struct intent_table *intents, struct error *err);

#endif
