/*
 * bayes_model.h - what Gibbs sampling leaves behind: averages for the ratings that were asked for,
 * and draws for all other pairs.
 */
#ifndef TRAIN_BAYES_MODEL_H
#define TRAIN_BAYES_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "model/ratings.h"
#include "train/bayes_kernels.h"
#include "train/bayes_scale.h"
#include "train/bayes_side.h"
#include "train/kernels.h"
#include "train/predictor.h"
#include "train/svd.h"

struct bayes_model {
    size_t n_users;
    size_t n_items;
    size_t factors; /* k */
    size_t stride;  /* floats a vector, as in bayes_side.h */
    float scale_min;
    float scale_max;
    const struct kernels *kernels;

    /*
     * Draws, thinned. A user's vector has the bias in lane k, an item's has 1 there and its bias
     * beside it. Effects of time are left out: they say nothing about the day of a list.
     */
    size_t draws;               /* room for so many; a finished fit has filled it */
    size_t kept;                /* there are so many */
    float *users;               /* (n_users, draws, stride) */
    float *items;               /* (n_items, draws, stride) */
    float *item_biases;         /* (draws, n_items) */
    float *item_bias;           /* (n_items) their mean */
    struct bayes_scale *scales; /* (draws) */

    /* Averages over all sweeps for the ratings that the fit was asked to predict. */
    size_t row_count;
    uint32_t *rows; /* (row_count) numbers of ratings, ascending */
    float *means;   /* (row_count) clipped */
    float *stddevs; /* (row_count) */

    /* The straight line that comes nearest to the expected stars: stars ≈ level + slope·score. */
    double level;
    double slope;
};

/* A model with room for draws, and none yet. */
struct bayes_model bayes_model_make(const struct ratings *ratings, size_t factors, size_t draws,
                                    const struct kernels *kernels);

/* Copies the present draw; there is room. */
void bayes_model_keep(struct bayes_model *model, const struct bayes_side *users,
                      const struct bayes_side *items, const struct bayes_scale *scale);

/*
 * Ends the fit: remembers means and standard deviations (count) of the ratings numbered `rows`, in
 * any order and each once, and lays the straight line through learned ratings.
 */
void bayes_model_finish(struct bayes_model *model, const uint32_t *rows, size_t count,
                        const float *means, const float *stddevs, const struct bayes_side *users);

/*
 * The model behind the two questions of scoring. Ratings that the fit predicted get their averages
 * over all sweeps, others the average over the kept draws; the standard deviation is that of the
 * rating, its noise included. A score is the average latent score of bayes_scale.h.
 */
struct predictor bayes_model_predictor(const struct bayes_model *model, const char *name);

/*
 * The model in the form of svd.h, so that a model file can serve it: the tastes of draws side by
 * side, as many draws as SVD_FACTORS_MAX has room for, scaled to stars by the straight line. For
 * Gaussian likelihood that loses nothing but draws; for ordered probit predictions lose the
 * bend of the scale, and lists nothing. The caller frees it with svd_free().
 */
struct svd_model bayes_model_to_svd(const struct bayes_model *model);

void bayes_model_free(struct bayes_model *model);

#endif
