/*
 * ratings_file.h - ratings in the formats of MovieLens, told by their content.
 *
 *     100K           user TAB film TAB rating TAB seconds
 *     1M, 10M        user::film::rating::seconds
 *     20M … latest   CSV with the columns userId, movieId, rating and perhaps timestamp
 */
#ifndef LOAD_RATINGS_FILE_H
#define LOAD_RATINGS_FILE_H

#include <math.h>
#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "load/source.h"
#include "model/ratings.h"

/* The rating scale; NAN for both: told from the data. */
struct ratings_file_options {
    float scale_min;
    float scale_max;
};

#define RATINGS_FILE_OPTIONS ((struct ratings_file_options){NAN, NAN})

/*
 * Reads the files one after the other into one set. A rating outside the scale is rejected; the
 * scale is the given one, otherwise 0.5 to 5, and is reported as 1 to 5 when only whole stars
 * were read. The same user with the same film again is a duplicate: the later time counts, of
 * equal times the later line. A rated film that the catalogue does not list is noted. Needs
 * loader->key and catalogue.
 *
 * No rating at all is no error: `out->count` is 0. On error `out` is untouched; otherwise the
 * caller gives it back with ratings_free(). Errors: those of lines.h; ERROR_INPUT when a
 * file is in none of the formats.
 */
bool ratings_file_load(struct loader *loader, const struct source_list *sources,
                       const struct ratings_file_options *options, struct ratings *out,
                       struct error *err);

#endif
