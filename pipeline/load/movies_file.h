/*
 * movies_file.h - films in the formats of MovieLens, told by their content.
 *
 *     100K           u.item: id|title|date|video date|URL|19 flags, "unknown" first
 *     1M, 10M        movies.dat: id::title::genres
 *     20M … latest   CSV with the columns movieId, title, genres
 *
 * The first two may be Latin-1: a line that is not UTF-8 is read so.
 */
#ifndef LOAD_MOVIES_FILE_H
#define LOAD_MOVIES_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "load/source.h"
#include "model/catalogue.h"

/*
 * Adds the films of the files to the catalogue. A film whose id is taken is a duplicate, and
 * the first one counts. A genre that loader->genres does not know is added to it, as
 * long as there is room, and noted. Errors: those of lines.h; ERROR_INPUT when a file is in none of
 * the formats.
 */
bool movies_file_load(struct loader *loader, const struct source_list *sources,
                      struct catalogue *catalogue, struct error *err);

#endif
