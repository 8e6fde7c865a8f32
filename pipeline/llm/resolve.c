#include "llm/resolve.h"

#include "base/map.h"

/* The film of a match that has the year, where one is given, otherwise the one that comes first. */
static uint32_t film_of(const struct titles *titles, const struct titles_match *match, int year)
{
    uint32_t film = FILM_NONE;
    if (year != 0)
        film = titles_version(titles, match, year, year, false);
    return film == FILM_NONE ? match->film : film;
}

enum title_kind resolve_title(const struct titles *titles, struct titles_search *search,
                              const struct catalogue *catalogue, struct str text,
                              struct arena *scratch, uint32_t *film)
{
    struct str title;
    int year;
    *film = catalogue_resolve(catalogue, scratch, text);
    if (*film < catalogue->count)
        return TITLE_LISTED;
    catalogue_split_title(scratch, text, &title, &year);
    *film = catalogue_resolve_title(catalogue, scratch, title, 0);
    if (*film < catalogue->count)
        return TITLE_OTHER_YEAR;

    struct tokens tokens = tokens_split(title, scratch);
    struct titles_match match;
    search->tries = 1;
    if ((tokens.count != 0 &&
         titles_longest(titles, &tokens, 0, tokens.count, &match) == tokens.count) ||
        titles_nearest(titles, search, &tokens, 0, tokens.count, &match)) {
        *film = film_of(titles, &match, year);
        return TITLE_FUZZY;
    }
    *film = FILM_NONE;
    return TITLE_UNLISTED;
}

/* What a title was found to be. */
struct answer {
    enum title_kind kind;
    uint32_t film;
};

/* Everything that resolving the titles of an interpreter needs. */
struct resolver {
    const struct titles *titles;
    const struct catalogue *catalogue;
    struct titles_search search;
    struct arena *arena;
    struct arena *scratch;
    struct map known; /* text → index of its answer */
    struct answer_list {
        struct answer *items;
        size_t count;
        size_t capacity;
    } answers;
    struct title_doubts doubts;
};

static struct answer resolve(struct resolver *resolver, struct str text)
{
    uint32_t index = map_intern(&resolver->known, text, NULL);
    if (index == resolver->answers.count) {
        struct answer *answer = ARENA_PUSH(resolver->scratch, &resolver->answers);
        answer->kind = resolve_title(resolver->titles, &resolver->search, resolver->catalogue, text,
                                     resolver->scratch, &answer->film);
    }
    return resolver->answers.items[index];
}

static void doubt_films(struct resolver *resolver, size_t reading, enum slot slot,
                        const struct film_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->items[i] < resolver->catalogue->count)
            continue;
        struct answer answer = resolve(resolver, set->texts[i]);
        *ARENA_PUSH(resolver->arena, &resolver->doubts) =
            (struct title_doubt){reading, slot, set->texts[i], answer.kind, answer.film};
    }
}

struct title_doubts resolve_all(const struct titles *titles, const struct catalogue *catalogue,
                                const struct interpreter *interpreter, struct arena *arena,
                                struct arena *scratch)
{
    struct resolver resolver = {.titles = titles,
                                .catalogue = catalogue,
                                .search = titles_search_init(titles, scratch),
                                .arena = arena,
                                .scratch = scratch,
                                .known = map_init(scratch)};
    for (size_t i = 0; i < interpreter->count * interpreter->repeats; i++) {
        const struct slots *slots = &interpreter->readings[i].slots;
        doubt_films(&resolver, i, SLOT_SIMILAR_TO, &slots->similar_to);
        doubt_films(&resolver, i, SLOT_MOVIES, &slots->movies);
    }
    return resolver.doubts;
}
