/* options.h - --svd.epochs=30: settings from the command line. */
#ifndef CONFIG_OPTIONS_H
#define CONFIG_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "base/suggest.h"
#include "config/config.h"
#include "config/settings.h"

/*
 * Sets what the options say, in their order: the last one wins. The first option of a list replaces
 * the list, and each further one appends to it. `gate.NAME.rule` of a gate that does not exist
 * makes one. ERROR_USAGE names the option as it was typed.
 */
bool options_apply(struct settings *settings, const struct config_option *options, size_t count,
                   struct error *err);

/* The row of a key path, "svd.epochs" or "gate.NAME.rule"; NULL when no key is called so. */
const struct keys_row *options_find(struct str path);

/* Considers every name that an option of these keys (see keys_bears_on()) can have, without dashes.
 */
void options_suggest(struct suggest *search, const char *keys, struct arena *arena);

#endif
