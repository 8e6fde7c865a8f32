#include "model/contradiction.h"

static const struct {
    const char *name;
    const char *text;
} KINDS[CONTRADICTION_KINDS] = {
    [CONTRADICTION_GENRE] = {"genre_excluded", "a genre is wanted and excluded"},
    [CONTRADICTION_YEARS] = {"years_reversed", "the first year is later than the last"},
    [CONTRADICTION_FILM] = {"film_compared", "a film is meant and one to compare with"},
    [CONTRADICTION_LOOKUP] = {"lookup_without_film", "a film is looked up, but none is named"},
    [CONTRADICTION_SIMILAR] = {"similar_without_film", "similar films are wanted, but to none"},
    [CONTRADICTION_SCOPE] = {"narrowed_surprise", "nothing is asked for, yet a slot narrows it"},
};

const char *contradiction_name(enum contradiction kind)
{
    return KINDS[kind].name;
}

const char *contradiction_text(enum contradiction kind)
{
    return KINDS[kind].text;
}
