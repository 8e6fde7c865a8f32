/* interpreters.h - [endpoint NAME] and [interpreter NAME]: checked, and matrices spread out. */
#ifndef CONFIG_INTERPRETERS_H
#define CONFIG_INTERPRETERS_H

#include <stdbool.h>

#include "base/error.h"
#include "config/config.h"
#include "config/settings.h"

#define INTERPRETERS_MAX 64 /* in use at once */

/*
 * Fills endpoints and interpreters of `config`. Errors (ERROR_USAGE): a key that has no meaning for
 * the interpreter's kind, an endpoint that is missing or unknown, a URL that is none, one with a
 * user in it, two interpreters of one name, too many.
 */
bool interpreters_collect(struct config *config, const struct settings *settings,
                          struct error *err);

#endif
