/*
 * world.h - a small invented world: people with tastes, films with genres, and what moves.
 *
 * Everything follows from the seed. A person's liking of a film on a day, in standard deviations,
 * is
 *
 *     quality(film) + leniency(person) + mean over the film's genres of taste(person, genre)
 *     + hidden(person)·hidden(film) + the planted shift, from its day on
 *
 * so that genres explain a part of it, factors that no file names another, and time a third.
 * Some films are seen by everybody and most by few: weights fall as a power of the rank.
 */
#ifndef SYNTH_WORLD_H
#define SYNTH_WORLD_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rng.h"
#include "model/catalogue.h"
#include "model/genre.h"

#define WORLD_HIDDEN 4 /* factors of taste that are no genre */

struct world_options {
    uint64_t seed;
    size_t people;
    size_t days;      /* the length of the period that is told about */
    int64_t first_ms; /* midnight of its first day, UTC */
};

/* Draws a number in constant time with given weights (Walker 1977, Vose 1991). */
struct world_lottery {
    size_t count;
    float *keep;     /* (count) chance to stay */
    uint32_t *other; /* (count) where to go otherwise */
};

struct world {
    struct world_options options;
    const struct catalogue *films;
    size_t genre_count;
    float *taste;                       /* (people, genre_count) */
    float *person_hidden;               /* (people, WORLD_HIDDEN) */
    float *leniency;                    /* (people) */
    float *film_hidden;                 /* (films, WORLD_HIDDEN) */
    float *quality;                     /* (films) */
    struct world_lottery by_popularity; /* of films */
    struct world_lottery by_activity;   /* of people */
    size_t shift_day;                   /* when the planted taste shift begins */
    int loved;                          /* genre that everybody likes more from then on; -1: none */
    int tired;                          /* and the one they like less */
};

/* Makes the world; its arrays live in `arena`. `films` must outlive it and not be empty. */
struct world world_make(const struct world_options *options, const struct catalogue *films,
                        const struct genre_table *genres, struct arena *arena);

/* How much a person likes a film on a day: about normal, with a standard deviation of 1 to 2. */
double world_liking(const struct world *world, size_t person, size_t film, size_t day);

uint32_t world_draw(const struct world_lottery *lottery, struct rng *rng);

/*
 * Invents `count` films with ids 1, 2, …, titles "Invented Film 17 (1994)" and one to three
 * genres, for worlds larger than the catalogue that ships.
 */
void world_invent_films(size_t count, uint64_t seed, const struct genre_table *genres,
                        struct arena *scratch, struct catalogue *out);

#endif
