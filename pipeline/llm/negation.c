#include "llm/negation.h"

#define REACH 7 /* tokens that may stand between a negation and the genre, and between genres */

static bool is_genre(const struct sign *sign)
{
    return sign != NULL && (sign->kind == LEXICON_GENRE || sign->kind == LEXICON_TOPIC ||
                            sign->kind == LEXICON_HINT);
}

/* True for what a negation does not reach over. */
static bool ends_reach(const struct sign *sign)
{
    return sign != NULL && (sign->kind == LEXICON_BUT || sign->kind == LEXICON_ASK ||
                            sign->kind == LEXICON_LOOKUP || sign->kind == LEXICON_LIKED);
}

/* From the comma before `token`: is this "…, B or C", a list that goes on? */
static bool list_goes_on(const struct query *query, size_t token)
{
    for (size_t i = token; i < query->tokens.count; i++) {
        const struct sign *sign = query_sign(query, i);
        if (i > token && query->tokens.items[i].gap == TOKENS_STOP)
            return false;
        if (sign != NULL && sign->kind == LEXICON_OR)
            return i > token && is_genre(query_sign(query, sign->to));
        if (!is_genre(sign))
            return false;
    }
    return false;
}

/* "horror and thrillers" goes on, "horror and from the 90s" does not. */
static bool join_goes_on(const struct query *query, const struct sign *join)
{
    const struct sign *next = query_sign(query, join->to);
    if (next == NULL)
        next = query_sign(query, join->to + 1); /* behind an article */
    return is_genre(next);
}

/* What follows at once belongs to the negation: "never show me …", "please don't give me …". */
static bool goes_on(const struct query *query, size_t token, const struct sign *sign,
                    bool follows_at_once)
{
    enum tokens_gap gap = query->tokens.items[token].gap;
    if (gap == TOKENS_STOP)
        return false;
    if (ends_reach(sign) && !follows_at_once)
        return false;
    if (gap == TOKENS_COMMA && !list_goes_on(query, token))
        return false;
    if (sign != NULL && sign->kind == LEXICON_AND && sign->from == token)
        return join_goes_on(query, sign);
    return true;
}

static void mark_sign(struct negation *negation, const struct sign *sign)
{
    for (size_t i = sign->from; i < sign->to; i++)
        negation->reached[i] = true;
}

/* Follows the negation that ends before `start`; returns where its reach ends. */
static size_t reach(const struct query *query, struct negation *negation, size_t start)
{
    size_t token = start;
    size_t left = REACH;
    bool prefix = token < query->tokens.count && query->tokens.items[token].gap == TOKENS_DASH;
    while (token < query->tokens.count && left > 0) {
        const struct sign *sign = query_sign(query, token);
        if (query_sign_at(query, token, LEXICON_NOT) ||
            !goes_on(query, token, sign, token == start))
            break;
        left--;
        if (is_genre(sign)) {
            mark_sign(negation, sign);
            left = prefix ? 0 : REACH; /* "a non-animated children's film" */
        }
        token = sign == NULL ? token + 1 : sign->to;
    }
    return token;
}

/* "comedy-free" and "horror is out": the genre is at most one word away. */
static void reach_back(const struct query *query, struct negation *negation,
                       const struct sign *trailing)
{
    for (size_t step = 1; step <= 2 && step <= trailing->from; step++) {
        size_t token = trailing->from - step;
        const struct sign *sign = query_sign(query, token);
        if (is_genre(sign)) {
            mark_sign(negation, sign);
            return;
        }
        if (query->tokens.items[token].gap == TOKENS_STOP)
            return;
    }
}

struct negation negation_find(const struct query *query, struct arena *arena)
{
    struct negation negation = {ARENA_ARRAY(arena, bool, query->tokens.count)};
    size_t token = 0;
    while (token < query->tokens.count) {
        const struct sign *sign = query_sign(query, token);
        if (sign != NULL && query->tokens.items[token].minus)
            mark_sign(&negation, sign); /* "romance -war", as for a search engine */
        if (sign == NULL) {
            token++;
            continue;
        }
        token = sign->to;
        if (sign->kind == LEXICON_NOT)
            token = reach(query, &negation, token);
        else if (sign->kind == LEXICON_NOT_AFTER)
            reach_back(query, &negation, sign);
    }
    return negation;
}
