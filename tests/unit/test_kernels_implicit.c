#include <math.h>

#include "base/memory.h"
#include "base/rng.h"
#include "suite.h"
#include "train/kernels.h"
#include "train/kernels_plain.h"
#include "train/svd.h"

enum { OTHERS = 7, RATINGS = 5, STRIDE_MAX = 216 };

static const double REGULARIZATION = 0.3;
static const double IMPLICIT_REGULARIZATION = 0.2;
static const double IMPLICIT_WEIGHT = 0.5;

/* One row with RATINGS ratings, and the rows of the other side. */
struct problem {
    struct kernels_implicit model;
    struct kernels_row row;
    struct kernels_rating ratings[RATINGS];
};

static void fill(float *row, size_t factors, struct rng *rng)
{
    for (size_t f = 0; f < factors; f++)
        row[f] = (float)rng_normal(rng) * 0.4F;
}

/* Fills `problem` in place, since its row points into it. */
static void pose(struct problem *problem, size_t factors, bool user, float rate)
{
    const size_t stride = svd_stride(factors);
    const size_t one = stride - (user ? 1 : 2);
    const size_t bias = stride - (user ? 2 : 1);
    struct rng rng = rng_init(factors, user);
    *problem = (struct problem){
        .model = {.others = memory_block(OTHERS * stride, sizeof(float)),
                  .given = memory_block(OTHERS * stride, sizeof(float)),
                  .stride = stride,
                  .one = one,
                  .rate = rate},
        .row = {.row = memory_block(stride, sizeof(float)),
                .sum = memory_block(stride, sizeof(float)),
                .start = memory_block(stride, sizeof(float)),
                .ratings = problem->ratings,
                .count = RATINGS,
                .weight = 1.0F / sqrtf(RATINGS),
                .own_decay = (float)pow(1.0 - (double)rate * REGULARIZATION, RATINGS),
                .given_decay = (float)(1.0 - (double)rate * IMPLICIT_WEIGHT *
                                                 IMPLICIT_REGULARIZATION * RATINGS),
                .given_gain = (float)(IMPLICIT_WEIGHT / sqrt(RATINGS))},
    };
    for (size_t n = 0; n < OTHERS; n++) {
        float *other = problem->model.others + n * stride;
        fill(other, factors, &rng);
        fill(problem->model.given + n * stride, factors, &rng);
        other[bias] = 1.0F;
        other[one] = (float)rng_normal(&rng) * 0.4F;
    }
    fill(problem->row.row, factors, &rng);
    problem->row.row[one] = 1.0F;
    problem->row.row[bias] = 0.3F;
    for (uint32_t n = 0; n < RATINGS; n++)
        problem->ratings[n] =
            (struct kernels_rating){(n * 3 + 1) % OTHERS, (float)rng_normal(&rng)};

    /* `row` so far is the own part: the table under test adds the implicit one. */
    kernels_plain.implicit_sum(&problem->model, &problem->row);
}

static void forget(struct problem *problem)
{
    memory_free(problem->model.others);
    memory_free(problem->model.given);
    memory_free(problem->row.row);
    memory_free(problem->row.sum);
    memory_free(problem->row.start);
}

static const struct kernels *fastest(void)
{
    const struct kernels *kernels = NULL;
    ck_assert(kernels_choose(NULL, &kernels, NULL));
    return kernels;
}

/* ---- the gradient -----------------------------------------------------------------------------
 */

/* All that a visit moves, in double precision: the own part, the other rows and what they give. */
struct point {
    double own[STRIDE_MAX];
    double others[OTHERS][STRIDE_MAX];
    double given[OTHERS][STRIDE_MAX];
};

static struct point point_of(const struct problem *problem)
{
    struct point point = {0};
    const size_t stride = problem->model.stride;
    for (size_t i = 0; i < stride; i++) {
        point.own[i] = (double)problem->row.row[i] - (double)problem->row.sum[i];
        for (size_t n = 0; n < OTHERS; n++) {
            point.others[n][i] = (double)problem->model.others[n * stride + i];
            point.given[n][i] = (double)problem->model.given[n * stride + i];
        }
    }
    return point;
}

/* Σ ½e² + ½·n·reg·‖own‖² + ½·n·reg_implicit·Σ ‖given‖² over what the row is rated with. */
static double loss(const struct problem *problem, const struct point *point)
{
    double sum = 0.0;
    for (size_t i = 0; i < problem->model.stride; i++)
        sum += 0.5 * RATINGS * REGULARIZATION * point->own[i] * point->own[i];
    for (size_t n = 0; n < RATINGS; n++) {
        const size_t other = problem->ratings[n].other;
        double error = (double)problem->ratings[n].residual;
        for (size_t i = 0; i < problem->model.stride; i++) {
            double row = point->own[i];
            for (size_t m = 0; m < RATINGS; m++)
                row += point->given[problem->ratings[m].other][i] / sqrt(RATINGS);
            error -= row * point->others[other][i];
            sum += 0.5 * RATINGS * IMPLICIT_REGULARIZATION * point->given[other][i] *
                   point->given[other][i];
        }
        sum += 0.5 * error * error;
    }
    return sum;
}

static double slope(const struct problem *problem, struct point *point, double *lane)
{
    const double h = 1e-5;
    const double middle = *lane;
    *lane = middle + h;
    double above = loss(problem, point);
    *lane = middle - h;
    double below = loss(problem, point);
    *lane = middle;
    return (above - below) / (2.0 * h);
}

