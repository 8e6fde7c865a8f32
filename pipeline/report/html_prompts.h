/* html_prompts.h - the section with the exact prompts behind the results. */
#ifndef REPORT_HTML_PROMPTS_H
#define REPORT_HTML_PROMPTS_H

#include <stdbool.h>

#include "report/html_parts.h"

/* Some result names a prompt. */
bool html_prompts_has(const struct json *summary);

/* Fills prompts.html. */
void html_prompts_fill(const struct html_page *page, struct template_dict *dict);

#endif
