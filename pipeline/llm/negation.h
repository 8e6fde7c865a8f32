/*
 * negation.h - which words of a query are wanted, and which are to be kept out?
 *
 * "no horror and no thrillers, just a drama": a negation reaches over the genres behind it until
 * the sentence ends, turns ("but", "just"), asks for something else ("give me"), or a comma or
 * "and" ends the list. A trailing one ("comedy-free") reaches the genre just before it.
 */
#ifndef LLM_NEGATION_H
#define LLM_NEGATION_H

#include "base/arena.h"
#include "llm/query.h"
#include "model/genre.h"

struct negation {
    bool *reached; /* (tokens) true: what the token says is to be kept out */
};

struct negation negation_find(const struct query *query, struct arena *arena);

#endif
