/* html_llm.h - how well queries are read: interpreters, slots, tags, intents, genres. */
#ifndef REPORT_HTML_LLM_H
#define REPORT_HTML_LLM_H

#include "report/html_parts.h"

/* Fill llm.html and genres.html; the summary has at least one interpreter. */
void html_llm_fill(const struct html_page *page, struct template_dict *dict);
void html_llm_fill_genres(const struct html_page *page, struct template_dict *dict);

#endif
