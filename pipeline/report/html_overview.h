/* html_overview.h - the first screen: verdict, gates, key figures, what changed. */
#ifndef REPORT_HTML_OVERVIEW_H
#define REPORT_HTML_OVERVIEW_H

#include "report/html_parts.h"

/* The verdict in two or three words, for the tab and the heading: "A quality gate failed". */
const char *html_overview_headline(const struct json *summary);

/* Fills overview.html. */
void html_overview_fill(const struct html_page *page, struct template_dict *dict);

#endif
