/* html_calls.h - the chain behind an answer, in the details of its case. */
#ifndef REPORT_HTML_CALLS_H
#define REPORT_HTML_CALLS_H

#include "report/html_parts.h"

/* "0.0123 USD" of a reading; NULL when its cost is unknown. */
const char *html_calls_cost(const struct html_page *page, const struct json *reading);

/* Fills CALL with who was asked, how, and span after span; nothing when that is unknown. */
void html_calls_fill(const struct html_page *page, struct template_dict *dict,
                     const struct json *interpreter, const struct json *reading);

#endif
