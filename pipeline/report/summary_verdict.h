/* summary_verdict.h - is it good, is it worse than before, and what is there to do now? */
#ifndef REPORT_SUMMARY_VERDICT_H
#define REPORT_SUMMARY_VERDICT_H

#include "base/arena.h"
#include "base/json.h"
#include "report/summary.h"

/* Puts `verdict`, `gates` and `baseline`. */
void summary_verdict_put(const struct summary_input *input, struct json *root,
                         struct arena *scratch);

#endif
