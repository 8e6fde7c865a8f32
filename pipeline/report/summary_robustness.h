/* summary_robustness.h - what changed queries cost an interpreter. */
#ifndef REPORT_SUMMARY_ROBUSTNESS_H
#define REPORT_SUMMARY_ROBUSTNESS_H

#include "base/arena.h"
#include "base/json.h"
#include "report/summary.h"

/* Puts `robustness` into an interpreter's node: a row per change, with every case that it broke.
 * Nothing when its queries were not changed. */
void summary_robustness_put(struct json *interpreter, const struct summary_input *input,
                            const struct evaluation *evaluation, struct arena *scratch);

#endif
