/* html_repeats.h - the part of the page about cases that were asked several times. */
#ifndef REPORT_HTML_REPEATS_H
#define REPORT_HTML_REPEATS_H

#include "report/html_parts.h"

/* {{>REPEATS}}: llm_repeats.html. Nothing when every interpreter was asked once. */
void html_repeats_put(const struct html_page *page, struct template_dict *dict);

/* "3 of 5 right" of a reading; NULL when it was asked once. */
const char *html_repeats_text(const struct json *reading, struct arena *arena);

#endif
