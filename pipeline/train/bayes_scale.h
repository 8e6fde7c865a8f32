/*
 * bayes_scale.h - the likelihood: how latent scores become stars.
 *
 * Gaussian: stars = centre + unit·(score + noise), noise ~ N(0, 1/precision).
 *
 * Ordered probit (Albert and Chib, "Bayesian analysis of binary and polychotomous response data",
 * JASA 88, 1993): a rating has the level l when score + noise, noise ~ N(0, 1), lies between the
 * cut points l − 1 and l; so the steps of the scale need not be equally wide, and nobody
 * expects six stars. Drawing the noisy scores makes the vectors' distributions Gaussian again.
 */
#ifndef TRAIN_BAYES_SCALE_H
#define TRAIN_BAYES_SCALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/ratings.h"
#include "train/bayes_kernels.h"

#define BAYES_SCALE_LEVELS_MAX 16

enum bayes_likelihood {
    BAYES_AUTO, /* probit when there are 3 … BAYES_SCALE_LEVELS_MAX different ratings */
    BAYES_GAUSSIAN,
    BAYES_PROBIT,
};

struct bayes_scale {
    bool probit;
    float centre;     /* stars at the score 0; Gaussian */
    float unit;       /* stars for one step of the score; Gaussian */
    double precision; /* of the noise of the score; probit: 1 */
    size_t level_count;
    float levels[BAYES_SCALE_LEVELS_MAX]; /* (level_count) the different ratings, ascending */
    float cuts[BAYES_SCALE_LEVELS_MAX];   /* (level_count − 1) ascending */
};

/* What one pass over all ratings says about the cut points: the slope of the log-likelihood and the
 * tridiagonal matrix of its information. */
struct bayes_scale_slopes {
    double slope[BAYES_SCALE_LEVELS_MAX];
    double information[BAYES_SCALE_LEVELS_MAX]; /* of a cut */
    double coupling[BAYES_SCALE_LEVELS_MAX];    /* of a cut and the next */
};

/*
 * The scale of the ratings numbered `learned` (count ≥ 1). Probit asked for falls back to Gaussian
 * where there are fewer than two or too many different ratings. The cut points begin where the
 * shares of the levels put them.
 */
struct bayes_scale bayes_scale_make(enum bayes_likelihood likelihood, const struct ratings *ratings,
                                    const uint32_t *learned, size_t count);

/* The level of a rating that the scale was made of. */
size_t bayes_scale_level(const struct bayes_scale *scale, float stars);

/* The score of a rating without noise; Gaussian. */
float bayes_scale_score(const struct bayes_scale *scale, float stars);

/* Moves the cut points by one Newton step uphill; they stay in order. */
void bayes_scale_learn(struct bayes_scale *scale, const struct bayes_scale_slopes *slopes);

/*
 * Mean and mean square, in stars, of ratings with these scores (n, a multiple of
 * KERNELS_LANES), each added to what is in `mean` and `square`; square may be NULL.
 */
void bayes_scale_expect(const struct bayes_scale *scale, const struct bayes_kernels *kernels,
                        const float *scores, size_t n, float *mean, float *square);

#endif
