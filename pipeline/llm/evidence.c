#include "llm/evidence.h"

/* The points, weighed on datasets/gold.jsonl. */
enum {
    ALL_OF_QUERY = 4,
    BEHIND_CUE = 3,
    IN_QUOTES = 3,
    JOINED = 2,
    DATED = 2,  /* beside a year from which there is a film of that title */
    TURNED = 2, /* before what narrows a comparison: "Casablanca, but in space" */
    ASKED = 2,  /* before what asks about it: "Inception any good?" */
    IN_CAPITALS = 2,
    CAPITALS_AT_START = 1,
    NAME = 1, /* all of several words in capitals, in the middle of a sentence */
    LONG = 2,
    TWO_WORDS = 1,
    RARE = 1,
    ABOUT_FILMS = 1,
    PART_OF_TITLE = -1,
    IN_PLACE = -2,
    IN_PHRASE = -3,
    OUT_OF_SCOPE = -3,
    NEVER = -20,
};

static bool is_frame(const struct sign *sign)
{
    return sign != NULL && (sign->kind == LEXICON_FILM || sign->kind == LEXICON_ASK);
}

struct evidence evidence_open(const struct query *query, const struct lexicon *lexicon,
                              const struct titles *titles)
{
    struct evidence evidence = {.query = query, .lexicon = lexicon, .titles = titles};
    struct span *core = &evidence.core;
    core->to = query->tokens.count;
    while (core->from < core->to && is_frame(query_sign(query, core->from)))
        core->from = query_sign(query, core->from)->to;
    while (core->to > core->from && is_frame(query_sign(query, core->to - 1)))
        core->to = query_sign(query, core->to - 1)->from;
    evidence.about_films = query_has(query, LEXICON_LOOKUP) ||
                           query_has(query, LEXICON_LOOKUP_CLOSE) ||
                           query_has(query, LEXICON_MORE) || query_has(query, LEXICON_LIKED);
    return evidence;
}

/* ── how the words look ── */

static bool begins_with_digit(const struct token *token)
{
    return token->key.data[0] >= '0' && token->key.data[0] <= '9';
}

/* True when the words are all that stands between one pair of quotation marks. */
static bool is_quoted(const struct tokens *tokens, struct span words)
{
    uint32_t quote = tokens->items[words.from].quote;
    return quote != 0 && tokens->items[words.to - 1].quote == quote &&
           (words.from == 0 || tokens->items[words.from - 1].quote != quote) &&
           (words.to == tokens->count || tokens->items[words.to].quote != quote);
}

/* How many words begin with a capital; 0 when one of more than three letters does not. */
static size_t count_capitals(const struct tokens *tokens, struct span words)
{
    size_t count = 0;
    for (size_t i = words.from; i < words.to; i++) {
        const struct token *token = &tokens->items[i];
        if (!token->capital && !begins_with_digit(token) && token->key.size > 3)
            return 0;
        count += token->capital;
    }
    return tokens->shouted ? 0 : count;
}

bool evidence_is_rare(const struct evidence *evidence, struct span words)
{
    for (size_t i = words.from; i < words.to; i++) {
        const struct token *token = &evidence->query->tokens.items[i];
        if (!begins_with_digit(token) && !lexicon_knows(evidence->lexicon, token->key))
            return true;
    }
    return false;
}

bool evidence_says_else(const struct evidence *evidence, struct span words)
{
    const struct query *query = evidence->query;
    struct years years;
    if (years_at(query, words.from, &years) == words.to)
        return true;
    for (size_t i = words.from; i < words.to; i++) {
        const struct sign *sign = query_sign(query, i);
        bool genre = sign != NULL && (sign->kind == LEXICON_GENRE || sign->kind == LEXICON_FILM);
        if (!genre && !tokens_is_article(query->tokens.items[i].key))
            return false;
    }
    return true;
}

static int weigh_look(const struct evidence *evidence, struct span words)
{
    const struct tokens *tokens = &evidence->query->tokens;
    size_t capitals = count_capitals(tokens, words);
    int weight = 0;
    if (capitals != 0 && tokens_starts(tokens, words.from))
        weight += CAPITALS_AT_START;
    else if (capitals != 0)
        weight += IN_CAPITALS + (capitals > 1 && capitals == words.to - words.from ? NAME : 0);
    size_t carrying = 0;
    for (size_t i = words.from; i < words.to; i++)
        carrying += tokens->items[i].key.size > 3;
    if (carrying > 2 || words.to - words.from > 3)
        weight += LONG;
    else if (carrying == 2)
        weight += TWO_WORDS;
    weight += evidence_is_rare(evidence, words) ? RARE : 0;
    weight += is_quoted(tokens, words) ? IN_QUOTES : 0;
    return weight;
}

