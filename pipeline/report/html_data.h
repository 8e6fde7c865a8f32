/* html_data.h - where the numbers come from: live logs, accounting, provenance, definitions. */
#ifndef REPORT_HTML_DATA_H
#define REPORT_HTML_DATA_H

#include <stdbool.h>

#include "report/html_parts.h"

/* Some log was watched, or it is known what was masked. */
bool html_data_has_live(const struct json *summary);

/* Fill live.html, accounting.html and provenance.html. */
void html_data_fill_live(const struct html_page *page, struct template_dict *dict);
void html_data_fill_accounting(const struct html_page *page, struct template_dict *dict);
void html_data_fill_provenance(const struct html_page *page, struct template_dict *dict);

#endif
