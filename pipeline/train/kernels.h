/*
 * kernels.h - the inner loops of training, one table per instruction set, chosen at start.
 *
 * The tables compute the same sums in another order: a result is equal bit for bit per
 * table, on any number of threads, and agrees between tables but for rounding.
 *
 * A row is `stride` floats, a multiple of KERNELS_LANES, in a block of base/memory.h. Its last
 * two lanes hold the biases, so that one scalar product gives b_u + b_i + p·q:
 *
 *     user  p[0 … k−1]  0 …  b_u   1
 *     item  q[0 … k−1]  0 …   1   b_i
 */
#ifndef TRAIN_KERNELS_H
#define TRAIN_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define KERNELS_LANES 8 /* floats: one AVX2 register, two of NEON */

/* One rating in the list of a user or of an item: whom it is with, and how far from the mean. */
struct kernels_rating {
    uint32_t other; /* the item of a user's rating, the user of an item's */
    float residual; /* rating − μ, in stars */
};

/* ---- plain stochastic gradient descent --------------------------------------------------------
 */

/* The ratings of one user in one block. */
struct kernels_run {
    uint32_t user;
    uint32_t count;
};

/* Ratings that one thread works through in order, run after run. */
struct kernels_block {
    const struct kernels_run *runs; /* (run_count) */
    size_t run_count;
    const struct kernels_rating *ratings; /* (rating_count) = Σ counts of the runs */
    size_t rating_count;
};

/* The model under training and the step of the epoch. */
struct kernels_model {
    float *users; /* (n_users, stride) */
    float *items; /* (n_items, stride) */
    size_t stride;
    float rate;           /* learning rate */
    float regularization; /* per rating */
};

/* ---- with implicit feedback -------------------------------------------------------------------
 *
 * A row is own vector + w·Σ of the implicit vectors of all that it has a rating with, w = n^-½
 * for n ratings (svd_implicit.h). While rows of one side are worked on, `others` and `given` are
 * the rows and the implicit vectors of the other side.
 */
struct kernels_implicit {
    float *others; /* (n, stride) rows: own part and implicit part together */
    float *given;  /* (n, stride) implicit vectors; the last two lanes stay 0 */
    size_t stride;
    size_t one; /* the lane of this side's rows that is 1: stride − 1 for users, − 2 for items */
    float rate; /* learning rate */
};

/* One row of this side with all its ratings. */
struct kernels_row {
    float *row;                           /* (stride) */
    float *sum;                           /* (stride) the implicit part of `row` */
    float *start;                         /* (stride) scratch */
    const struct kernels_rating *ratings; /* (count) */
    size_t count;                         /* n ≥ 1 */
    float weight;                         /* w */
    float own_decay;                      /* what is left of the own part, once for the whole row */
    float given_decay;                    /* what is left of each implicit vector, likewise */
    float given_gain; /* share of the row's way that each implicit vector goes */
};

/* ---- the table --------------------------------------------------------------------------------
 */

struct kernels {
    const char *name; /* "plain", "avx2", "neon" */

    /* Σ a[i]·b[i] over `stride` lanes. */
    float (*dot)(const float *a, const float *b, size_t stride);

    /*
     * Stochastic gradient descent over the runs, two ratings of a run at a time. Both
     * errors e = residual − user·item are taken first, which halves the chain of operations that
     * wait for each other; with d = 1 − rate·reg and the old rows on the right side
     *
     *     user ← d²·user + rate·(e₁·item₁ + e₂·item₂),   itemₙ ← d·itemₙ + rate·eₙ·user
     *
     * A last odd rating steps alone: user ← d·user + rate·e·item. Lanes that are 1 stay so. If
     * a pair names one item twice, the second step is the one that counts. Returns Σ e².
     */
    double (*sgd)(const struct kernels_model *model, const struct kernels_block *block);

    /*
     * Works on one row with all its ratings, g the implicit vectors of those:
     *
     *     sum ← w·Σ g,   row ← start = own_decay·(row − old sum) + sum
     *     the steps of sgd() with d = 1 over its ratings, in order
     *     g ← given_decay·g + given_gain·(row − start)
     *
     * An item that is listed twice gives, and moves, twice. Returns Σ e² of the steps.
     */
    double (*implicit_row)(const struct kernels_implicit *model, const struct kernels_row *row);

    /* Brings a row up to date with `given`: sum ← w·Σ g, row ← row − old sum + sum. */
    void (*implicit_sum)(const struct kernels_implicit *model, const struct kernels_row *row);

    /* The product of each user's row and each item's row: out (n_users, n_items). */
    void (*scores)(const float *users, size_t n_users, const float *items, size_t n_items,
                   size_t stride, float *out);
};

/*
 * The products of the rows of `users` (count), numbers into `user_rows`, and all item rows: out
 * (count, n_items). For several threads at once.
 */
void kernels_score_users(const struct kernels *kernels, const float *user_rows,
                         const uint32_t *users, size_t count, const float *items, size_t n_items,
                         size_t stride, float *out);

/*
 * The table named `wanted`, or for NULL and "" the fastest one that this processor runs.
 * Error: ERROR_USAGE for a name that is unknown or that this processor cannot run.
 */
bool kernels_choose(const char *wanted, const struct kernels **out, struct error *err);

#endif
