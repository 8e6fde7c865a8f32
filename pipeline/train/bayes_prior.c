#include "train/bayes_prior.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

static const double BETA = 2.0; /* β₀: how many vectors the prior of m is worth */

enum { ROWS_PER_TASK = 256 };

struct bayes_prior bayes_prior_make(size_t factors, double lambda)
{
    const size_t stride = bayes_side_stride(factors);
    struct bayes_prior prior = {
        .dimensions = factors + 1,
        .stride = stride,
        .mean = memory_block(stride, sizeof *prior.mean),
        .precision = memory_block(stride * stride, sizeof *prior.precision),
        .whiten = memory_block(stride * stride, sizeof *prior.whiten),
        .colour = memory_block(stride * stride, sizeof *prior.colour),
        .lambda = lambda,
    };
    for (size_t f = 0; f < stride; f++) {
        prior.precision[f * stride + f] = 1.0F;
        prior.whiten[f * stride + f] = 1.0F;
        prior.colour[f * stride + f] = 1.0F;
    }
    return prior;
}

void bayes_prior_free(struct bayes_prior *prior)
{
    memory_free(prior->mean);
    memory_free(prior->precision);
    memory_free(prior->whiten);
    memory_free(prior->colour);
    *prior = (struct bayes_prior){0};
}

/* ---- dense matrices of d × d doubles ----------------------------------------------------------
 */

/* The lower triangle of the symmetric positive definite `a` becomes that of L, a = L·Lᵀ. */
static void cholesky(double *a, size_t d)
{
    for (size_t j = 0; j < d; j++) {
        double pivot = a[j * d + j];
        for (size_t f = 0; f < j; f++)
            pivot -= a[j * d + f] * a[j * d + f];
        a[j * d + j] = sqrt(fmax(pivot, 1e-300));
        for (size_t i = j + 1; i < d; i++) {
            double sum = a[i * d + j];
            for (size_t f = 0; f < j; f++)
                sum -= a[i * d + f] * a[j * d + f];
            a[i * d + j] = sum / a[j * d + j];
        }
    }
}

/* The lower triangle of `out` becomes the inverse of the lower triangle of `a`. */
static void invert_lower(const double *a, size_t d, double *out)
{
    memset(out, 0, d * d * sizeof *out);
    for (size_t i = 0; i < d; i++) {
        for (size_t f = 0; f < i; f++)
            for (size_t j = 0; j <= f; j++)
                out[i * d + j] -= a[i * d + f] * out[f * d + j];
        for (size_t j = 0; j < i; j++)
            out[i * d + j] /= a[i * d + i];
        out[i * d + i] = 1.0 / a[i * d + i];
    }
}

/* ---- gamma and Wishart ------------------------------------------------------------------------
 */

double bayes_prior_gamma(double shape, double rate, struct rng *rng)
{
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / sqrt(9.0 * d);
    for (;;) {
        double x = rng_normal(rng);
        double v = 1.0 + c * x;
        v = v * v * v;
        if (v > 0.0 && log(1.0 - rng_uniform(rng)) < 0.5 * x * x + d - d * v + d * log(v))
            return d * v / rate;
    }
}

/*
 * The lower factor L of a draw Λ = L·Lᵀ ~ Wishart(scale⁻¹, ν) by Bartlett's decomposition: with
 * scale = C·Cᵀ and T lower, T_ii² ~ χ²(ν − i), T_ij ~ N(0, 1), Λ = (C⁻ᵀT)(C⁻ᵀT)ᵀ. `scale` is lost.
 */
static void draw_wishart(double *scale, double freedom, size_t d, struct rng *rng, double *lower)
{
    double *inverse = memory_block(d * d, sizeof *inverse);
    double *root = memory_block(d * d, sizeof *root);
    double *bartlett = memory_block(d * d, sizeof *bartlett);
    cholesky(scale, d);
    invert_lower(scale, d, inverse);
    for (size_t i = 0; i < d; i++) {
        for (size_t j = 0; j < i; j++)
            bartlett[i * d + j] = rng_normal(rng);
        /* χ²(ν) is Gamma(ν/2, ½). ν − i ≥ 2 where somebody has rated. */
        bartlett[i * d + i] = sqrt(bayes_prior_gamma((freedom - (double)i) / 2.0, 0.5, rng));
    }
    for (size_t i = 0; i < d; i++)
        for (size_t f = i; f < d; f++)
            for (size_t j = 0; j <= f; j++)
                root[i * d + j] += inverse[f * d + i] * bartlett[f * d + j];
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = 0.0;
            for (size_t f = 0; f < d; f++)
                sum += root[i * d + f] * root[j * d + f];
            lower[i * d + j] = sum;
        }
    cholesky(lower, d);
    memory_free(inverse);
    memory_free(root);
    memory_free(bartlett);
}

/* ---- what the vectors say ---------------------------------------------------------------------
 */

/* Sums over the vectors of a task, those of rows without a rating left out: of d = row − prior, of
 * d·dᵀ, and of y·yᵀ. */
struct moments {
    const struct bayes_side *side;
    const struct bayes_kernels *kernels;
    size_t size; /* floats of a task's sums: stride · (1 + 2·stride) */
    float *sums; /* (tasks, size) */
    float *rows; /* (workers, ROWS_PER_TASK, stride) */
};

