/*
 * mentions.h - which films does a query name, and what for?
 *
 * A title counts with enough evidence (evidence.h). Behind a cue or another film, misspelled
 * titles are understood too, and films that the catalogue does not know.
 */
#ifndef LLM_MENTIONS_H
#define LLM_MENTIONS_H

#include "base/arena.h"
#include "llm/query.h"
#include "llm/titles.h"

enum mentions_role {
    MENTIONS_PLAIN,   /* just named */
    MENTIONS_SIMILAR, /* to compare with */
    MENTIONS_LIKED,   /* praised: to compare with unless something is asked about it */
    MENTIONS_LOOKUP,  /* asked about */
};

struct mention {
    uint32_t film;   /* of the catalogue, or an unlisted number */
    struct str text; /* as the query writes it, pointing into it */
    enum mentions_role role;
    size_t from;
    size_t to;
};

struct mentions {
    struct mention *items; /* in the order of the query */
    size_t count;
    size_t capacity;
};

/*
 * Finds the films and marks their words in query->taken, with a year that only tells which
 * film of that title is meant ("Dune (1984)").
 */
struct mentions mentions_find(struct query *query, const struct titles *titles,
                              const struct lexicon *lexicon, const struct catalogue *catalogue,
                              struct arena *arena);

#endif
