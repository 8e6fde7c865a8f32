/* html_recommender.h - the recommender: which model should serve, how sure that is, model card. */
#ifndef REPORT_HTML_RECOMMENDER_H
#define REPORT_HTML_RECOMMENDER_H

#include "report/html_parts.h"

/* Fills recommender.html; the summary has `training`. */
void html_recommender_fill(const struct html_page *page, struct template_dict *dict);

#endif
