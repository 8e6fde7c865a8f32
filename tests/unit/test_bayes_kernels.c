#include "train/bayes_kernels.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "suite.h"
#include "train/bayes_kernels_plain.h"

enum { MANY = 1 << 17, STRIDE = 24, ROWS = 37 };

static const struct bayes_kernels *plain = &bayes_kernels_plain;

/* The table that this processor runs fastest. */
static const struct bayes_kernels *fastest(void)
{
    const struct kernels *kernels;
    ck_assert(kernels_choose(NULL, &kernels, NULL));
    return bayes_kernels_of(kernels);
}

static float *random_rows(size_t count, uint64_t stream)
{
    float *rows = memory_block(count, sizeof *rows);
    struct rng rng = rng_init(7, stream);
    for (size_t i = 0; i < count; i++)
        rows[i] = (float)rng_normal(&rng);
    return rows;
}

/* A symmetric positive definite matrix: the products of random rows. */
static float *random_gram(const struct bayes_kernels *kernels)
{
    float *rows = random_rows((size_t)ROWS * STRIDE, 1);
    float *gram = memory_block((size_t)STRIDE * STRIDE, sizeof *gram);
    kernels->gram(rows, ROWS, STRIDE, gram);
    memory_free(rows);
    return gram;
}

static double phi(double x)
{
    return 0.5 * erfc(-x / sqrt(2.0));
}

static double density(double x)
{
    return exp(-x * x / 2.0) / sqrt(2.0 * acos(-1.0));
}

START_TEST(uniform_numbers_are_those_of_base_rng)
{
    _Alignas(MEMORY_ALIGNMENT) float out[2 * BAYES_KERNELS_BATCH];
    const uint64_t seed = 0x123456789ABCDEF0U;
    const uint64_t stream = 0x0FEDCBA987654321U;
    const uint64_t block = 0xFFFFFFFDU; /* the low word of the counter runs over */
    fastest()->uniforms(seed, stream, block, 2 * BAYES_KERNELS_BATCH, out);
    for (size_t b = 0; b < 2 * BAYES_KERNELS_BATCH_BLOCKS; b++) {
        uint32_t words[4];
        rng_block(seed, stream, block + b, words);
        const size_t batch = b / BAYES_KERNELS_BATCH_BLOCKS * BAYES_KERNELS_BATCH;
        for (size_t w = 0; w < 4; w++) {
            double expected = ((double)(words[w] >> 8) + 0.5) * 0x1p-24;
            float got = out[batch + w * KERNELS_LANES + b % BAYES_KERNELS_BATCH_BLOCKS];
            ck_assert_double_eq_tol((double)got, expected, 1e-7);
            ck_assert(got > 0.0F && got < 1.0F);
        }
    }
}
END_TEST

START_TEST(normal_numbers_have_the_normal_distribution)
{
    float *out = memory_block(MANY, sizeof *out);
    double moments[5] = {0};
    size_t below[3] = {0};
    const double cuts[3] = {-1.0, 0.0, 2.0};
    fastest()->normals(1, 2, 3, MANY, out);
    for (size_t i = 0; i < MANY; i++) {
        for (int m = 1; m < 5; m++)
            moments[m] += pow((double)out[i], m) / MANY;
        for (int c = 0; c < 3; c++)
            below[c] += (double)out[i] < cuts[c];
    }
    /* Four standard errors of each. */
    const double error = 4.0 / sqrt(MANY);
    ck_assert_double_eq_tol(moments[1], 0.0, error);
    ck_assert_double_eq_tol(moments[2], 1.0, error * sqrt(2.0));
    ck_assert_double_eq_tol(moments[3], 0.0, error * sqrt(15.0));
    ck_assert_double_eq_tol(moments[4], 3.0, error * sqrt(96.0));
    for (int c = 0; c < 3; c++)
        ck_assert_double_eq_tol((double)below[c] / MANY, phi(cuts[c]), error / 2.0);
    memory_free(out);
}
END_TEST

