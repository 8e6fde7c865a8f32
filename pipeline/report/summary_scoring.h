/* summary_scoring.h - how well the models predict held-out ratings, beyond the averages. */
#ifndef REPORT_SUMMARY_SCORING_H
#define REPORT_SUMMARY_SCORING_H

#include "base/arena.h"
#include "base/json.h"
#include "report/summary.h"

/* Puts `scoring`; null when nothing was held out, or when the run did not train. */
void summary_scoring_put(const struct summary_input *input, struct json *root,
                         struct arena *scratch);

/* Appends one comparison to a list; its metric is one of input->metrics, or names itself. */
void summary_scoring_put_comparison(const struct summary_input *input, struct json *list,
                                    const struct comparison *pair, struct arena *scratch);

#endif
