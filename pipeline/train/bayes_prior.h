/*
 * bayes_prior.h - the prior that the vectors of one side share, drawn anew in every sweep.
 *
 * Vectors are N(m + …, Λ⁻¹); m and Λ have a Normal–Wishart distribution (Salakhutdinov and Mnih,
 * "Bayesian probabilistic matrix factorization using Markov chain Monte Carlo", ICML 2008):
 *
 *     Λ ~ Wishart(W₀, ν₀),   m ~ N(0, (β₀Λ)⁻¹),   W₀ = I, ν₀ = k + 1, β₀ = 2
 *
 * An implicit vector y_j (bayes_implicit.h) is N(0, (λΛ)⁻¹), and λ is Gamma(1, 1).
 */
#ifndef TRAIN_BAYES_PRIOR_H
#define TRAIN_BAYES_PRIOR_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "base/rng.h"
#include "train/bayes_kernels.h"
#include "train/bayes_side.h"

struct bayes_prior {
    size_t dimensions; /* k + 1: tastes and bias */
    size_t stride;     /* as in struct bayes_side; matrices have ones on the rest of the diagonal */
    float *mean;       /* (stride) m */
    float *precision;  /* (stride, stride) Λ = L·Lᵀ */
    float *whiten;     /* (stride, stride) L: a deviation d, as a row, has Λ; d·L has 1 */
    float *colour;     /* (stride, stride) L⁻¹: the way back */
    double lambda;     /* λ */
};

/* m = 0, Λ = 1, and λ as given. Give the blocks back with bayes_prior_free(). */
struct bayes_prior bayes_prior_make(size_t factors, double lambda);
void bayes_prior_free(struct bayes_prior *prior);

/*
 * Draws m and Λ given the vectors, their implicit part and the implicit vectors, and moves
 * side->prior along with m.
 */
void bayes_prior_draw(struct bayes_prior *prior, struct bayes_side *side, struct rng *rng,
                      const struct bayes_kernels *kernels, struct pool *pool);

/* A draw from Gamma(shape, rate), shape ≥ 1 (Marsaglia and Tsang, ACM TOMS 26(3), 2000). */
double bayes_prior_gamma(double shape, double rate, struct rng *rng);

#endif