START_TEST(a_number_depends_on_its_place_only)
{
    _Alignas(MEMORY_ALIGNMENT) float all[4 * BAYES_KERNELS_BATCH];
    _Alignas(MEMORY_ALIGNMENT) float one[BAYES_KERNELS_BATCH];
    fastest()->normals(5, 6, 100, 4 * BAYES_KERNELS_BATCH, all);
    fastest()->normals(5, 6, 100 + 2 * BAYES_KERNELS_BATCH_BLOCKS, BAYES_KERNELS_BATCH, one);
    ck_assert_mem_eq(one, all + 2 * BAYES_KERNELS_BATCH, sizeof one);
}
END_TEST

/* Intervals of a normal distribution around 0.3: in the middle, at an end, and far out. */
START_TEST(truncated_draws_have_the_mean_of_their_interval)
{
    static const struct {
        float lower;
        float upper;
    } INTERVALS[] = {{-0.5F, 0.5F},
                     {-BAYES_KERNELS_FAR, -1.0F},
                     {1.5F, BAYES_KERNELS_FAR},
                     {4.0F, 4.5F},
                     {-BAYES_KERNELS_FAR, BAYES_KERNELS_FAR},
                     {-7.0F, -6.0F},
                     {2.0F, 2.001F}};
    enum { DRAWS = 1 << 14 };
    const double centre = 0.3;
    float *columns = memory_block(7 * (size_t)DRAWS, sizeof *columns);
    for (size_t t = 0; t < sizeof INTERVALS / sizeof *INTERVALS; t++) {
        for (size_t i = 0; i < DRAWS; i++) {
            columns[i] = (float)centre;
            columns[DRAWS + i] = INTERVALS[t].lower;
            columns[2 * DRAWS + i] = INTERVALS[t].upper;
        }
        fastest()->uniforms(3, t, 0, DRAWS, columns + 3 * DRAWS);
        fastest()->truncated(columns, columns + DRAWS, columns + 2 * DRAWS, columns + 3 * DRAWS,
                             DRAWS, columns + 4 * DRAWS, columns + 5 * DRAWS, columns + 6 * DRAWS);
        const double a = (double)INTERVALS[t].lower - centre;
        const double b = (double)INTERVALS[t].upper - centre;
        const double mass = a > 0.0 ? phi(-a) - phi(-b) : phi(b) - phi(a);
        const double expected = centre + (density(a) - density(b)) / mass;
        double mean = 0.0;
        double square = 0.0;
        for (size_t i = 0; i < DRAWS; i++) {
            const float x = columns[4 * DRAWS + i];
            ck_assert(x >= INTERVALS[t].lower - 1e-5F && x <= INTERVALS[t].upper + 1e-5F);
            mean += (double)x / DRAWS;
            square += (double)x * (double)x / DRAWS;
        }
        const double error = 4.0 * sqrt(fmax(square - mean * mean, 1e-8) / DRAWS);
        ck_assert_double_eq_tol(mean, expected, error + 1e-4);
        ck_assert_double_eq_tol((double)columns[5 * DRAWS], density(a) / mass,
                                2e-4 * (1.0 + density(a) / mass));
        ck_assert_double_eq_tol((double)columns[6 * DRAWS], density(b) / mass,
                                2e-4 * (1.0 + density(b) / mass));
    }
    memory_free(columns);
}
END_TEST

START_TEST(the_share_above_a_cut_is_the_normal_distribution)
{
    _Alignas(MEMORY_ALIGNMENT) float scores[MANY / 1024];
    _Alignas(MEMORY_ALIGNMENT) float out[MANY / 1024];
    for (int i = 0; i < MANY / 1024; i++) {
        scores[i] = (float)(i - 64) / 8.0F;
        out[i] = 1.0F;
    }
    fastest()->passed(scores, 0.25F, 2.0F, MANY / 1024, out);
    for (int i = 0; i < MANY / 1024; i++)
        ck_assert_double_eq_tol((double)out[i], 1.0 + 2.0 * phi((double)scores[i] - 0.25), 1e-6);
}
END_TEST

