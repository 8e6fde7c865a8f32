/* html_gold.h - the gold cases among the data: their digest, what changed in them. */
#ifndef REPORT_HTML_GOLD_H
#define REPORT_HTML_GOLD_H

#include "report/html_parts.h"

/* {{>GOLD}} below the accounts, when the run read gold cases. */
void html_gold_fill(const struct html_page *page, struct template_dict *dict);

#endif
