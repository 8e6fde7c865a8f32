#include "llm/query.h"

struct query query_open(const struct lexicon *lexicon, struct str text, struct arena *arena)
{
    struct query query = {.tokens = tokens_split(text, arena)};
    query.signs = lexicon_find(lexicon, &query.tokens, arena);
    query.covers = ARENA_ARRAY(arena, const struct sign *, query.tokens.count);
    query.taken = ARENA_ARRAY(arena, bool, query.tokens.count);
    for (size_t i = 0; i < query.signs.count; i++) {
        const struct sign *sign = &query.signs.items[i];
        for (size_t token = sign->from; token < sign->to; token++)
            query.covers[token] = sign;
    }
    return query;
}

const struct sign *query_sign(const struct query *query, size_t token)
{
    return token < query->tokens.count && !query->taken[token] ? query->covers[token] : NULL;
}

const struct sign *query_sign_at(const struct query *query, size_t token, enum lexicon_kind kind)
{
    const struct sign *sign = query_sign(query, token);
    return sign != NULL && sign->kind == kind && sign->from == token ? sign : NULL;
}

bool query_has(const struct query *query, enum lexicon_kind kind)
{
    for (size_t i = 0; i < query->signs.count; i++) {
        const struct sign *sign = &query->signs.items[i];
        if (sign->kind == kind && !query->taken[sign->from])
            return true;
    }
    return false;
}
