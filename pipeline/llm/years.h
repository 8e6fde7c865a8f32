/*
 * years.h - when is the film to be from?
 *
 * Years and decades in digits and words, with what narrows a decade ("early"), what
 * turns one into a bound ("before", "1990 or later", "nothing after 1980") and what joins two to a
 * range ("between 1995 and 2003", "70s and 80s", "1968-1975"). A time in which a film is set is no
 * year of release, and a negated one ("not from the 80s") is no range.
 */
#ifndef LLM_YEARS_H
#define LLM_YEARS_H

#include "llm/query.h"

/* Both ends included; 0: open. */
struct years {
    int min;
    int max;
};

struct years years_find(const struct query *query);

/*
 * The year or decade that begins at the token, both ends: its last token's successor, or `token`
 * when none begins there.
 */
size_t years_at(const struct query *query, size_t token, struct years *out);

#endif
