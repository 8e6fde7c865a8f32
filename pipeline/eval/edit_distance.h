/*
 * edit_distance.h - how many characters must be inserted, deleted or replaced (Levenshtein 1966).
 *
 * Characters are code points. Computed 64 rows at a time with bit vectors (Myers 1999, as Hyyrö
 * 2003 extends it to the distance of whole texts), and only in the band around the diagonal that a
 * distance of at most `most` cannot leave (Ukkonen 1985).
 */
#ifndef EVAL_EDIT_DISTANCE_H
#define EVAL_EDIT_DISTANCE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct edit_distance;

/* One text made ready to be compared with many; lives in the arena. Threads may share it. */
const struct edit_distance *edit_distance_prepare(struct str text, struct arena *arena);

/* The distance to `other`, or `most` + 1 when it is more than `most`. */
size_t edit_distance_to(const struct edit_distance *prepared, struct str other, size_t most,
                        struct arena *scratch);

#endif
