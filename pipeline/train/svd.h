/*
 * svd.h - biased matrix factorisation by stochastic gradient descent.
 *
 *     r̂(u, i) = μ + b_u + b_i + p_u·q_i
 *
 * (Koren, Bell and Volinsky, "Matrix factorization techniques for recommender
 * systems", IEEE Computer 42(8), 2009). μ is the mean of the train ratings; the rest
 * minimises Σ (r − r̂)² + reg·(b_u² + b_i² + ‖p_u‖² + ‖q_i‖²) over the train ratings. Factors and
 * biases share one row (kernels.h). With implicit feedback on both sides, p and q have a second
 * part each (svd_implicit.h), which is folded into the rows of the model when training ends.
 *
 * Several models that differ in their seeds make an ensemble, whose prediction is the mean of
 * theirs. Since a sum of scalar products is the scalar product of the rows put together, the
 * ensemble is one model again, with k factors of each member in a row.
 *
 * A user or an item without a train rating has zeros for factors and bias: the remaining terms
 * predict it.
 */
#ifndef TRAIN_SVD_H
#define TRAIN_SVD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/pool.h"
#include "model/ratings.h"
#include "model/training.h"
#include "train/kernels.h"
#include "train/predictor.h"

#define SVD_FACTORS_MAX 1024 /* of one member of the ensemble */
#define SVD_MODELS_MAX 64
#define SVD_FINAL_RATE 0.02         /* share of the learning rate that the last epoch has */
#define SVD_IMPLICIT_FINAL_RATE 0.1 /* the same with implicit feedback: passes are few */
#define SVD_UNSEEN UINT32_MAX       /* a user or an item that the model does not know */

struct svd_options {
    size_t factors;         /* k, 1 … SVD_FACTORS_MAX */
    size_t epochs;          /* at most, ≥ 1; with implicit feedback one is a pass over users or
                               over items, in turns */
    double learning_rate;   /* of the first epoch; falls linearly to its share in the last */
    double regularization;  /* per rating */
    double init_stddev;     /* of the uniform distribution around 0 that factors start from */
    size_t patience;        /* epochs without a better validation RMSE before training stops;
                               0: all epochs, no validation part needed */
    size_t models;          /* members of the ensemble, 0 … SVD_MODELS_MAX; 0 is 1 */
    bool implicit;          /* implicit feedback on both sides */
    double implicit_weight; /* f: how fast implicit vectors learn beside the own ones */
    double implicit_regularization; /* per rating, of the implicit vectors */
    uint64_t seed;
};

enum svd_preset {
    SVD_PRESET_FAST,     /* a good model in a tenth of a second a million ratings */
    SVD_PRESET_ACCURATE, /* the best that this method does, in some seconds */
};

/*
 * Settings that need no tuning, for about so many train ratings; both are ensembles with
 * implicit feedback and a fixed number of passes, without patience, and of seed 0. Few ratings get
 * more members (fast: 2 … 16, accurate: 4 … 48, so that all members together see 2 and 16
 * million ratings a pass), which cost little there and gain most. Chosen on a tenth of the train
 * part of ML-100K, ML-1M and ml-latest-small.
 */
struct svd_options svd_preset(enum svd_preset preset, size_t n_ratings);

struct svd_model {
    size_t n_users;
    size_t n_items;
    size_t factors; /* k · members, at most SVD_FACTORS_MAX · SVD_MODELS_MAX */
    size_t stride;  /* floats a row: svd_stride(factors) */
    double mean;    /* μ */
    float scale_min;
    float scale_max;
    float *users; /* (n_users, stride), a block of base/memory.h */
    float *items; /* (n_items, stride) */
};

/* Floats of a row with k factors: two more for the biases, rounded up to KERNELS_LANES. */
size_t svd_stride(size_t factors);

/* What one fit did. */
struct svd_fit {
    struct training_epoch *epochs; /* (epoch_count), in the arena of svd_fit(); train_rmse is the
                                      root of the mean square over the members */
    size_t epoch_count;
    size_t best_epoch; /* 1-based: how many epochs made the model */
    bool stopped_early;
};

/*
 * Trains on the ratings whose part is SPLIT_TRAIN (split.h); there is at least one, or one in
 * SPLIT_VALIDATION. With patience and a validation part, the epoch in which the ensemble has the
 * smallest RMSE on that part is found first, and the model is then fitted again from the start on
 * train and validation for as many epochs (same learning rates). The result depends on neither
 * the pool nor its threads; these share a plain epoch block by block, and an implicit one member
 * by member. The caller frees the model with svd_free().
 *
 * Error: ERROR_USAGE when the loss is no longer a number (a learning rate too high).
 */
bool svd_fit(const struct svd_options *options, const struct ratings *ratings,
             const unsigned char *part, const struct kernels *kernels, struct pool *pool,
             struct arena *arena, struct svd_model *model, struct svd_fit *out, struct error *err);

/* r̂ clipped to the scale of the ratings; either may be SVD_UNSEEN. */
double svd_predict(const struct svd_model *model, const struct kernels *kernels, uint32_t user,
                   uint32_t item);

/* The same for the ratings numbered `rows` (count): what each would be predicted to be. */
void svd_predict_rows(const struct svd_model *model, const struct kernels *kernels,
                      struct pool *pool, const struct ratings *ratings, const uint32_t *rows,
                      size_t count, float *out);

/* A model with the kernels to score it. */
struct svd_scorer {
    const struct svd_model *model;
    const struct kernels *kernels;
};

/*
 * The model as scoring sees it: clipped predictions without a standard deviation (the spread of an
 * ensemble says how far seeds matter, not how far a rating lies off), and scores r̂ − μ, which are
 * not clipped. Borrows the scorer.
 */
struct predictor svd_predictor(const struct svd_scorer *scorer, const char *name);

/* Frees the blocks and clears the structure. */
void svd_free(struct svd_model *model);

#endif
