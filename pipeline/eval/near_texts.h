/*
 * near_texts.h - which of many texts say nearly the same: a similarity join over their words.
 *
 * Two texts are near when the Jaccard index of their sets of words, |A AND B| / |A OR B|, is at
 * least a threshold. All such pairs are found, and only these: texts are compared when their
 * rarest words meet (prefix filter: Bayardo, Ma and Srikant, "Scaling up all pairs similarity
 * search", WWW 2007) and enough words can still be in common (positional filter: Xiao et al.,
 * "Efficient similarity joins for near-duplicate detection", WWW 2008).
 */
#ifndef EVAL_NEAR_TEXTS_H
#define EVAL_NEAR_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct near_texts_pair {
    uint32_t first; /* the one that stands before */
    uint32_t second;
    double similarity; /* Jaccard index, threshold … 1 */
};

/* By `second`, then by `first`. */
struct near_texts {
    struct near_texts_pair *items;
    size_t count;
    size_t capacity;
    bool cut; /* there are more than were asked for, and which ones are left out is not said */
};

/*
 * Compares `count` texts, whose words stand between spaces. A text without a word is near none.
 * `threshold` is above 0 and at most 1. After `max` pairs the search ends.
 */
struct near_texts near_texts_find(const struct str *texts, size_t count, double threshold,
                                  size_t max, struct arena *arena, struct arena *scratch);

#endif
