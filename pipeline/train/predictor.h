/*
 * predictor.h - a trained model behind the two questions that scoring asks of it.
 *
 * Everything that scores (accuracy, calibration, slices, ranking) sees a model as this, so that a
 * new model is one module that fills one of these, and a new score is one loop over them. The
 * structure borrows the model: it lives as long as that.
 */
#ifndef TRAIN_PREDICTOR_H
#define TRAIN_PREDICTOR_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "model/ratings.h"

struct predictor {
    const char *name; /* the label `model` of its metrics: "svd", "ease" */
    const void *model;

    /*
     * What each of the ratings numbered `rows` (count) would be: clipped to the scale. `stddev`
     * (NULL: not wanted) is the predictive standard deviation in stars, NAN where the model has
     * none. NULL for a model that only ranks.
     */
    void (*predict)(const void *model, struct pool *pool, const struct ratings *ratings,
                    const uint32_t *rows, size_t count, float *mean, float *stddev);

    /*
     * How much each of `users` (count) would like every item: `out` (count, n_items), higher is
     * better, never NAN. Called by several threads at once. NULL for a model that cannot rank.
     */
    void (*score)(const void *model, const uint32_t *users, size_t count, float *out);
};

#endif
