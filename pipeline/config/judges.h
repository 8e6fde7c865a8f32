/* judges.h - [judge NAME]: checked against its kind and the interpreters in use. */
#ifndef CONFIG_JUDGES_H
#define CONFIG_JUDGES_H

#include <stdbool.h>

#include "base/error.h"
#include "config/config.h"
#include "config/settings.h"

/*
 * Fills the judges of `config`, whose endpoints and interpreters are there. The one that exists by
 * default is left out where its interpreters are. Errors (ERROR_USAGE): no rubric, model or
 * endpoint, an unknown endpoint or interpreter, a key that has no meaning for the kind.
 */
bool judges_collect(struct config *config, const struct settings *settings, struct error *err);

#endif
