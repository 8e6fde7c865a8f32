/*
 * contender.h - the models that are trained on the same ratings and compared on the same test.
 *
 * A new model is one row of the table in contender.c: what it is called, how it is fitted, and
 * the predictor that scoring sees of it.
 */
#ifndef TRAIN_CONTENDER_H
#define TRAIN_CONTENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/pool.h"
#include "model/ratings.h"
#include "train/als.h"
#include "train/baselines.h"
#include "train/bayes.h"
#include "train/blend.h"
#include "train/bpr.h"
#include "train/ease.h"
#include "train/kernels.h"
#include "train/popularity.h"
#include "train/predictor.h"
#include "train/svd.h"

/* In the order of the page. [recommender] models names the first of them in this order. */
enum contender_kind {
    CONTENDER_SVD,      /* the headline: what [svd] says */
    CONTENDER_FAST,     /* svd_preset() as it is */
    CONTENDER_ACCURATE, /* the other one */
    CONTENDER_BAYES,    /* what [bayes] says */
    CONTENDER_POPULARITY,
    CONTENDER_EASE,
    CONTENDER_ALS,
    CONTENDER_BPR,
    CONTENDER_BLEND,
    CONTENDER_BIASES, /* from here on: always there, as what the others must beat */
    CONTENDER_GLOBAL_MEAN,
    CONTENDERS,
};

struct contender_options {
    struct svd_options svd;
    struct svd_options fast;
    struct svd_options accurate;
    bool svd_is_bayes; /* CONTENDER_SVD is fitted as CONTENDER_BAYES is, and `svd` not looked at */
    struct bayes_options bayes;
    struct ease_options ease;
    struct als_options als;
    struct bpr_options bpr;
    const struct kernels *kernels;
};

/* What a fit learns from. */
struct contender_input {
    const struct contender_options *options;
    const struct ratings *ratings;
    const unsigned char *part; /* (ratings->count) enum split_part */
    struct pool *pool;
    const struct clock *clock;
    struct arena *arena;   /* for what outlives the fold: the curve of the epochs */
    struct arena *scratch; /* for what does not */
};

/* A fitted model. It does not move: the predictor points into it. */
struct contender {
    enum contender_kind kind;
    bool is_bayes; /* `bayes` is what was fitted */
    struct predictor predictor;
    double fit_ms; /* NAN when the clock stands still */
    union {
        struct {
            struct svd_model model;
            struct svd_fit fit;
            struct svd_scorer scorer;
        } svd;
        struct {
            struct bayes_model model;
            struct bayes_fit fit;
        } bayes;
        struct popularity popularity;
        struct ease ease;
        struct als als;
        struct bpr bpr;
        struct blend blend;
        struct baselines baselines;
    };
};

const char *contender_name(enum contender_kind kind);

/* True for a model that predicts ratings, or orders items: known before it is fitted. */
bool contender_rates(enum contender_kind kind);
bool contender_ranks(enum contender_kind kind);

/* Learns from all ratings that are not SPLIT_TEST. Errors: those of the model's own fit. */
bool contender_fit(enum contender_kind kind, const struct contender_input *input,
                   struct contender *out, struct error *err);

/* Frees what the model owns, unless it was taken, and clears the structure. */
void contender_free(struct contender *contender);

/*
 * The model of CONTENDER_SVD for a model file, the caller's to free; that of a Bayesian one in the
 * form of bayes_model_to_svd(). The contender scores no more after that.
 */
struct svd_model contender_take_svd(struct contender *contender);

#endif
