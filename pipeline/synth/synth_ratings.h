/* synth_ratings.h - invented ratings and films as MovieLens CSV. */
#ifndef SYNTH_SYNTH_RATINGS_H
#define SYNTH_SYNTH_RATINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "synth/world.h"

/*
 * Writes `count` ratings in half stars, person by person, each person's in order of time,
 * nobody rating a film twice. The number of ratings of a person follows their activity; where
 * people × films / 2 is less than `count`, that many are written. `written` says how many.
 */
bool synth_ratings_write(const struct world *world, size_t count, const char *path,
                         struct arena *scratch, size_t *written, struct error *err);

/* Writes the films as movieId,title,genres. */
bool synth_ratings_write_films(const struct catalogue *films, const struct genre_table *genres,
                               const char *path, struct error *err);

#endif
