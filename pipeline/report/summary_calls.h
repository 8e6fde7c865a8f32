/* summary_calls.h - how an answer came about: the chain from the prompt to the verdict. */
#ifndef REPORT_SUMMARY_CALLS_H
#define REPORT_SUMMARY_CALLS_H

#include "base/arena.h"
#include "base/json.h"
#include "model/evaluation.h"

/*
 * Puts `cost`, where it is known, and `call`, where more is known of the call than the answer, into
 * a reading: its trace, when it was made, attempts, whether it was cached, whether tokens are
 * estimated, and its spans with one more for the score.
 */
void summary_calls_put(struct json *node, const struct reading *reading,
                       const struct case_score *score, struct arena *scratch);

#endif
