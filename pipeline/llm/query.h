/*
 * query.h - a query while it is interpreted: its words, what they say, and which of them are a
 * title.
 */
#ifndef LLM_QUERY_H
#define LLM_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "llm/lexicon.h"
#include "llm/tokens.h"

struct query {
    struct tokens tokens;
    struct signs signs;
    const struct sign **covers; /* (tokens) the sign that the token is part of, or NULL */
    bool *taken;                /* (tokens) part of a film's title, which says nothing else */
};

struct query query_open(const struct lexicon *lexicon, struct str text, struct arena *arena);

/* What the token says; NULL when it says nothing, is part of a title or beyond the end. */
const struct sign *query_sign(const struct query *query, size_t token);

/* The sign of that kind that begins with the token, or NULL. */
const struct sign *query_sign_at(const struct query *query, size_t token, enum lexicon_kind kind);

/* True when some sign of the kind lies outside all titles. */
bool query_has(const struct query *query, enum lexicon_kind kind);

#endif
