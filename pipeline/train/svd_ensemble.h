/*
 * svd_ensemble.h - the members of an ensemble under training, and the ratings that they share.
 *
 * Plain members train one after another, each on all threads; members with implicit feedback side
 * by side, each on one. Either way the result does not depend on how many threads there are.
 */
#ifndef TRAIN_SVD_ENSEMBLE_H
#define TRAIN_SVD_ENSEMBLE_H

#include "train/rating_blocks.h"
#include "train/rating_counts.h"
#include "train/rating_lists.h"
#include "train/svd.h"
#include "train/svd_implicit.h"

struct svd_ensemble {
    const struct svd_options *options;
    const struct ratings *ratings;
    const struct kernels *kernels;
    struct pool *pool;
    struct rating_counts counts;
    struct rating_blocks blocks;   /* of a plain ensemble */
    struct rating_lists lists;     /* of one with implicit feedback */
    size_t n;                      /* members, ≥ 1 */
    struct svd_model *members;     /* (n) */
    struct svd_implicit *implicit; /* (n) all 0 in a plain ensemble */
    double *squared;               /* (n) Σ e² of the epoch */
    size_t epoch;                  /* how many there have been */
    double rate;                   /* of the one that runs */
};

/*
 * Sorts the ratings whose part is in the set `parts` of SPLIT_BITs, at least one, and
 * starts the members. Borrows everything but what it makes; free it with svd_ensemble_free().
 */
struct svd_ensemble svd_ensemble_open(const struct svd_options *options,
                                      const struct ratings *ratings, const unsigned char *part,
                                      unsigned parts, const struct kernels *kernels,
                                      struct pool *pool);

/*
 * Takes every member through its next epoch. Returns the root of the mean of all members' squared
 * errors, each taken before its step.
 */
double svd_ensemble_epoch(struct svd_ensemble *ensemble, double rate);

/* The mean of the members as they are, as one model of its own (svd.h). */
struct svd_model svd_ensemble_model(const struct svd_ensemble *ensemble);

/* Frees the blocks and clears the structure. */
void svd_ensemble_free(struct svd_ensemble *ensemble);

#endif
