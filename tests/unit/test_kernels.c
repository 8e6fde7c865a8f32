#include "train/kernels.h"

#include <stdio.h>

#include "base/memory.h"
#include "base/rng.h"
#include "suite.h"
#include "train/kernels_plain.h"
#include "train/svd.h"

enum { USERS = 3, ITEMS = 5, RATINGS = 12 };

/* A small model with random rows, and ratings of all users in runs. */
struct problem {
    struct kernels_model model;
    struct kernels_run runs[USERS];
    struct kernels_rating ratings[RATINGS];
    struct kernels_block block;
};

static void fill(float *rows, size_t count, size_t stride, size_t factors, size_t one, size_t bias,
                 struct rng *rng)
{
    for (size_t row = 0; row < count; row++) {
        for (size_t f = 0; f < factors; f++)
            rows[row * stride + f] = (float)rng_normal(rng) * 0.5F;
        rows[row * stride + one] = 1.0F;
        rows[row * stride + bias] = (float)rng_normal(rng) * 0.5F;
    }
}

/* Fills `problem` in place, since its block points into it. */
static void pose(struct problem *problem, size_t factors)
{
    const size_t stride = svd_stride(factors);
    struct rng rng = rng_init(factors, 0);
    *problem = (struct problem){
        .model = {.users = memory_block(USERS * stride, sizeof(float)),
                  .items = memory_block(ITEMS * stride, sizeof(float)),
                  .stride = stride,
                  .rate = 0.05F,
                  .regularization = 0.1F},
        .runs = {{2, 5}, {0, 3}, {1, 4}},
        .block = {problem->runs, USERS, problem->ratings, RATINGS},
    };
    fill(problem->model.users, USERS, stride, factors, stride - 1, stride - 2, &rng);
    fill(problem->model.items, ITEMS, stride, factors, stride - 2, stride - 1, &rng);
    for (size_t n = 0; n < RATINGS; n++)
        problem->ratings[n] =
            (struct kernels_rating){rng_below(&rng, ITEMS), (float)rng_normal(&rng)};
}

static void forget(struct problem *problem)
{
    memory_free(problem->model.users);
    memory_free(problem->model.items);
}

static const struct kernels *fastest(void)
{
    const struct kernels *kernels = NULL;
    ck_assert(kernels_choose(NULL, &kernels, NULL));
    return kernels;
}

/* ½·e² + ½·reg·(all that learns)², in double precision. */
static double loss(const struct problem *problem, const double *user, const double *item)
{
    const size_t stride = problem->model.stride;
    double error = (double)problem->ratings[0].residual;
    double weight = -2.0; /* the two lanes that are 1 */
    for (size_t i = 0; i < stride; i++) {
        error -= user[i] * item[i];
        weight += user[i] * user[i] + item[i] * item[i];
    }
    return 0.5 * error * error + 0.5 * (double)problem->model.regularization * weight;
}

static double slope(const struct problem *problem, double *user, double *item, double *lane)
{
    const double h = 1e-5;
    const double middle = *lane;
    *lane = middle + h;
    double above = loss(problem, user, item);
    *lane = middle - h;
    double below = loss(problem, user, item);
    *lane = middle;
    return (above - below) / (2.0 * h);
}

/* One step against the finite differences of the loss, lane by lane. */
static void assert_step_follows_gradient(const struct kernels *kernels, size_t factors)
{
    struct problem problem;
    pose(&problem, factors);
    problem.block.run_count = 1;
    problem.block.rating_count = 1;
    problem.runs[0].count = 1;
    const size_t stride = problem.model.stride;
    const float *user = problem.model.users + problem.runs[0].user * stride;
    const float *item = problem.model.items + problem.ratings[0].other * stride;
    double before[2][256];
    for (size_t i = 0; i < stride; i++) {
        before[0][i] = (double)user[i];
        before[1][i] = (double)item[i];
    }
    double squared = kernels->sgd(&problem.model, &problem.block);
    for (size_t i = 0; i < stride; i++) {
        const double rate = (double)problem.model.rate;
        double user_slope = slope(&problem, before[0], before[1], &before[0][i]);
        double item_slope = slope(&problem, before[0], before[1], &before[1][i]);
        if (i != stride - 1)
            ck_assert_double_eq_tol((before[0][i] - (double)user[i]) / rate, user_slope, 2e-5);
        if (i != stride - 2)
            ck_assert_double_eq_tol((before[1][i] - (double)item[i]) / rate, item_slope, 2e-5);
    }
    double error = (double)problem.ratings[0].residual;
    for (size_t i = 0; i < stride; i++)
        error -= before[0][i] * before[1][i];
    ck_assert_double_eq_tol(squared, error * error, 1e-5);
    forget(&problem);
}

START_TEST(a_step_goes_down_the_gradient_of_the_loss)
{
    for (size_t factors = 1; factors < 30; factors++) {
        assert_step_follows_gradient(&kernels_plain, factors);
        assert_step_follows_gradient(fastest(), factors);
    }
    assert_step_follows_gradient(fastest(), 200);
}
END_TEST

