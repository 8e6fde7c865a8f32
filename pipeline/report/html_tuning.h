/* html_tuning.h - the section about a search for settings. */
#ifndef REPORT_HTML_TUNING_H
#define REPORT_HTML_TUNING_H

#include <stdbool.h>

#include "report/html_parts.h"

/* True when the run searched. */
bool html_tuning_has(const struct json *summary);

/* Fills templates/tuning.html: what was searched, what won, and every trial, the best first. */
void html_tuning_fill(const struct html_page *page, struct template_dict *dict);

#endif
