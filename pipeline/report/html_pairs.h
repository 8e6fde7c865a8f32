/* html_pairs.h - comparisons of one way of doing something with others, as a table. */
#ifndef REPORT_HTML_PAIRS_H
#define REPORT_HTML_PAIRS_H

#include "report/html_parts.h"

/* Of a metric or comparison: "higher is better", "lower is better"; "" when neither is. */
const char *html_pairs_better(const struct json *metric);

/*
 * {{>PAIRS}}: recommender_pairs.html, a row per comparison (definition `model_comparison` of the
 * schema), those of one metric under its name. `id` is that of the table. Nothing without any.
 */
void html_pairs_put(const struct html_page *page, struct template_dict *dict, const char *id,
                    const struct json *pairs);

#endif
