/* html_assertions.h - the page's section on assertions: how many hold, and which fail where. */
#ifndef REPORT_HTML_ASSERTIONS_H
#define REPORT_HTML_ASSERTIONS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/json.h"
#include "report/html_parts.h"
#include "report/template.h"

/* Some answer has assertions. */
bool html_assertions_has(const struct json *summary);

void html_assertions_fill(const struct html_page *page, struct template_dict *dict);

/* The assertions that a reading fails, each with its reason; NULL for none. */
const char *html_assertions_remarks(const struct json *reading, struct arena *arena);

#endif
