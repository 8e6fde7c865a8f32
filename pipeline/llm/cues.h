/* cues.h - what stands around a few words of a query: does it announce a title, or date it? */
#ifndef LLM_CUES_H
#define LLM_CUES_H

#include "llm/query.h"
#include "llm/years.h"

/*
 * The cue right before the token ("like", "who directed", "I loved"), at most a film word and an
 * article away; NULL: none. Of two in a row ("like the film", "have you anything like") the
 * comparison counts.
 */
const struct sign *cues_before(const struct query *query, size_t token);

/* True when the word before the token makes it a place: "in Chicago". */
bool cues_place_before(const struct query *query, size_t token);

/* The tokens `from` to before `to` of a query. */
struct span {
    size_t from;
    size_t to;
};

/*
 * The year or decade that tells which film of a title is meant: in brackets or behind "from"
 * after the words ("Dune (1984)", "the Dune from 1984"), or right before them ("the 1984 Dune").
 * Where it stands; an empty span when there is none.
 */
struct span cues_year(const struct query *query, struct span words, struct years *year);

#endif
