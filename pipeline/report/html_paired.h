/* html_paired.h - the part of the page that compares readings of the same cases. */
#ifndef REPORT_HTML_PAIRED_H
#define REPORT_HTML_PAIRED_H

#include "report/html_parts.h"

/*
 * {{>PAIRED}}: llm_paired.html for the comparisons of interpreters, and once more for those with
 * the baseline that differ. Nothing where there is none.
 */
void html_paired_put(const struct html_page *page, struct template_dict *dict);

#endif
