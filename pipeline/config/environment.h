/* environment.h - REELGAUGE_SVD_EPOCHS=30: settings from the environment. */
#ifndef CONFIG_ENVIRONMENT_H
#define CONFIG_ENVIRONMENT_H

#include <stdbool.h>

#include "base/error.h"
#include "config/settings.h"

/*
 * Sets what the variables REELGAUGE_SECTION_KEY of `environment` ("NAME=value" up to a NULL; NULL:
 * none) say. A key of a named section that exists is REELGAUGE_GATE_CASE_ACCURACY_RULE; in all
 * names
 * `_` stands for `-` too. An empty variable counts as not set. A name that is none of ours but
 * nearly one of them, or that begins with a section, is ERROR_USAGE; the rest is somebody else's.
 */
bool environment_apply(struct settings *settings, char *const *environment, struct error *err);

/* The variable of a key of the record. */
struct str environment_name(const struct settings_record *record, const struct keys_row *key,
                            struct arena *arena);

/* The value of a variable in `environment`; NULL when it is not there. */
const char *environment_get(char *const *environment, const char *name);

#endif
