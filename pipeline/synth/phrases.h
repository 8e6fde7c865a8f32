/* phrases.h - what invented people say: queries, comments, and the personal data in them. */
#ifndef SYNTH_PHRASES_H
#define SYNTH_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rng.h"
#include "base/str.h"
#include "model/genre.h"

#define PHRASES_TEXT 320 /* bytes of any phrase, with its NUL */

/* Personal data that a phrase carries: addresses at example.com and numbers of the 555-01xx range.
 */
enum phrases_personal {
    PHRASES_CLEAN,
    PHRASES_EMAIL,
    PHRASES_PHONE,
};

/* A query and what is meant by it. */
struct phrases_query {
    char text[PHRASES_TEXT];
    int genre;
    int decade; /* first year of it; 0: none is asked for */
    enum phrases_personal personal;
};

/* "a funny horror movie from the 80s"; one in `personal_one_in` has personal data, 0: none. */
struct phrases_query phrases_make_query(const struct genre_table *genres, uint32_t personal_one_in,
                                        struct rng *rng);

/* A comment on the recommender; its kind is "praise", "bug" or "wish". */
enum phrases_personal phrases_make_comment(uint32_t personal_one_in, struct rng *rng,
                                           const char **kind, char text[PHRASES_TEXT]);

#endif
