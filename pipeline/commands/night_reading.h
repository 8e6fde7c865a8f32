/* night_reading.h - lets every interpreter read the gold queries, and scores what it makes of them.
 */
#ifndef COMMANDS_NIGHT_READING_H
#define COMMANDS_NIGHT_READING_H

#include "commands/night.h"
#include "eval/sampling.h"

/*
 * Fills interpreters and evaluations, one of each per [interpreter NAME], and appends their
 * metrics. Errors: ERROR_USAGE when a replay interpreter matches several recordings and does not
 * say which; ERROR_INPUT when it matches none.
 */
bool night_reading_score(struct night *night, struct error *err);

/* How the intervals and tests of this run draw the gold cases. */
struct sampling night_reading_sampling(struct night *night);

/* The built-in interpreter, opened at the first call. */
const struct built_in *night_reading_built_in(struct night *night);

#endif
