/*
 * fold_in.h - the row of a person whom the model was not trained on, from a few ratings, and which
 * of them carries how much of a score.
 *
 * The rows of the films stay as they are. With x̄ the average user row, z_j the row of film j, and
 * e_j = r_j − (μ + x̄·z_j) what a rating says beyond the average person's taste, the person's row is
 * x = x̄ + y, where y minimises what training minimised for each user, with FOLD_IN_PRIOR ratings
 * more in the weight of its size:
 *
 *     Σ_j (e_j − y·z_j)² + w·‖y‖²,   w = (n + FOLD_IN_PRIOR)·reg,   that is   (ZᵀZ + w·I) y = Zᵀe
 *
 * over the n ratings (Z has their rows; the lane of the films' own biases, which is 1 in every user
 * row, stays out of y). That is linear in e, so that every score falls apart exactly, with y_b the
 * lane of the person's own bias, which raises all films alike, and z'_i the row without that lane:
 *
 *     r̂_i = μ + x̄·z_i + y_b + Σ_j share_ij,   share_ij = e_j · z'_iᵀ (ZᵀZ + w·I)⁻¹ z_j
 *
 * (the same inverse written with ZZᵀ where there are fewer ratings than lanes). All in double
 * precision, one thread, the same bytes on every machine.
 */
#ifndef TRAIN_FOLD_IN_H
#define TRAIN_FOLD_IN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * Ratings of nothing but the average taste that everybody begins with: few ratings would otherwise
 * be believed to the letter. On MovieLens 100K and 1M, people folded in from 1 to 20 of their
 * ratings have the least error on the others around this number.
 */
#define FOLD_IN_PRIOR 40

/* With less regularisation the squares might have no single minimum. */
#define FOLD_IN_REGULARIZATION_MIN 1e-4

/* The films' side of a model; borrowed. */
struct fold_in_space {
    const float *rows;    /* (n_items, stride), see kernels.h */
    const float *average; /* (stride) x̄; its last lane is 1 */
    size_t n_items;
    size_t stride;
    double mean;           /* μ */
    double regularization; /* per rating */
};

struct fold_in_rating {
    uint32_t item;
    float stars;
};

/* Of different films. */
struct fold_in_ratings {
    struct fold_in_rating *items;
    size_t count;
    size_t capacity;
};

struct fold_in {
    const struct fold_in_space *space;
    const struct fold_in_ratings *ratings;
    float *row;       /* (stride) x */
    double level;     /* y_b: stars by which the person rates higher than the average one */
    double *residual; /* (n) e */
    double *factor;   /* (size, size) lower Cholesky factor of the system */
    size_t size;      /* lanes, or n where that is less */
};

/* What the average person would give a film: μ + x̄·z, not cut to the scale. */
double fold_in_average(const struct fold_in_space *space, uint32_t item);

/*
 * Folds a person in; all of `out` is in the arena or borrowed. Without a rating the row is x̄. Costs
 * size²·(size + n) operations: some microseconds for a handful of ratings, a millisecond for a
 * hundred with 64 factors. Rows that are not finite give a row that is not.
 */
void fold_in_solve(const struct fold_in_space *space, const struct fold_in_ratings *ratings,
                   struct arena *arena, struct fold_in *out);

/* share_ij of every rating j in the score of film i, in stars: `out` (n). */
void fold_in_shares(const struct fold_in *fold, uint32_t item, struct arena *scratch, double *out);

#endif
