#include "llm/mentions.h"

#include "llm/evidence.h"

struct finder {
    struct query *query;
    const struct titles *titles;
    const struct catalogue *catalogue;
    struct arena *arena;
    struct evidence evidence;
    struct titles_search search;
    struct mentions mentions;
};

static const struct token *token_at(const struct finder *finder, size_t index)
{
    return &finder->query->tokens.items[index];
}

/* The film before the token, when only "and", a comma or "meets" is between; NULL: none. */
static const struct mention *joined_to(const struct finder *finder, size_t token)
{
    const struct mentions *mentions = &finder->mentions;
    if (mentions->count == 0)
        return NULL;
    const struct mention *last = &mentions->items[mentions->count - 1];
    size_t at = token;
    if (at > last->to && tokens_is_article(token_at(finder, at - 1)->key))
        at--;
    enum tokens_gap gap = token_at(finder, at)->gap;
    if (at == last->to)
        return gap >= TOKENS_DASH && gap <= TOKENS_COMMA ? last : NULL;
    const struct sign *sign = query_sign(finder->query, at - 1);
    bool joins = sign != NULL && sign->from == last->to &&
                 (sign->kind == LEXICON_AND || sign->kind == LEXICON_OR ||
                  sign->kind == LEXICON_BLEND || sign->kind == LEXICON_TO);
    return joins ? last : NULL;
}

static enum mentions_role role_of(const struct finder *finder, size_t from)
{
    const struct sign *cue = cues_before(finder->query, from);
    const struct mention *other = joined_to(finder, from);
    if (cue == NULL)
        return other == NULL ? MENTIONS_PLAIN : other->role;
    bool similar = cue->kind == LEXICON_SIMILAR || cue->kind == LEXICON_MORE;
    return similar                      ? MENTIONS_SIMILAR
           : cue->kind == LEXICON_LIKED ? MENTIONS_LIKED
                                        : MENTIONS_LOOKUP;
}

/* ── which film of a title ── */

static bool says_nearby(const struct query *query, const struct mention *mention,
                        enum lexicon_kind kind)
{
    size_t from = mention->from < 3 ? 0 : mention->from - 3;
    for (size_t i = from; i < mention->to + 5; i++) {
        if (query_sign_at(query, i, kind) != NULL)
            return true;
    }
    return false;
}

static void take(struct query *query, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        query->taken[i] = true;
}

/* The film of that title from a year that stands anywhere in the query; FILM_NONE: none. */
static uint32_t version_of_any_year(const struct finder *finder, const struct titles_match *match)
{
    uint32_t film = FILM_NONE;
    for (size_t i = 0; film == FILM_NONE && i < finder->query->tokens.count; i++) {
        struct years year;
        if (years_at(finder->query, i, &year) != i && year.min == year.max)
            film = titles_version(finder->titles, match, year.min, year.max, false);
    }
    return film;
}

/*
 * Chooses among films of the same title by a year, "the original" or "the remake". A decade
 * tells which one is asked about, but not which one is compared with: "like Dune, from the 80s".
 */
static void choose_version(struct finder *finder, struct mention *mention,
                           const struct titles_match *match)
{
    const bool compared = mention->role == MENTIONS_SIMILAR;
    struct years year;
    struct span words = {mention->from, mention->to};
    struct span span = cues_year(finder->query, words, &year);
    uint32_t film = FILM_NONE;
    if (span.from != span.to && (year.min == year.max || !compared))
        film = titles_version(finder->titles, match, year.min, year.max, false);
    if (film != FILM_NONE)
        take(finder->query, span.from, span.to);
    else if (!compared)
        film = version_of_any_year(finder, match);
    if (film == FILM_NONE && says_nearby(finder->query, mention, LEXICON_OLDEST))
        film = titles_version(finder->titles, match, 0, 0, true);
    else if (film == FILM_NONE && says_nearby(finder->query, mention, LEXICON_NEWEST))
        film = titles_version(finder->titles, match, 0, 0, false);
    if (film != FILM_NONE)
        mention->film = film;
}

static void add_mention(struct finder *finder, struct span words, const struct titles_match *match,
                        uint32_t film)
{
    struct mention mention = {.film = film,
                              .text = tokens_text(&finder->query->tokens, words.from, words.to),
                              .role = role_of(finder, words.from),
                              .from = words.from,
                              .to = words.to};
    if (match != NULL)
        choose_version(finder, &mention, match);
    *ARENA_PUSH(finder->arena, &finder->mentions) = mention;
    take(finder->query, words.from, words.to);
}

/* ── finding ── */

/* True when a title of the catalogue begins with the token, for certain if it has two words. */
static bool title_begins(const struct finder *finder, size_t token, size_t words_min)
{
    const struct tokens *tokens = &finder->query->tokens;
    struct titles_match match;
    size_t to = titles_longest(finder->titles, tokens, token, tokens->count, &match);
    struct span words = {token, to};
    return to >= token + words_min &&
           evidence_weigh(&finder->evidence, words, &match, false) >= EVIDENCE_ENOUGH;
}

/*
 * Where a misspelled title that begins at `from` must end: at the sentence, a comma, a word that
 * turns, or another title.
 */
