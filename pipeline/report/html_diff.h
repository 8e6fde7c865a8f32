/* html_diff.h - how the output of a case that flipped differs from the baseline's. */
#ifndef REPORT_HTML_DIFF_H
#define REPORT_HTML_DIFF_H

#include "report/html_parts.h"

/*
 * {{#DIFF}} of a row of the system trace with {{#PIECE}}s, each one of {{#SAME}}, {{#REMOVED}} and
 * {{#ADDED}} with {{TEXT}}; or {{#DIFF}} with {{#EQUAL}} when the outputs are the same. Long
 * stretches that stayed are shortened, and so is a long difference. Nothing where the baseline's
 * output is unknown.
 */
void html_diff_put(const struct html_page *page, struct template_dict *dict,
                   const struct json *row);

#endif
