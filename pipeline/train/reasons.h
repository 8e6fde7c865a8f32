/*
 * reasons.h - why a film is recommended: which liked films and which genres carry its score.
 *
 * The shares of fold_in.h say how many stars each of a person's ratings adds to the score of a
 * film. Films that the person liked and that add the most are reasons, and so are the genres of the
 * film itself that do: a rating's share is dealt out in equal parts to the genres of the film it is
 * about.
 */
#ifndef TRAIN_REASONS_H
#define TRAIN_REASONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/genre.h"
#include "train/fold_in.h"

#define REASONS_FILMS 3
#define REASONS_GENRES 2

struct reasons_film {
    uint32_t item;
    float stars;  /* that the person gave it */
    double share; /* stars it adds, > 0 */
};

struct reasons_genre {
    int genre;
    double share; /* stars it adds, > 0 */
};

/* The greatest shares first; of equal ones the smaller number first. */
struct reasons {
    double average; /* stars that the average person would give the film */
    double level;   /* stars by which the person rates all films higher */
    double shares;  /* stars that the ratings add by taste; may be negative, like the level */
    struct reasons_film films[REASONS_FILMS];
    size_t film_count;
    struct reasons_genre genres[REASONS_GENRES];
    size_t genre_count;
};

/*
 * The reasons for film number `item`. A rating from `liked_from` stars on is a liked film;
 * `item_genres` are the genres of every film (n_items). Cannot fail; without ratings there are
 * none.
 */
struct reasons reasons_find(const struct fold_in *fold, const genre_set *item_genres,
                            float liked_from, uint32_t item, struct arena *scratch);

#endif
