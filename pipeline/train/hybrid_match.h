/*
 * hybrid_match.h - how far is a film what a query asked for?
 *
 * A reading (slots.h) becomes a wish, which keeps what a film can match:
 *
 *     match = share of the asked genres that the film carries
 *             × (its year is in range) × (it carries no excluded genre)
 *
 * Without an asked genre the share is 1. A film that the reading names, to look it up or to
 * compare with, is a full match whatever else is asked. Naming films to look up asks for no
 * others; naming films to compare with and no genre asks for the genres of these films. A film of
 * unknown year is in no range. A wish that asks for nothing is open: every film matches it.
 *
 * So a match is above 0 exactly for the films that the reading predicts, and takes few different
 * values: it is kept as a whole number of `levels`.
 */
#ifndef TRAIN_HYBRID_MATCH_H
#define TRAIN_HYBRID_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/catalogue.h"
#include "model/genre.h"
#include "model/slots.h"

#define HYBRID_MATCH_LEVELS_MAX GENRE_MAX

/* What is known of an item of the ratings. */
struct hybrid_film {
    genre_set genres;
    int year;      /* 0: unknown */
    uint32_t film; /* catalogue index; FILM_NONE: not in the catalogue */
};

struct hybrid_wish {
    genre_set genres;
    genre_set excluded;
    int year_min; /* inclusive; 0: open */
    int year_max;
    struct film_set named;   /* to look up */
    struct film_set similar; /* to compare with */
    bool only_named;         /* films that are not named do not match */
    unsigned levels;         /* of a full match: the number of asked genres, at least 1 */
};

/* The wish borrows the reading's films. */
struct hybrid_wish hybrid_match_wish(const struct slots *slots, const struct catalogue *catalogue);

/* True when there is nothing to match: every film is at the full level. */
bool hybrid_match_is_open(const struct hybrid_wish *wish);

bool hybrid_match_equal(const struct hybrid_wish *a, const struct hybrid_wish *b);

static inline bool hybrid_match_names(const struct film_set *films, uint32_t film)
{
    for (size_t i = 0; i < films->count; i++)
        if (films->items[i] == film)
            return true;
    return false;
}

/* Few genres at most: a loop over them beats the portable count of bits, which is a call. */
static inline unsigned hybrid_match_count(genre_set set)
{
    unsigned count = 0;
    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

/* 0 … wish->levels. Inline, because it is asked for every film of every request. */
static inline unsigned hybrid_match_level(const struct hybrid_wish *wish,
                                          const struct hybrid_film *film)
{
    if (wish->named.count + wish->similar.count != 0 && film->film != FILM_NONE &&
        (hybrid_match_names(&wish->named, film->film) ||
         hybrid_match_names(&wish->similar, film->film)))
        return wish->levels;
    bool ranged = wish->year_min != 0 || wish->year_max != 0;
    if (wish->only_named || (film->genres & wish->excluded) != 0 || (ranged && film->year == 0) ||
        film->year < wish->year_min || (wish->year_max != 0 && film->year > wish->year_max))
        return 0;
    return wish->genres == 0 ? wish->levels : hybrid_match_count(wish->genres & film->genres);
}

#endif
