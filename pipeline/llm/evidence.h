/*
 * evidence.h - are these words, which happen to be a title, meant as one?
 *
 * Half the words of the language are also a title ("Up", "Her", "Heat"). What speaks for and
 * against is counted in points, and EVIDENCE_ENOUGH of them make a title: a cue before or
 * behind, quotation marks, capitals, being all of the query, length, rare words, a matching
 * year; against it speak a place ("in Chicago"), being part of another phrase, another subject.
 */
#ifndef LLM_EVIDENCE_H
#define LLM_EVIDENCE_H

#include "llm/cues.h"
#include "llm/lexicon.h"
#include "llm/query.h"
#include "llm/titles.h"

#define EVIDENCE_ENOUGH 3

/* What all spans of a query have in common. */
struct evidence {
    const struct query *query;
    const struct lexicon *lexicon;
    const struct titles *titles;
    struct span core; /* the query without film words and requests at both ends */
    bool about_films; /* something is asked about a film, or one is praised */
};

struct evidence evidence_open(const struct query *query, const struct lexicon *lexicon,
                              const struct titles *titles);

/* The points for `words` as the title `match`; `joined`: they follow another film ("Alien and …").
 */
int evidence_weigh(const struct evidence *evidence, struct span words,
                   const struct titles_match *match, bool joined);

/* True when the lexicon lacks one of the words, numbers aside. */
bool evidence_is_rare(const struct evidence *evidence, struct span words);

/* True when the words say something that is no title: a genre, a year. */
bool evidence_says_else(const struct evidence *evidence, struct span words);

#endif
