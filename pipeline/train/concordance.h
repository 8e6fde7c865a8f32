/*
 * concordance.h - how many pairs are in the right order, in O(n log n).
 *
 * What pairwise measures of a ranking are made of: with n ratings of one user there are up to
 * n·(n − 1) / 2 pairs, too many to look at one by one for a user with thousands.
 */
#ifndef TRAIN_CONCORDANCE_H
#define TRAIN_CONCORDANCE_H

#include <stddef.h>

struct concordance_pair {
    float expected;
    float actual;
};

/* Pairs of different values among `n`. Sorts the values. */
double concordance_pairs(float *values, size_t n);

/*
 * Pairs whose higher `actual` has the higher `expected`; a tie on either side does not count. The
 * order of `pairs` (n) is lost. Nothing is NAN.
 */
double concordance_count(struct concordance_pair *pairs, size_t n);

#endif
