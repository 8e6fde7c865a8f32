/* summary_answers.h - what is said of one answer beyond right and wrong. */
#ifndef REPORT_SUMMARY_ANSWERS_H
#define REPORT_SUMMARY_ANSWERS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/json.h"
#include "report/summary.h"

/*
 * Puts `score` of a scored case and, where there are any, `contradictions` and `titles` (those that
 * the catalogue does not list) into the reading number `index` of an evaluation.
 */
void summary_answers_put(struct json *reading, const struct summary_input *input,
                         const struct evaluation *evaluation, size_t index, struct arena *scratch);

#endif
