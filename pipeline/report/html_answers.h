/* html_answers.h - the section about answers beyond right and wrong: slots, titles, contradictions.
 */
#ifndef REPORT_HTML_ANSWERS_H
#define REPORT_HTML_ANSWERS_H

#include <stdbool.h>

#include "report/html_parts.h"

/* Whether the summary has such figures; those of earlier versions have none. */
bool html_answers_has(const struct json *summary);

void html_answers_fill(const struct html_page *page, struct template_dict *dict);

/*
 * What the system trace says of a reading: "contradiction: …; Alein (1979) is no title of the
 * catalogue, probably Alien (1979)". NULL when there is nothing to say.
 */
const char *html_answers_remarks(const struct json *reading, struct arena *arena);

#endif
