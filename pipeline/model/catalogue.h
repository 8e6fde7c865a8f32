/* catalogue.h - the films a run knows, found by id or by title. */
#ifndef MODEL_CATALOGUE_H
#define MODEL_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/str.h"
#include "model/genre.h"

/*
 * A film is its index in the catalogue. A title that the catalogue does not list is
 * a number too, made from its key (FILM_UNLISTED and 31 bits of hash), so that two mentions of the
 * same unlisted title are equal and nothing has to be added while answers are read.
 */
#define FILM_UNLISTED 0x80000000u
#define FILM_NONE 0xFFFFFFFFu

struct movie {
    struct str id;
    struct str title; /* as published, without the year, article in front: "The Matrix" */
    int year;         /* 0: unknown */
    genre_set genres;
};

struct catalogue {
    struct arena *arena;
    struct movie *items;
    size_t count;
    size_t capacity;
    struct map by_id;
    struct map by_title;      /* search key → newest film of that title */
    struct map by_title_year; /* "search key|year" → film */
};

struct catalogue catalogue_init(struct arena *arena);

/*
 * Adds a film whose published title may end in "(1999)" and may be inverted
 * ("Matrix, The (1999)"). Titles in parentheses behind the first one name it too ("Seven (a.k.a.
 * Se7en) (1995)"). False, and nothing changed, when the id is taken.
 */
bool catalogue_add(struct catalogue *catalogue, struct str id, struct str published_title,
                   genre_set genres);

/* A film's index by id, or FILM_NONE. */
uint32_t catalogue_find_id(const struct catalogue *catalogue, struct str id);

/*
 * The film that a text names: a catalogue id, "Title (Year)" or a title alone (then the
 * newest film of that title). A year that differs from the catalogue's does not match.
 * Otherwise the FILM_UNLISTED number of the text's key; FILM_NONE for an empty text.
 */
uint32_t catalogue_resolve(const struct catalogue *catalogue, struct arena *scratch,
                           struct str text);

/* catalogue_resolve() for a title and year given apart; year 0 is unknown. */
uint32_t catalogue_resolve_title(const struct catalogue *catalogue, struct arena *scratch,
                                 struct str title, int year);

/*
 * Splits "Matrix, The (1999)" into "The Matrix" and 1999 (0 when there is no year). A
 * moved title is built in the arena; otherwise `*title` points into `text`.
 */
void catalogue_split_title(struct arena *arena, struct str text, struct str *title, int *year);

#endif
