/*
 * bayes.h - Bayesian matrix factorisation by blocked Gibbs sampling: the most accurate model.
 *
 *     score(u, i) = b_u + b_i + p_u·q_i + drift,   stars from the score by bayes_scale.h
 *
 * Nothing is optimised: users' vectors (p_u, b_u), items' vectors, what it means to have rated
 * something (bayes_implicit.h), the priors of all of these (bayes_prior.h) and the noise are drawn
 * in turn from their distributions given the rest, and the predictions of many such sweeps are
 * averaged (Salakhutdinov and Mnih, ICML 2008; implicit features on both sides and ordered
 * probit as in Rendle, Zhang and Koren, "On the difficulty of evaluating baselines", 2019). So
 * there is hardly anything to tune, and every prediction knows how sure it is.
 */
#ifndef TRAIN_BAYES_H
#define TRAIN_BAYES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/pool.h"
#include "model/ratings.h"
#include "train/bayes_model.h"
#include "train/bayes_scale.h"
#include "train/kernels.h"

#define BAYES_FACTORS_MAX 127

/* How long to sample for. */
enum bayes_preset {
    BAYES_QUICK, /* a tenth of a minute for a million ratings */
    BAYES_FULL,  /* half a minute */
};

/* Whether vectors have effects of time (bayes_drift.h). */
enum bayes_dates {
    BAYES_DATES_AUTO, /* where ratings have different times */
    BAYES_DATES_OFF,
};

struct bayes_options {
    size_t factors; /* k, 1 … BAYES_FACTORS_MAX; 8·n − 1 wastes no lane */
    size_t sweeps;  /* ≥ 1, those of burn_in included */
    size_t burn_in; /* < sweeps: the first, whose draws are not averaged */
    enum bayes_likelihood likelihood;
    enum bayes_dates dates;
    double init_stddev; /* of the vectors that the first sweep starts from */
    size_t kept;        /* draws kept for pairs that are not predicted at once, ≥ 1 */
    uint64_t seed;
};

/*
 * Options that need no tuning, seed 1: vectors are shorter for fewer than BAYES_SMALL ratings,
 * which cannot fill longer ones. The caller may change any of them.
 */
#define BAYES_SMALL 300000
struct bayes_options bayes_options_for(enum bayes_preset preset, size_t rating_count);

/* What one sweep left behind. */
struct bayes_sweep {
    double noise;       /* standard deviation of the noise, in stars; probit: in scores, 1 */
    double user_lambda; /* λ of the implicit vectors in the users' prior */
    double item_lambda;
    double user_effect; /* standard deviation of the users' effects of time, in scores; 0: none */
    double item_effect;
};

struct bayes_fit {
    struct bayes_sweep *sweeps; /* (sweep_count), in the arena of bayes_fit() */
    size_t sweep_count;
    size_t averaged; /* sweeps that the predictions average */
    bool probit;
    bool dated; /* whether there were dates to use */
};

/*
 * Learns from the ratings whose part is in the set `parts` of SPLIT_BITs; there is at least one.
 * The ratings numbered `rows` (count) are predicted in every sweep after burn_in, and the model
 * remembers those averages. The result depends on neither the pool nor its threads. The caller
 * frees the model with bayes_model_free().
 */
void bayes_fit(const struct bayes_options *options, const struct ratings *ratings,
               const unsigned char *part, unsigned parts, const uint32_t *rows, size_t count,
               const struct kernels *kernels, struct pool *pool, struct arena *arena,
               struct bayes_model *model, struct bayes_fit *out);

#endif