START_TEST(a_factored_system_is_solved)
{
    const struct bayes_kernels *kernels = fastest();
    float *gram = random_gram(kernels);
    float *factor = random_gram(kernels);
    float *wanted = random_rows(STRIDE, 9);
    float *noise = random_rows(STRIDE, 10);
    _Alignas(MEMORY_ALIGNMENT) float right[STRIDE];
    _Alignas(MEMORY_ALIGNMENT) float inverse[STRIDE];
    _Alignas(MEMORY_ALIGNMENT) float mean[STRIDE];
    _Alignas(MEMORY_ALIGNMENT) float draw[STRIDE];
    for (size_t i = 0; i < STRIDE; i++) {
        double sum = 0.0;
        for (size_t j = 0; j < STRIDE; j++)
            sum += (double)gram[i <= j ? i * STRIDE + j : j * STRIDE + i] * (double)wanted[j];
        right[i] = (float)sum;
    }
    kernels->factor(factor, STRIDE, inverse);
    kernels->solve(factor, inverse, STRIDE, right, noise, mean, draw);
    for (size_t i = 0; i < STRIDE; i++) {
        ck_assert_double_eq_tol((double)mean[i], (double)wanted[i], 2e-3);
        double sum = 0.0; /* R·(draw − mean) is the noise */
        for (size_t j = i; j < STRIDE; j++)
            sum += (double)factor[i * STRIDE + j] * (double)(draw[j] - mean[j]);
        ck_assert_double_eq_tol(sum, (double)noise[i], 2e-3);
    }
    memory_free(gram);
    memory_free(factor);
    memory_free(wanted);
    memory_free(noise);
}
END_TEST

/* Asserts that two arrays differ by rounding only. */
static void assert_near(const float *a, const float *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ck_assert_double_eq_tol((double)a[i], (double)b[i], 2e-4 * (1.0 + fabs((double)b[i])));
}

START_TEST(every_table_agrees_with_the_plain_one)
{
    const struct bayes_kernels *fast = fastest();
    enum { COUNT = ROWS * STRIDE };
    float *x = random_rows(COUNT, 1);
    float *scale = random_rows(STRIDE * STRIDE, 2);
    float *a = memory_block(COUNT, sizeof *a);
    float *b = memory_block(COUNT, sizeof *b);
    fast->combine(x, scale, ROWS, STRIDE, a);
    plain->combine(x, scale, ROWS, STRIDE, b);
    assert_near(a, b, STRIDE);
    fast->project(x, scale, ROWS, STRIDE, a);
    plain->project(x, scale, ROWS, STRIDE, b);
    assert_near(a, b, ROWS);
    fast->multiply(x, ROWS, STRIDE, scale, a);
    plain->multiply(x, ROWS, STRIDE, scale, b);
    assert_near(a, b, COUNT);
    fast->normals(4, 5, 6, 128, a);
    plain->normals(4, 5, 6, 128, b);
    assert_near(a, b, 128);

    float *g = random_gram(fast);
    float *h = random_gram(plain);
    _Alignas(MEMORY_ALIGNMENT) float inverse[STRIDE];
    fast->factor(g, STRIDE, inverse);
    plain->factor(h, STRIDE, inverse);
    assert_near(g, h, STRIDE * KERNELS_LANES);

    const uint32_t rows[] = {0, 3, 4, 7, 9, 11, 12};
    memcpy(a, x, COUNT * sizeof *x);
    memcpy(b, x, COUNT * sizeof *x);
    _Alignas(MEMORY_ALIGNMENT) float y[2 * KERNELS_LANES] = {1, 2, 3, 4, 5, 6, 7, 8,
                                                             1, 2, 3, 4, 5, 6, 7, 8};
    fast->implicit(rows, 7, scale, 0.4F, 0.5F, 0.7F, x, a, y);
    plain->implicit(rows, 7, scale, 0.4F, 0.5F, 0.7F, x, b, y + KERNELS_LANES);
    assert_near(a, b, COUNT);
    assert_near(y, y + KERNELS_LANES, KERNELS_LANES);
    float *const blocks[] = {x, scale, a, b, g, h};
    for (size_t i = 0; i < 6; i++)
        memory_free(blocks[i]);
}
END_TEST

int main(void)
{
    return SUITE_RUN("bayes_kernels", uniform_numbers_are_those_of_base_rng,
                     normal_numbers_have_the_normal_distribution,
                     a_number_depends_on_its_place_only,
                     truncated_draws_have_the_mean_of_their_interval,
                     the_share_above_a_cut_is_the_normal_distribution, a_factored_system_is_solved,
                     every_table_agrees_with_the_plain_one);
}
