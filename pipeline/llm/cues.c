#include "llm/cues.h"

#define NEAR 3 /* tokens between a cue or year and the title */

static bool is_placing(const struct sign *sign)
{
    return sign != NULL &&
           (sign->kind == LEXICON_PLACE || sign->kind == LEXICON_SETTING ||
            sign->kind == LEXICON_FROM || sign->kind == LEXICON_TO || sign->kind == LEXICON_UNTIL);
}

bool cues_place_before(const struct query *query, size_t token)
{
    return token > 0 && is_placing(query_sign(query, token - 1)) &&
           !tokens_is_article(query->tokens.items[token - 1].key); /* "a" is "to" in Spanish */
}

/* "is … a musical", "is … older than", "what is … about": does the sentence ask about a film? */
static bool asks_later(const struct query *query, size_t token)
{
    const struct tokens *tokens = &query->tokens;
    for (size_t i = token + 1; i < tokens->count && !tokens_starts(tokens, i); i++) {
        const struct sign *sign = query_sign(query, i);
        if (sign != NULL && (sign->kind == LEXICON_LOOKUP_CLOSE || sign->kind == LEXICON_GENRE ||
                             sign->kind == LEXICON_BEFORE || sign->kind == LEXICON_AFTER))
            return true;
        if (tokens_starts(tokens, i + 1) && is_placing(sign))
            return true;
    }
    return false;
}

/* "who plays the butler in …": the question before the "in" at `token`, or NULL. */
static const struct sign *asked_before(const struct query *query, size_t token)
{
    if (!str_equal(query->tokens.items[token].key, STR("in")))
        return NULL;
    for (size_t i = token; i > 0 && !tokens_starts(&query->tokens, i); i--) {
        const struct sign *sign = query_sign(query, i - 1);
        if (sign != NULL && (sign->kind == LEXICON_LOOKUP || sign->kind == LEXICON_LOOKUP_CLOSE))
            return sign;
    }
    return NULL;
}

static bool is_cue(const struct query *query, const struct sign *sign)
{
    return sign->kind == LEXICON_SIMILAR || sign->kind == LEXICON_LIKED ||
           sign->kind == LEXICON_MORE || sign->kind == LEXICON_LOOKUP ||
           (sign->kind == LEXICON_LOOKUP_OPEN && asks_later(query, sign->to));
}

/* True for what may stand between a cue and a title: "the film", "something similar to". */
static bool is_between(const struct query *query, size_t token)
{
    const struct sign *sign = query_sign(query, token);
    const struct sign *before = token == 0 ? NULL : query_sign(query, token - 1);
    bool more = before != NULL && before->kind == LEXICON_MORE;
    return (sign != NULL && sign->kind == LEXICON_FILM) || (more && is_placing(sign)) ||
           tokens_is_article(query->tokens.items[token].key);
}

const struct sign *cues_before(const struct query *query, size_t token)
{
    const struct sign *cue = NULL;
    size_t at = token;
    while (at > 0 && token - at < NEAR && !tokens_starts(&query->tokens, at)) {
        const struct sign *sign = query_sign(query, at - 1);
        if (sign != NULL && is_cue(query, sign)) {
            cue = cue == NULL || sign->kind != LEXICON_LOOKUP ? sign : cue;
            at = sign->from;
            continue;
        }
        if (cue == NULL)
            cue = asked_before(query, at - 1);
        if (!is_between(query, at - 1))
            break;
        at--;
    }
    return cue;
}

static struct span year_behind(const struct query *query, size_t to, struct years *year)
{
    for (size_t at = to; at < to + NEAR && at < query->tokens.count; at++) {
        size_t end = years_at(query, at, year);
        if (end != at)
            return (struct span){at, end};
        const struct sign *sign = query_sign(query, at);
        if (tokens_starts(&query->tokens, at) ||
            (sign != NULL && sign->kind != LEXICON_FROM && sign->kind != LEXICON_FILM))
            break;
    }
    return (struct span){to, to};
}

struct span cues_year(const struct query *query, struct span words, struct years *year)
{
    struct span behind = year_behind(query, words.to, year);
    if (behind.from != behind.to)
        return behind;
    bool before = words.from > 0 && !tokens_starts(&query->tokens, words.from) &&
                  years_at(query, words.from - 1, year) == words.from;
    return (struct span){words.from - (before ? 1 : 0), words.from};
}
