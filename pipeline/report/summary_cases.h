/* summary_cases.h - the system trace: every gold case beside what each interpreter made of it. */
#ifndef REPORT_SUMMARY_CASES_H
#define REPORT_SUMMARY_CASES_H

#include "base/arena.h"
#include "base/json.h"
#include "report/summary.h"

/*
 * Puts `interpreters` and `cases`. The rows begin with what a person should see first: cases
 * that broke, then failures of the primary, cases that were fixed, failures of the others, and
 * the rest, each in the order of the gold set.
 */
void summary_cases_put(const struct summary_input *input, struct json *root, struct arena *scratch);

/*
 * The id of a case's element in the page: "case-" and the id, in which each byte that is no letter,
 * digit, dot, hyphen or underscore becomes "~" and two hexadecimal digits. Different ids give
 * different anchors.
 */
const char *summary_cases_anchor(struct arena *arena, struct str case_id);

#endif
