/* html_models.h - the recommender's models side by side: errors, lists, and whether leads hold. */
#ifndef REPORT_HTML_MODELS_H
#define REPORT_HTML_MODELS_H

#include "report/html_parts.h"

/*
 * {{>MODELS}}: recommender_models.html, errors of the models that predict ratings and how far they
 * are ahead of each other; {{>LISTS}}: recommender_lists.html, what their lists are worth. Nothing
 * where the summary has no such metric.
 */
void html_models_put(const struct html_page *page, struct template_dict *dict);

#endif