static size_t region_end(const struct finder *finder, size_t from)
{
    size_t to = from;
    while (to < finder->query->tokens.count && to - from < TITLES_WORDS_MAX) {
        const struct sign *sign = query_sign(finder->query, to);
        if (to > from && (token_at(finder, to)->gap >= TOKENS_COMMA || title_begins(finder, to, 2)))
            break;
        if (sign != NULL && (sign->kind == LEXICON_BUT || sign->kind == LEXICON_NOT ||
                             sign->kind == LEXICON_BLEND || sign->kind == LEXICON_LOOKUP_CLOSE))
            break;
        to++;
    }
    return to;
}

/* A misspelled title that begins at `from`; returns where it ends, or `from`. */
static size_t find_misspelled(struct finder *finder, size_t from)
{
    struct titles_match best = {.distance = SIZE_MAX};
    struct span best_words = {from, from};
    for (size_t to = region_end(finder, from); to > from; to--) {
        struct titles_match match;
        struct span words = {from, to};
        if (evidence_is_rare(&finder->evidence, words) &&
            titles_nearest(finder->titles, &finder->search, &finder->query->tokens, from, to,
                           &match) &&
            match.distance < best.distance) {
            best = match;
            best_words = words;
        }
    }
    if (best_words.to != from)
        add_mention(finder, best_words, &best, best.film);
    return best_words.to;
}

/* Words in quotation marks, or a run of capitalised ones with small words between them. */
static struct span named_words(const struct tokens *tokens, size_t from)
{
    uint32_t quote = tokens->items[from].quote;
    struct span words = {from, from};
    for (size_t i = from; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (i > from && quote == 0 && token->gap >= TOKENS_COMMA)
            break;
        if (quote != 0 ? token->quote != quote : !token->capital && token->key.size > 3)
            break;
        if (quote != 0 || token->capital)
            words.to = i + 1;
    }
    return words;
}

/* A film that the catalogue does not know; returns where its title ends, or `from`. */
static size_t find_unlisted(struct finder *finder, size_t from)
{
    const struct query *query = finder->query;
    const struct sign *cue = cues_before(query, from);
    if (cue == NULL || cue->kind == LEXICON_LIKED || query->tokens.shouted)
        return from;

    struct span words = named_words(&query->tokens, from);
    const struct sign *next = query_sign(query, words.to);
    bool quoted = token_at(finder, from)->quote != 0;
    bool listed = false; /* "the Dune from 1984": it is found behind the article */
    for (size_t i = from; i < words.to; i++)
        listed = listed || title_begins(finder, i, 1);
    if (words.to == from || listed || evidence_says_else(&finder->evidence, words) ||
        (!quoted && !evidence_is_rare(&finder->evidence, words)))
        return from;
    /* "Show me Korean horror", "like Hitchcock films" */
    if (next != NULL && next->kind >= LEXICON_GENRE && next->kind <= LEXICON_TONE)
        return from;
    struct str text = tokens_text(&query->tokens, words.from, words.to);
    add_mention(finder, words, NULL, catalogue_resolve(finder->catalogue, finder->arena, text));
    return words.to;
}

/* The title that begins at the token, in whatever way; returns where it ends, or `from`. */
static size_t find_at(struct finder *finder, size_t from)
{
    const struct tokens *tokens = &finder->query->tokens;
    struct titles_match match;
    bool joined = joined_to(finder, from) != NULL;
    size_t to = titles_longest(finder->titles, tokens, from, tokens->count, &match);
    struct span words = {from, to};
    if (to != from && evidence_weigh(&finder->evidence, words, &match, joined) >= EVIDENCE_ENOUGH) {
        add_mention(finder, words, &match, match.film);
        return to;
    }
    bool expected = joined || cues_before(finder->query, from) != NULL;
    if (!expected || query_sign(finder->query, from) != NULL)
        return from;
    to = find_misspelled(finder, from);
    return to == from ? find_unlisted(finder, from) : to;
}

/* True when the query says what kind of film is wanted, so that it is no misspelled title. */
static bool describes(const struct query *query)
{
    return query_has(query, LEXICON_GENRE) || query_has(query, LEXICON_TOPIC) ||
           query_has(query, LEXICON_SURPRISE) || query_has(query, LEXICON_DECADE);
}

struct mentions mentions_find(struct query *query, const struct titles *titles,
                              const struct lexicon *lexicon, const struct catalogue *catalogue,
                              struct arena *arena)
{
    struct finder finder = {.query = query,
                            .titles = titles,
                            .catalogue = catalogue,
                            .arena = arena,
                            .evidence = evidence_open(query, lexicon, titles),
                            .search = titles_search_init(titles, arena)};
    size_t token = 0;
    while (token < query->tokens.count) {
        size_t end = find_at(&finder, token);
        token = end == token ? token + 1 : end;
    }
    struct span core = finder.evidence.core;
    struct titles_match match;
    if (finder.mentions.count == 0 && (!describes(query) || core.to - core.from > 2) &&
        evidence_is_rare(&finder.evidence, core) &&
        titles_nearest(titles, &finder.search, &query->tokens, core.from, core.to, &match))
        add_mention(&finder, core, &match, match.film);
    return finder.mentions;
}
