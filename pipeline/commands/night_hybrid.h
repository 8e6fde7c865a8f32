/* night_hybrid.h - do the readings of queries and tonight's ratings find more together? */
#ifndef COMMANDS_NIGHT_HYBRID_H
#define COMMANDS_NIGHT_HYBRID_H

#include "commands/night.h"

/*
 * Has the built-in interpreter read what was asked for in the swipes and the tags that were kept
 * (recordings answer gold queries only), fits the model of [svd] on all ratings but those that
 * they test, and fills night->hybrid: one curve for each source that has an event. Without any, or
 * when nothing could be trained, it says why. Errors: those of the fit.
 */
bool night_hybrid_measure(struct night *night, struct error *err);

#endif
