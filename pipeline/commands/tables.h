/* tables.h - what every command needs before it reads data: genres, intents, and names of fields.
 */
#ifndef COMMANDS_TABLES_H
#define COMMANDS_TABLES_H

#include <stdbool.h>

#include "base/error.h"
#include "config/config.h"
#include "load/gold_fields.h"
#include "load/loader.h"

/*
 * Fills both tables from the configured files. One that is missing is replaced by the copy that the
 * program carries as long as the user named no other. Errors: those of the loaders.
 */
bool tables_load(const struct config *config, struct loader *loader, struct genre_table *genres,
                 struct intent_table *intents, struct error *err);

/* Where [gold] says that a gold record has its parts. */
struct gold_fields tables_gold_fields(const struct config *config);

#endif
