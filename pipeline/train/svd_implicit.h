/*
 * svd_implicit.h - stochastic gradient descent with implicit feedback on both sides.
 *
 *     x_u = p_u + |N(u)|^-½ · Σ_{j ∈ N(u)} y_j        x_i = q_i + |N(i)|^-½ · Σ_{v ∈ N(i)} z_v
 *
 * and r̂ = μ + b_u + b_i + x_u·x_i: whom a user rates says something about the user (y), who rates
 * an item something about the item (z), whatever the stars. Koren's SVD++ (KDD 2008) has the first;
 * Rendle, Zhang and Koren ("On the difficulty of evaluating baselines", 2019) add the second.
 *
 * A pass goes over all rows of one side, users and items taking turns. A row with n ratings
 *
 *     1. shrinks its own part by (1 − rate·reg)^n and adds up its implicit part,
 *     2. steps over its ratings, which moves it and the rows x of the other side,
 *     3. hands f·n^-½ of the way that it went to each implicit vector that it is made of, which
 *        shrinks by 1 − rate·f·reg_implicit·n;
 *
 * and after the pass the implicit parts are added up again. Gradients of all n ratings with
 * respect to one y_j are equal but for x_i: taking them together is what makes a pass as cheap as
 * two plain epochs. Rows are visited in a seeded order, since neighbours in the file are alike.
 *
 * Every row sees what the rows before it have changed, so one model is one thread's work;
 * several models, that differ in their seeds, are what threads share.
 */
#ifndef TRAIN_SVD_IMPLICIT_H
#define TRAIN_SVD_IMPLICIT_H

#include <stddef.h>
#include <stdint.h>

#include "train/kernels.h"
#include "train/rating_lists.h"

/* What the rows of one side are made of and give, beside the rows themselves. */
struct svd_implicit_side {
    float *sums;     /* (n, stride) the implicit part of each row */
    float *given;    /* (n, stride) what each row gives to the rows of the other side */
    uint32_t *order; /* (n) in which rows are visited */
};

/* One model under training. */
struct svd_implicit {
    struct svd_implicit_side users; /* given: z */
    struct svd_implicit_side items; /* given: y */
    float *scratch;                 /* (stride) */
    size_t stride;
};

struct svd_implicit_step {
    double rate;
    double regularization; /* of the own parts and the biases, per rating */
    double implicit_weight;
    double implicit_regularization;
};

/* Implicit vectors start at 0. `stream` sets the orders of models with one seed apart. */
struct svd_implicit svd_implicit_open(const struct rating_lists *lists, size_t stride,
                                      uint64_t seed, uint64_t stream);

/*
 * One pass, over users when `pass` is even and over items when it is odd. `users` and `items`
 * (n, stride) are the rows x and the biases (kernels.h), before and after. Returns Σ e².
 */
double svd_implicit_pass(struct svd_implicit *model, const struct rating_lists *lists,
                         const struct kernels *kernels, const struct svd_implicit_step *step,
                         size_t pass, float *users, float *items);

/* Frees the blocks and clears the structure. */
void svd_implicit_free(struct svd_implicit *model);

#endif
