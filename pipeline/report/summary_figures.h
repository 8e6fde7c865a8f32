/* summary_figures.h - the numbers of a run: key figures, all metrics, what they mean, their course.
 */
#ifndef REPORT_SUMMARY_FIGURES_H
#define REPORT_SUMMARY_FIGURES_H

#include "base/arena.h"
#include "base/json.h"
#include "report/summary.h"

/* Puts `key_figures`, `metrics`, `definitions` and `trends`. */
void summary_figures_put(const struct summary_input *input, struct json *root,
                         struct arena *scratch);

#endif
