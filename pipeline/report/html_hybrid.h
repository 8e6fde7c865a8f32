/* html_hybrid.h - do readings of queries and ratings together find more than either alone? */
#ifndef REPORT_HTML_HYBRID_H
#define REPORT_HTML_HYBRID_H

#include "report/html_parts.h"

/* {{>HYBRID}}: recommender_hybrid.html; nothing when the summary has no curve. */
void html_hybrid_put(const struct html_page *page, struct template_dict *dict);

#endif
