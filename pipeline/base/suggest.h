/* suggest.h - "did you mean …?": the known word that is nearest to an unknown one. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

#include "base/str.h"

#define SUGGEST_WORD_MAX 63 /* bytes: longer words are compared up to here */

/* `best` is NULL as long as no candidate is near; start with suggest_for(). */
struct suggest {
    struct str word;
    struct str best;
    size_t distance; /* of `best`; before that, the first distance that is too far */
};

/* Nothing farther than a third of the word, one letter at least, is ever suggested. */
struct suggest suggest_for(struct str word);

/* Keeps the candidate when it is nearer than the best so far: of equals, the first one stays.
 * Its bytes must outlive the search. */
void suggest_consider(struct suggest *search, struct str candidate);

/*
 * How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn
 * one word into the other: the Damerau-Levenshtein distance in which no part of the word is edited
 * twice (optimal string alignment). Case does not count; letters are bytes.
 */
size_t suggest_distance(struct str a, struct str b);

#endif
