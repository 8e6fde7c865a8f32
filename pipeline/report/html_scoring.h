/* html_scoring.h - the recommender beyond averages: calibration, slices, best and worst. */
#ifndef REPORT_HTML_SCORING_H
#define REPORT_HTML_SCORING_H

#include "report/html_parts.h"

/*
 * {{#SERVING}} with {{TEXT}}, {{#LEAKAGE}} with {{TEXT}}, {{>CALIBRATION}}, {{>SLICES}} and
 * {{>EXTREMES}}, of what the summary has.
 */
void html_scoring_put(const struct html_page *page, struct template_dict *dict);

#endif
