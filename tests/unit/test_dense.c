#include "train/dense.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "suite.h"
#include "train/dense_blas.h"
#include "train/dense_plain.h"

enum { N = 300, STRIDE = 304 }; /* three blocks, the last one partial */

/* A matrix RᵀR + I of random numbers; what is below the diagonal is NAN: nobody may read it. */
static float *draw(size_t n, size_t stride)
{
    float *root = memory_block(n * stride, sizeof *root);
    float *a = memory_block(n * stride, sizeof *a);
    struct rng rng = rng_init(3, 1);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            root[i * stride + j] = (float)(rng_normal(&rng) / sqrt((double)n));
    dense_plain.gram(root, n, n, stride, a);
    for (size_t i = 0; i < n; i++) {
        a[i * stride + i] += 1.0F;
        for (size_t j = 0; j < i; j++)
            a[i * stride + j] = NAN;
    }
    memory_free(root);
    return a;
}

static double upper(const float *a, size_t stride, size_t i, size_t j)
{
    return (double)(i <= j ? a[i * stride + j] : a[j * stride + i]);
}

/* The largest |A·B − I|. */
static double distance_from_inverse(const float *a, const float *b)
{
    double largest = 0.0;
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            double sum = i == j ? -1.0 : 0.0;
            for (size_t k = 0; k < N; k++)
                sum += upper(a, STRIDE, i, k) * (double)b[k * STRIDE + j];
            largest = fmax(largest, fabs(sum));
        }
    }
    return largest;
}

static float *invert(const struct dense *dense, struct pool *pool)
{
    float *inverse = draw(N, STRIDE);
    ck_assert(dense_invert(dense, pool, inverse, N, STRIDE));
    return inverse;
}

/* Eigenvalues lie in 1 … 5: a few hundred roundings of 6e-8 each. */
START_TEST(a_matrix_times_its_inverse_is_one)
{
    float *a = draw(N, STRIDE);
    const struct dense *const tables[] = {&dense_plain, &dense_blas};
    for (size_t t = 0; t < 2; t++) {
        float *inverse = invert(tables[t], NULL);
        ck_assert_double_lt(distance_from_inverse(a, inverse), 1e-5);
        memory_free(inverse);
    }
    memory_free(a);
}
END_TEST

START_TEST(the_inverse_does_not_depend_on_threads)
{
    const struct dense *const tables[] = {&dense_plain, &dense_blas};
    for (size_t t = 0; t < 2; t++) {
        float *alone = invert(tables[t], NULL);
        for (size_t threads = 2; threads <= 8; threads *= 4) {
            struct pool *pool;
            ck_assert(pool_open(threads, &pool, NULL));
            float *shared = invert(tables[t], pool);
            for (size_t i = 0; i < N; i++)
                ck_assert_mem_eq(alone + i * STRIDE, shared + i * STRIDE, N * sizeof *alone);
            memory_free(shared);
            pool_close(pool);
        }
        memory_free(alone);
    }
}
END_TEST

/* 4x + 2y = 10, 2x + 5y = 13: x = 1.5, y = 2. */
START_TEST(a_small_system_is_solved_as_by_hand)
{
    float *a = memory_block(16, sizeof *a);
    a[0] = 4.0F;
    a[1] = 2.0F;
    a[9] = 5.0F;
    float x[] = {10.0F, 13.0F};
    ck_assert(dense_factorise(a, 2, 8));
    ck_assert_float_eq(a[0], 2.0F);
    ck_assert_float_eq(a[1], 1.0F);
    ck_assert_float_eq(a[9], 2.0F);
    dense_solve(a, 2, 8, x);
    ck_assert_float_eq(x[0], 1.5F);
    ck_assert_float_eq(x[1], 2.0F);
    memory_free(a);
}
END_TEST

START_TEST(what_is_not_positive_definite_is_refused)
{
    float *a = memory_block(16, sizeof *a);
    a[0] = 1.0F;
    a[1] = 2.0F;
    a[9] = 1.0F;
    ck_assert(!dense_invert(&dense_plain, NULL, a, 2, 8));
    a[0] = NAN;
    ck_assert(!dense_factorise(a, 2, 8));
    memory_free(a);
}
END_TEST

START_TEST(nothing_is_its_own_inverse)
{
    float *a = memory_block(0, sizeof *a);
    ck_assert(dense_invert(&dense_blas, NULL, a, 0, 0));
    memory_free(a);
}
END_TEST

int main(void)
{
    return SUITE_RUN("dense", a_matrix_times_its_inverse_is_one,
                     the_inverse_does_not_depend_on_threads, a_small_system_is_solved_as_by_hand,
                     what_is_not_positive_definite_is_refused, nothing_is_its_own_inverse);
}