static size_t tasks_of(size_t count)
{
    return (count + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
}

/* How many of n rows task `index` has. */
static size_t share_of(size_t n, size_t index)
{
    size_t first = index * ROWS_PER_TASK;
    return first >= n ? 0 : n - first < ROWS_PER_TASK ? n - first : ROWS_PER_TASK;
}

static void add_moments(void *context, size_t index, size_t worker)
{
    const struct moments *moments = context;
    const struct bayes_side *side = moments->side;
    const size_t stride = side->stride;
    const size_t first = index * ROWS_PER_TASK;
    float *sums = moments->sums + index * moments->size;
    float *rows = moments->rows + worker * ROWS_PER_TASK * stride;
    const size_t count = share_of(side->n, index);
    for (size_t i = 0; i < count * stride; i++) {
        rows[i] = side->weights[first + i / stride] == 0.0F
                      ? 0.0F
                      : side->rows[first * stride + i] - side->prior[first * stride + i];
        sums[i % stride] += rows[i];
    }
    moments->kernels->gram(rows, count, stride, sums + stride);
    moments->kernels->gram(side->others_implicit + first * stride, share_of(side->n_other, index),
                           stride, sums + stride * (stride + 1));
}

/* The sums of all tasks in their order: (size) doubles, a block. */
static double *sum_moments(const struct bayes_side *side, const struct bayes_kernels *kernels,
                           struct pool *pool)
{
    const size_t tasks = tasks_of(side->n > side->n_other ? side->n : side->n_other);
    struct moments moments = {
        .side = side,
        .kernels = kernels,
        .size = side->stride * (1 + 2 * side->stride),
        .rows = memory_block(pool_threads(pool) * ROWS_PER_TASK * side->stride, sizeof(float)),
    };
    moments.sums = memory_block(tasks * moments.size, sizeof(float));
    double *sums = memory_block(moments.size, sizeof *sums);
    pool_run(pool, tasks, add_moments, &moments);
    for (size_t t = 0; t < tasks; t++)
        for (size_t i = 0; i < moments.size; i++)
            sums[i] += (double)moments.sums[t * moments.size + i];
    memory_free(moments.sums);
    memory_free(moments.rows);
    return sums;
}

/* ---- the draw ---------------------------------------------------------------------------------
 */

/* Λ and the matrices that belong to it, from its lower factor. */
static void settle_precision(struct bayes_prior *prior, const double *lower, const double *inverse)
{
    const size_t d = prior->dimensions;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++) {
            double sum = 0.0;
            for (size_t f = 0; f <= (i < j ? i : j); f++)
                sum += lower[i * d + f] * lower[j * d + f];
            prior->precision[i * prior->stride + j] = (float)sum;
            prior->whiten[i * prior->stride + j] = j <= i ? (float)lower[i * d + j] : 0.0F;
            prior->colour[i * prior->stride + j] = j <= i ? (float)inverse[i * d + j] : 0.0F;
        }
}

void bayes_prior_draw(struct bayes_prior *prior, struct bayes_side *side, struct rng *rng,
                      const struct bayes_kernels *kernels, struct pool *pool)
{
    const size_t d = prior->dimensions;
    const size_t stride = prior->stride;
    const double n = (double)side->n_rated;
    double *sums = sum_moments(side, kernels, pool);
    const double *squares = sums + stride;
    const double *implicit = squares + stride * stride;
    double *scale = memory_block(d * d, sizeof *scale);
    double *lower = memory_block(d * d, sizeof *lower);
    double *inverse = memory_block(d * d, sizeof *inverse);
    double *mean = memory_block(d, sizeof *mean);

    /* The sums are of deviations from the mean before; (mean + …) is that of the vectors now. */
    for (size_t i = 0; i < d; i++)
        mean[i] = (double)prior->mean[i] + sums[i] / n;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++) {
            size_t at = i <= j ? i * stride + j : j * stride + i;
            scale[i * d + j] = (i == j ? 1.0 : 0.0) + squares[at] - sums[i] * sums[j] / n +
                               BETA * n / (BETA + n) * mean[i] * mean[j] +
                               prior->lambda * implicit[at];
        }
    draw_wishart(scale, (double)d + n + (double)side->n_other, d, rng, lower);
    invert_lower(lower, d, inverse);

    /* m: its mean shrunk to 0, and L⁻ᵀ·noise/√(β₀ + n). */
    for (size_t i = 0; i < d; i++)
        mean[i] *= n / (BETA + n);
    for (size_t f = 0; f < d; f++) {
        double noise = rng_normal(rng) / sqrt(BETA + n);
        for (size_t i = 0; i <= f; i++)
            mean[i] += inverse[f * d + i] * noise;
    }
    settle_precision(prior, lower, inverse);
    for (size_t i = 0; i < d; i++) {
        float step = (float)mean[i] - prior->mean[i];
        prior->mean[i] = (float)mean[i];
        for (size_t row = 0; row < side->n; row++)
            side->prior[row * stride + i] += step;
    }
    memory_free(sums);
    memory_free(scale);
    memory_free(lower);
    memory_free(inverse);
    memory_free(mean);
}
