/*
 * bayes_implicit.h - draws the implicit vectors of one side: what it means to have rated something.
 *
 * Row r of a side has the prior mean m + w_r·Σ y_j over the j that it has rated (bayes_side.h). In
 * coordinates in which vectors have the precision 1 (bayes_prior.h, `whiten`) the lanes of all
 * y_j are independent of each other, and given the rows, with R = row − m − w·Σ y:
 *
 *     y_j ~ N((Σ_r w_r·R_r + s_j·y_j)/(s_j + λ), 1/(s_j + λ)),   s_j = Σ_r w_r²
 *
 * over the rows r that have j. No rating is looked at, only who rated what; so a task takes a
 * few lanes of all vectors, and the y_j are drawn one after the other.
 */
#ifndef TRAIN_BAYES_IMPLICIT_H
#define TRAIN_BAYES_IMPLICIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/pool.h"
#include "base/rng.h"
#include "train/bayes_kernels.h"
#include "train/bayes_prior.h"
#include "train/bayes_side.h"

/*
 * Draws side->others_implicit and moves side->prior along; `other` is the other side, whose lists
 * say who has rated j. λ of `prior` is drawn too when `draw_lambda` is set. Streams: `stream`
 * for the vectors, `rng` for λ.
 */
void bayes_implicit_draw(struct bayes_side *side, const struct bayes_side *other,
                         struct bayes_prior *prior, bool draw_lambda, uint64_t seed,
                         uint64_t stream, struct rng *rng, const struct bayes_kernels *kernels,
                         struct pool *pool);

#endif
