/* html_judges.h - the section with what judges said, and how far people agree with them. */
#ifndef REPORT_HTML_JUDGES_H
#define REPORT_HTML_JUDGES_H

#include <stdbool.h>

#include "report/html_parts.h"

/* Some model judged. */
bool html_judges_has(const struct json *summary);

/* Fills judges.html. */
void html_judges_fill(const struct html_page *page, struct template_dict *dict);

#endif