/* The formula of kernels.h for two ratings, in double precision. */
static void assert_pair_moves_together(const struct kernels *kernels, size_t factors)
{
    struct problem problem;
    pose(&problem, factors);
    problem.block.run_count = 1;
    problem.block.rating_count = 2;
    problem.runs[0].count = 2;
    problem.ratings[1].other = (problem.ratings[0].other + 1) % ITEMS;
    const size_t stride = problem.model.stride;
    const float *user = problem.model.users + problem.runs[0].user * stride;
    const float *items[2];
    double before[3][256];
    double gain[2];
    double squared = 0.0;
    for (size_t n = 0; n < 2; n++) {
        items[n] = problem.model.items + problem.ratings[n].other * stride;
        double error = (double)problem.ratings[n].residual;
        for (size_t i = 0; i < stride; i++) {
            before[n][i] = (double)items[n][i];
            before[2][i] = (double)user[i];
            error -= before[n][i] * before[2][i];
        }
        gain[n] = (double)problem.model.rate * error;
        squared += error * error;
    }
    const double d = 1.0 - (double)problem.model.rate * (double)problem.model.regularization;
    ck_assert_double_eq_tol(kernels->sgd(&problem.model, &problem.block), squared, 1e-5);
    for (size_t i = 0; i < stride; i++) {
        double moved = d * d * before[2][i] + gain[0] * before[0][i] + gain[1] * before[1][i];
        if (i != stride - 1)
            ck_assert_double_eq_tol((double)user[i], moved, 2e-6);
        for (size_t n = 0; n < 2 && i != stride - 2; n++)
            ck_assert_double_eq_tol((double)items[n][i], d * before[n][i] + gain[n] * before[2][i],
                                    2e-6);
    }
    forget(&problem);
}

START_TEST(two_ratings_are_aimed_at_before_either_moves)
{
    for (size_t factors = 1; factors < 30; factors++) {
        assert_pair_moves_together(&kernels_plain, factors);
        assert_pair_moves_together(fastest(), factors);
    }
    assert_pair_moves_together(fastest(), 200);
}
END_TEST

static void assert_near(const float *a, const float *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ck_assert_float_eq_tol(a[i], b[i], 1e-5F);
}

START_TEST(every_table_takes_the_same_steps)
{
    for (size_t factors = 1; factors < 160; factors++) {
        struct problem plain;
        struct problem fast;
        pose(&plain, factors);
        pose(&fast, factors);
        double expected = kernels_plain.sgd(&plain.model, &plain.block);
        double found = fastest()->sgd(&fast.model, &fast.block);
        ck_assert_double_eq_tol(found, expected, 1e-5 * expected);
        assert_near(fast.model.users, plain.model.users, USERS * plain.model.stride);
        assert_near(fast.model.items, plain.model.items, ITEMS * plain.model.stride);
        forget(&plain);
        forget(&fast);
    }
}
END_TEST

START_TEST(what_does_not_learn_stays)
{
    const struct kernels *const tables[] = {&kernels_plain, fastest()};
    for (size_t t = 0; t < 2; t++) {
        struct problem problem;
        pose(&problem, 9);
        tables[t]->sgd(&problem.model, &problem.block);
        const size_t stride = problem.model.stride;
        for (size_t u = 0; u < USERS; u++) {
            const float *row = problem.model.users + u * stride;
            ck_assert_float_eq(row[stride - 1], 1.0F);
            for (size_t i = 9; i < stride - 2; i++)
                ck_assert_float_eq(row[i], 0.0F);
        }
        for (size_t i = 0; i < ITEMS; i++)
            ck_assert_float_eq(problem.model.items[i * stride + stride - 2], 1.0F);
        forget(&problem);
    }
}
END_TEST

START_TEST(products_of_rows_agree_with_sums_by_hand)
{
    const struct kernels *const tables[] = {&kernels_plain, fastest()};
    for (size_t t = 0; t < 2; t++) {
        for (size_t factors = 1; factors < 40; factors++) {
            struct problem problem;
            pose(&problem, factors);
            const size_t stride = problem.model.stride;
            float scores[USERS * ITEMS];
            tables[t]->scores(problem.model.users, USERS, problem.model.items, ITEMS, stride,
                              scores);
            for (size_t n = 0; n < (size_t)USERS * ITEMS; n++) {
                const float *user = problem.model.users + n / ITEMS * stride;
                const float *item = problem.model.items + n % ITEMS * stride;
                double sum = 0.0;
                for (size_t i = 0; i < stride; i++)
                    sum += (double)user[i] * (double)item[i];
                ck_assert_double_eq_tol((double)scores[n], sum, 5e-6);
                ck_assert_double_eq_tol((double)tables[t]->dot(user, item, stride), sum, 5e-6);
            }
            forget(&problem);
        }
    }
}
END_TEST

START_TEST(a_table_is_chosen_by_name_or_by_speed)
{
    const struct kernels *kernels = NULL;
    ck_assert(kernels_choose("plain", &kernels, NULL));
    ck_assert_ptr_eq(kernels, &kernels_plain);
    ck_assert(kernels_choose("", &kernels, NULL));
    ck_assert_ptr_eq(kernels, fastest());

    struct error err = {0};
    char expected[128];
    snprintf(expected, sizeof expected,
             "this processor has no kernels \"mmx\"; \"%s\" is what it runs fastest",
             fastest()->name);
    ck_assert(!kernels_choose("mmx", &kernels, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_str_eq(err.text, expected);
}
END_TEST

int main(void)
{
    return SUITE_RUN("kernels", a_step_goes_down_the_gradient_of_the_loss,
                     two_ratings_are_aimed_at_before_either_moves, every_table_takes_the_same_steps,
                     what_does_not_learn_stays, products_of_rows_agree_with_sums_by_hand,
                     a_table_is_chosen_by_name_or_by_speed);
}
