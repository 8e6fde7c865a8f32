#include "llm/built_in.h"

#include <assert.h>
#include <math.h>

#include "base/embedded.h"
#include "llm/lexicon.h"
#include "llm/mentions.h"
#include "llm/negation.h"
#include "llm/query.h"
#include "llm/titles.h"
#include "llm/years.h"

#define LEXICON_FILE "datasets/lexicon.txt"

struct built_in {
    struct vocabulary vocabulary;
    const struct lexicon *lexicon;
    const struct titles *titles;
    int search;
    int similar;
    int lookup;
    int surprise;
    int out_of_scope;
    genre_set documentary;
};

struct built_in *built_in_open(const struct vocabulary *vocabulary, struct arena *arena,
                               struct arena *scratch)
{
    const struct embedded_file *file = embedded_find(LEXICON_FILE);
    assert(file != NULL);
    struct str text = {(const char *)file->data, file->size};
    const struct intent_table *intents = vocabulary->intents;
    int documentary = genre_find(vocabulary->genres, scratch, STR("Documentary"));

    struct built_in *built_in = ARENA_NEW(arena, struct built_in);
    struct lexicon *lexicon = lexicon_open(text, vocabulary->genres, arena, scratch);
    *built_in = (struct built_in){
        .vocabulary = *vocabulary,
        .lexicon = lexicon,
        .titles = titles_open(vocabulary->catalogue, lexicon, arena, scratch),
        .search = intent_find(intents, STR("search")),
        .similar = intent_find(intents, STR("similar")),
        .lookup = intent_find(intents, STR("lookup")),
        .surprise = intent_find(intents, STR("surprise")),
        .out_of_scope = intent_find(intents, STR("out_of_scope")),
        .documentary = documentary < 0 ? 0 : genre_bit(documentary),
    };
    return built_in;
}

const struct titles *built_in_titles(const struct built_in *built_in)
{
    return built_in->titles;
}

/* ── genres ── */

/* Unites the genres that signs of a kind stand for, those that a negation reaches apart. */
static void add_genres(const struct query *query, const struct negation *negation,
                       enum lexicon_kind kind, struct slots *slots)
{
    for (size_t i = 0; i < query->signs.count; i++) {
        const struct sign *sign = &query->signs.items[i];
        if (sign->kind != kind || query->taken[sign->from])
            continue;
        if (negation->reached[sign->from])
            slots->exclude_genres |= sign->genres;
        else
            slots->genres |= sign->genres;
    }
}

/*
 * What a documentary is about is no genre of it, and a hint counts only where nothing
 * clearer is said, neither a genre nor a film to compare with. A genre that is both wanted and not
 * is wanted: "funny, but not silly".
 */
static void read_genres(const struct built_in *built_in, const struct query *query,
                        const struct negation *negation, bool compares, struct slots *slots)
{
    add_genres(query, negation, LEXICON_GENRE, slots);
    struct slots more = *slots;
    add_genres(query, negation, LEXICON_TOPIC, &more);
    if ((slots->genres & built_in->documentary) == 0)
        slots->genres = more.genres;
    if (slots->genres == 0 && more.genres == 0 && !compares)
        add_genres(query, negation, LEXICON_HINT, &more);
    if (slots->genres == 0)
        slots->genres = more.genres;
    slots->exclude_genres = more.exclude_genres & ~slots->genres;
}

/* ── intent ── */

static bool has_role(const struct mentions *mentions, enum mentions_role role)
{
    for (size_t i = 0; i < mentions->count; i++) {
        if (mentions->items[i].role == role)
            return true;
    }
    return false;
}

static bool narrows(const struct slots *slots)
{
    return slots->genres != 0 || slots->exclude_genres != 0 || slots->year_min != 0 ||
           slots->year_max != 0;
}

static int intent_of_films(const struct built_in *built_in, const struct query *query,
                           const struct mentions *mentions, const struct slots *slots)
{
    bool asked = query_has(query, LEXICON_LOOKUP) || query_has(query, LEXICON_LOOKUP_CLOSE);
    if (has_role(mentions, MENTIONS_SIMILAR) || query_has(query, LEXICON_MORE))
        return built_in->similar;
    if (has_role(mentions, MENTIONS_LOOKUP) || asked)
        return built_in->lookup;
    if (has_role(mentions, MENTIONS_LIKED) || query_has(query, LEXICON_BLEND))
        return built_in->similar;
    bool turns = query_has(query, LEXICON_BUT) || query_has(query, LEXICON_NOT);
    return turns && narrows(slots) ? built_in->similar : built_in->lookup;
}

