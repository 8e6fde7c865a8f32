/* night_models.h - the settings of tonight's models: what the user wrote, and presets for the rest.
 */
#ifndef COMMANDS_NIGHT_MODELS_H
#define COMMANDS_NIGHT_MODELS_H

#include <stddef.h>

#include "config/config.h"
#include "train/contender.h"

/* The options of every model for these ratings: what is `auto` comes from the presets. */
struct contender_options night_models_options(const struct config *config,
                                              const struct ratings *ratings,
                                              const struct kernels *kernels);

#endif