/* ── what stands around them ── */

/* True when "and" or "or" joins the words to another title in capitals: "Carol or Brooklyn". */
static bool joins_title(const struct evidence *evidence, const struct sign *next)
{
    const struct tokens *tokens = &evidence->query->tokens;
    struct titles_match match;
    if (next->kind != LEXICON_AND && next->kind != LEXICON_OR)
        return false;
    size_t to = titles_longest(evidence->titles, tokens, next->to, tokens->count, &match);
    return to > next->to && count_capitals(tokens, (struct span){next->to, to}) != 0;
}

static int weigh_behind(const struct evidence *evidence, struct span words)
{
    const struct query *query = evidence->query;
    const struct sign *next = query_sign(query, words.to);
    if (next == NULL)
        return 0;
    if (count_capitals(&query->tokens, words) != 0 && joins_title(evidence, next))
        return JOINED;
    if (next->kind == LEXICON_LOOKUP_CLOSE || next->kind == LEXICON_OLDEST ||
        next->kind == LEXICON_NEWEST)
        return ASKED;
    bool turns = next->kind == LEXICON_BUT || next->kind == LEXICON_NOT;
    bool starts = tokens_starts(&query->tokens, words.from);
    return next->kind == LEXICON_BLEND || (turns && starts) ? TURNED : 0;
}

/* True when the words are only a part of a longer phrase that says something else. */
static bool in_phrase(const struct query *query, struct span words)
{
    const struct sign *first = query_sign(query, words.from);
    const struct sign *last = query_sign(query, words.to - 1);
    return (first != NULL && first->from < words.from) || (last != NULL && last->to > words.to) ||
           (first != NULL && first->kind == LEXICON_IDIOM);
}

/* True when something beside the words says that no film is wanted. */
static bool is_outside(const struct query *query, struct span words)
{
    for (size_t i = 0; i < query->tokens.count; i++) {
        if (i == words.from)
            i = words.to;
        if (query_sign_at(query, i, LEXICON_OUTSIDE) != NULL ||
            query_sign_at(query, i, LEXICON_COMMAND) != NULL)
            return true;
    }
    return false;
}

static bool is_dated(const struct evidence *evidence, struct span words,
                     const struct titles_match *match)
{
    struct years year;
    struct span span = cues_year(evidence->query, words, &year);
    return span.from != span.to && year.min == year.max &&
           titles_version(evidence->titles, match, year.min, year.max, false) != FILM_NONE;
}

static int weigh_context(const struct evidence *evidence, struct span words,
                         const struct titles_match *match)
{
    const struct query *query = evidence->query;
    size_t count = words.to - words.from;
    int weight = evidence->about_films ? ABOUT_FILMS : 0;
    if (is_dated(evidence, words, match))
        weight += DATED;
    if (is_outside(query, words))
        weight += OUT_OF_SCOPE;
    if (count == 1 && cues_place_before(query, words.from))
        weight += IN_PLACE;
    if (in_phrase(query, words))
        weight += IN_PHRASE;
    if (match->form == TITLES_PART || (match->form == TITLES_BARE && count == 1))
        weight += PART_OF_TITLE;
    return weight + weigh_behind(evidence, words);
}

/* "it", "her" and "one" are titles in quotation marks only, or with a capital behind a cue. */
static bool is_pronoun(const struct query *query, struct span words, bool cue)
{
    const struct token *token = &query->tokens.items[words.from];
    return words.to - words.from == 1 && !(cue && token->capital) &&
           (query_sign_at(query, words.from, LEXICON_PRONOUN) != NULL ||
            query_sign_at(query, words.from, LEXICON_NUMBER) != NULL) &&
           !is_quoted(&query->tokens, words);
}

int evidence_weigh(const struct evidence *evidence, struct span words,
                   const struct titles_match *match, bool joined)
{
    const struct query *query = evidence->query;
    const struct sign *cue = cues_before(query, words.from);
    bool compared = cue != NULL && cue->kind != LEXICON_LIKED;
    if (evidence_says_else(evidence, words) && !compared)
        return NEVER;
    if (words.from == evidence->core.from && words.to == evidence->core.to)
        return ALL_OF_QUERY;
    if (is_pronoun(query, words, cue != NULL))
        return NEVER;
    int weight = weigh_look(evidence, words) + weigh_context(evidence, words, match);
    return weight + (cue != NULL ? BEHIND_CUE : joined ? JOINED : 0);
}