/* True when some word is neither understood nor filler: it describes something after all. */
static bool has_other_words(const struct lexicon *lexicon, const struct query *query)
{
    for (size_t i = 0; i < query->tokens.count; i++) {
        if (query->covers[i] == NULL && !lexicon_is_filler(lexicon, query->tokens.items[i].key))
            return true;
    }
    return false;
}

/* "a boy and his horse": a request that begins with an article names what is wanted. */
static bool names_a_thing(const struct query *query)
{
    static const char *const WORDS[] = {"a", "an", "some", "something", "anything"};
    for (size_t i = 0; query->tokens.count != 0 && i < sizeof WORDS / sizeof *WORDS; i++) {
        if (str_equal(query->tokens.items[0].key, str_from(WORDS[i])))
            return true;
    }
    return false;
}

static int intent_without_film(const struct built_in *built_in, const struct query *query,
                               const struct slots *slots)
{
    bool named = query_has(query, LEXICON_GENRE);
    bool film = query_has(query, LEXICON_FILM);
    if (query_has(query, LEXICON_COMMAND) && !named)
        return built_in->out_of_scope;
    if (query_has(query, LEXICON_DESCRIBED))
        return built_in->lookup;
    if (query_has(query, LEXICON_OUTSIDE) && !named && !(film && narrows(slots)))
        return built_in->out_of_scope;
    if (narrows(slots))
        return built_in->search;
    if (query_has(query, LEXICON_SURPRISE))
        return built_in->surprise;
    if (query_has(query, LEXICON_TONE) || (film && query_has(query, LEXICON_LOOKUP_CLOSE)))
        return built_in->search; /* "a quiet film", "a film based on a book" */
    if (has_other_words(built_in->lexicon, query) && !query_has(query, LEXICON_OUTSIDE))
        return film || names_a_thing(query) ? built_in->search : built_in->out_of_scope;
    bool asks = film || query_has(query, LEXICON_ASK) || query_has(query, LEXICON_MORE);
    return asks ? built_in->surprise : built_in->out_of_scope;
}

/* ── reading ── */

static void add_films(const struct mentions *mentions, struct film_set *set, struct arena *arena)
{
    for (size_t i = 0; i < mentions->count; i++)
        slots_add_film(arena, set, mentions->items[i].film,
                       str_copy(arena, mentions->items[i].text));
}

struct reading built_in_read(const struct built_in *built_in, struct str query_text,
                             struct arena *arena, struct arena *scratch)
{
    const struct vocabulary *vocabulary = &built_in->vocabulary;
    struct query query = query_open(built_in->lexicon, query_text, scratch);
    struct mentions mentions =
        mentions_find(&query, built_in->titles, built_in->lexicon, vocabulary->catalogue, scratch);
    struct negation negation = negation_find(&query, scratch);
    struct years years = years_find(&query);

    struct slots slots = slots_empty();
    slots.named = (1u << SLOT_COUNT) - 1;
    slots.year_min = years.min;
    slots.year_max = years.max;
    read_genres(built_in, &query, &negation, mentions.count != 0, &slots);
    slots.intent = mentions.count != 0 ? intent_of_films(built_in, &query, &mentions, &slots)
                                       : intent_without_film(built_in, &query, &slots);
    if (slots.intent != built_in->search && slots.intent != built_in->similar) {
        slots.genres = 0;
        slots.exclude_genres = 0;
        slots.year_min = 0;
        slots.year_max = 0;
    }
    if (slots.intent == built_in->similar)
        add_films(&mentions, &slots.similar_to, arena);
    else if (slots.intent == built_in->lookup)
        add_films(&mentions, &slots.movies, arena);
    return (struct reading){.status = READING_OK,
                            .slots = slots,
                            .latency_ms = NAN,
                            .input_tokens = TOKENS_UNKNOWN,
                            .output_tokens = TOKENS_UNKNOWN};
}

struct interpreter built_in_interpret(const struct built_in *built_in, const struct gold_set *gold,
                                      const struct clock *clock, struct arena *arena,
                                      struct arena *scratch)
{
    struct reading *readings = ARENA_ARRAY(arena, struct reading, gold->count);
    for (size_t i = 0; i < gold->count; i++) {
        double start_ms = clock_ms(clock);
        readings[i] = built_in_read(built_in, gold->items[i].query, arena, scratch);
        readings[i].latency_ms = clock_ms(clock) - start_ms;
        arena_reset(scratch);
    }
    return (struct interpreter){
        .kind = INTERPRETER_BUILT_IN, .readings = readings, .count = gold->count, .repeats = 1};
}
