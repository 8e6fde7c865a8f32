/* html_robustness.h - the section about what changed queries cost. */
#ifndef REPORT_HTML_ROBUSTNESS_H
#define REPORT_HTML_ROBUSTNESS_H

#include <stdbool.h>

#include "report/html_parts.h"

/* Whether some interpreter was asked changed queries. */
bool html_robustness_has(const struct json *summary);

void html_robustness_fill(const struct html_page *page, struct template_dict *dict);

/* What a change does, for people: "typos"; a name that is not known stands for itself. */
const char *html_robustness_title(const char *perturbation);

#endif
