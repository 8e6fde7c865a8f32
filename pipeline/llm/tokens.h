/*
 * tokens.h - a query cut into words, in the form in which the lexicon and the titles know them.
 *
 * A word is a run of letters and digits; apostrophes inside belong to it ("don't" is
 * "dont", "80's" is "80s") except behind an elided article ("d'amour" is "d", "amour"). Scripts
 * that write no spaces give one token per character, and so does each emoji.
 */
#ifndef LLM_TOKENS_H
#define LLM_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define TOKENS_TEXT_MAX ((size_t)4 << 10) /* bytes: what follows is not read */

/* What stands between a token and the one before it; of several the strongest. */
enum tokens_gap {
    TOKENS_JOINED, /* nothing, or an apostrophe */
    TOKENS_SPACE,
    TOKENS_DASH,
    TOKENS_SLASH,
    TOKENS_COMMA, /* comma, colon, bracket */
    TOKENS_STOP,  /* end of a sentence or line; also before the first token */
};

struct token {
    struct str key; /* case folded, without accents and apostrophes */
    size_t from;    /* bytes of the query */
    size_t to;
    enum tokens_gap gap;
    bool capital;    /* begins with a capital letter */
    bool apostrophe; /* one stands in front: "'98" */
    bool minus;      /* a hyphen stands in front, and white space before that: "-war" */
    uint32_t quote;  /* number of the pair of quotation marks around it, from 1; 0: none */
};

struct tokens {
    struct str text;
    struct token *items;
    size_t count;
    size_t capacity;
    uint32_t quotes; /* how many pairs there are */
    bool shouted;    /* no lower-case letter at all: capitals mean nothing */
};

/* `text` is valid UTF-8. Keys are made in `arena` or point into `text`. */
struct tokens tokens_split(struct str text, struct arena *arena);

/* The query's own text of the tokens `from` to before `to`. */
struct str tokens_text(const struct tokens *tokens, size_t from, size_t to);

/* True when a sentence or line begins at the token, or at the end of all. */
bool tokens_starts(const struct tokens *tokens, size_t index);

/* True for the article of some language: "the", "la", "der". */
bool tokens_is_article(struct str key);

#endif
