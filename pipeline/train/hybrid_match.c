#include "train/hybrid_match.h"

#include <string.h>

static genre_set genres_of(const struct film_set *films, const struct catalogue *catalogue)
{
    genre_set genres = 0;
    for (size_t i = 0; i < films->count; i++)
        if (films->items[i] < catalogue->count)
            genres |= catalogue->items[films->items[i]].genres;
    return genres;
}

static bool narrows(const struct hybrid_wish *wish)
{
    return wish->genres != 0 || wish->excluded != 0 || wish->year_min != 0 || wish->year_max != 0;
}

struct hybrid_wish hybrid_match_wish(const struct slots *slots, const struct catalogue *catalogue)
{
    struct hybrid_wish wish = {
        .genres = slots->genres,
        .excluded = slots->exclude_genres,
        .year_min = slots->year_min,
        .year_max = slots->year_max,
        .named = slots->movies,
        .similar = slots->similar_to,
    };
    if (wish.genres == 0)
        wish.genres = genres_of(&slots->similar_to, catalogue) & ~wish.excluded;
    wish.only_named = slots->movies.count + slots->similar_to.count != 0 && !narrows(&wish);
    wish.levels = wish.genres == 0 ? 1 : (unsigned)genre_count(wish.genres);
    return wish;
}

bool hybrid_match_is_open(const struct hybrid_wish *wish)
{
    return !narrows(wish) && !wish->only_named;
}

static bool equal_films(const struct film_set *a, const struct film_set *b)
{
    return a->count == b->count &&
           (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

bool hybrid_match_equal(const struct hybrid_wish *a, const struct hybrid_wish *b)
{
    return a->genres == b->genres && a->excluded == b->excluded && a->year_min == b->year_min &&
           a->year_max == b->year_max && equal_films(&a->named, &b->named) &&
           equal_films(&a->similar, &b->similar);
}