/*
 * At a small rate a visit is one step down the gradient of the loss over all ratings of the
 * row, and for implicit vectors `f` times that; what is left is of the order of the rate.
 */
static void assert_follows_gradient(const struct kernels *kernels, size_t factors, bool user)
{
    const double rate = 2e-4;
    const double tolerance = 0.02;
    struct problem problem;
    pose(&problem, factors, user, (float)rate);
    struct point before = point_of(&problem);
    kernels->implicit_row(&problem.model, &problem.row);
    const struct point after = point_of(&problem);
    const size_t stride = problem.model.stride;
    const size_t one = problem.model.one;
    for (size_t i = 0; i < stride; i++) {
        if (i != one)
            ck_assert_double_eq_tol((before.own[i] - after.own[i]) / rate,
                                    slope(&problem, &before, &before.own[i]), tolerance);
        for (size_t n = 0; n < OTHERS; n++) {
            if (i != 2 * stride - 3 - one)
                ck_assert_double_eq_tol((before.others[n][i] - after.others[n][i]) / rate,
                                        slope(&problem, &before, &before.others[n][i]), tolerance);
            if (i < stride - 2)
                ck_assert_double_eq_tol(
                    (before.given[n][i] - after.given[n][i]) / rate,
                    IMPLICIT_WEIGHT * slope(&problem, &before, &before.given[n][i]), tolerance);
        }
    }
    forget(&problem);
}

START_TEST(a_visit_goes_down_the_gradient_of_the_loss)
{
    for (size_t factors = 1; factors < 20; factors += 3) {
        assert_follows_gradient(&kernels_plain, factors, true);
        assert_follows_gradient(&kernels_plain, factors, false);
        assert_follows_gradient(fastest(), factors, true);
        assert_follows_gradient(fastest(), factors, false);
    }
    assert_follows_gradient(fastest(), 200, true);
}
END_TEST

/* ---- the tables -------------------------------------------------------------------------------
 */

static void assert_near(const float *a, const float *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ck_assert_float_eq_tol(a[i], b[i], 1e-5F);
}

START_TEST(every_table_visits_alike)
{
    for (size_t factors = 1; factors <= 130; factors++) {
        for (int user = 0; user < 2; user++) {
            struct problem plain;
            struct problem fast;
            pose(&plain, factors, user, 0.02F);
            pose(&fast, factors, user, 0.02F);
            const size_t stride = plain.model.stride;
            double expected = kernels_plain.implicit_row(&plain.model, &plain.row);
            double found = fastest()->implicit_row(&fast.model, &fast.row);
            ck_assert_double_eq_tol(found, expected, 1e-5 * expected);
            kernels_plain.implicit_sum(&plain.model, &plain.row);
            fastest()->implicit_sum(&fast.model, &fast.row);
            assert_near(fast.row.row, plain.row.row, stride);
            assert_near(fast.row.sum, plain.row.sum, stride);
            assert_near(fast.model.others, plain.model.others, OTHERS * stride);
            assert_near(fast.model.given, plain.model.given, OTHERS * stride);
            forget(&plain);
            forget(&fast);
        }
    }
}
END_TEST

START_TEST(bringing_a_row_up_to_date_keeps_its_own_part)
{
    const struct kernels *const tables[] = {&kernels_plain, fastest()};
    for (size_t t = 0; t < 2; t++) {
        struct problem problem;
        pose(&problem, 9, true, 0.1F);
        const size_t stride = problem.model.stride;
        const struct point before = point_of(&problem);
        for (size_t i = 0; i < OTHERS * stride; i++)
            problem.model.given[i] *= 3.0F;
        float old_sum[STRIDE_MAX];
        memcpy(old_sum, problem.row.sum, stride * sizeof *old_sum);
        tables[t]->implicit_sum(&problem.model, &problem.row);
        const struct point after = point_of(&problem);
        for (size_t i = 0; i < stride; i++) {
            ck_assert_double_eq_tol(after.own[i], before.own[i], 1e-6);
            ck_assert_float_eq_tol(problem.row.sum[i], 3.0F * old_sum[i], 1e-5F);
        }
        forget(&problem);
    }
}
END_TEST

START_TEST(biases_and_ones_have_no_implicit_part)
{
    const struct kernels *const tables[] = {&kernels_plain, fastest()};
    for (size_t t = 0; t < 2; t++) {
        struct problem problem;
        pose(&problem, 11, true, 0.1F);
        const size_t stride = problem.model.stride;
        tables[t]->implicit_row(&problem.model, &problem.row);
        ck_assert_float_eq(problem.row.row[stride - 1], 1.0F);
        ck_assert_float_ne(problem.row.row[stride - 2], 0.3F);
        for (size_t n = 0; n < OTHERS; n++) {
            ck_assert_float_eq(problem.model.others[n * stride + stride - 2], 1.0F);
            ck_assert_float_eq(problem.model.given[n * stride + stride - 2], 0.0F);
            ck_assert_float_eq(problem.model.given[n * stride + stride - 1], 0.0F);
        }
        forget(&problem);
    }
}
END_TEST

int main(void)
{
    return SUITE_RUN("kernels_implicit", a_visit_goes_down_the_gradient_of_the_loss,
                     every_table_visits_alike, bringing_a_row_up_to_date_keeps_its_own_part,
                     biases_and_ones_have_no_implicit_part);
}
