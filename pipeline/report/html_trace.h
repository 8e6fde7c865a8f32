/* html_trace.h - the system trace: every gold case beside what each interpreter made of it. */
#ifndef REPORT_HTML_TRACE_H
#define REPORT_HTML_TRACE_H

#include "report/html_parts.h"

/*
 * Fills trace.html with the first `cases.shown` cases. A case that everybody reads right takes
 * one row, any other a row per slot.
 */
void html_trace_fill(const struct html_page *page, struct template_dict *dict);

#endif
