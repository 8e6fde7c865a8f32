#include "train/bayes_implicit.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum { ROWS_PER_TASK = 64, VECTORS_PER_BATCH = BAYES_KERNELS_BATCH / KERNELS_LANES };

struct implicit {
    struct bayes_side *side;
    const struct bayes_side *other;
    const struct bayes_prior *prior;
    const struct bayes_kernels *kernels;
    uint64_t seed;
    uint64_t stream;
    size_t blocks;    /* of KERNELS_LANES lanes: stride / KERNELS_LANES */
    float *residuals; /* (blocks, n, KERNELS_LANES) R in white coordinates */
    float *vectors;   /* (blocks, n_other, KERNELS_LANES) y likewise */
    float *scratch;   /* (workers, 2, ROWS_PER_TASK, stride) */
    double *squares;  /* (blocks) Σ y² */
};

static size_t tasks_of(size_t count)
{
    return (count + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
}

/* Rows (count, stride) from `first` on to blocks of lanes of n rows, or back. */
static void spread(const float *rows, size_t first, size_t count, size_t stride, size_t n,
                   float *blocks)
{
    for (size_t i = 0; i < count; i++)
        for (size_t f = 0; f < stride; f += KERNELS_LANES)
            memcpy(blocks + (f / KERNELS_LANES * n + first + i) * KERNELS_LANES,
                   rows + i * stride + f, KERNELS_LANES * sizeof *rows);
}

static void collect(const float *blocks, size_t first, size_t count, size_t stride, size_t n,
                    float *rows)
{
    for (size_t i = 0; i < count; i++)
        for (size_t f = 0; f < stride; f += KERNELS_LANES)
            memcpy(rows + i * stride + f,
                   blocks + (f / KERNELS_LANES * n + first + i) * KERNELS_LANES,
                   KERNELS_LANES * sizeof *rows);
}

/* Tasks 0 … are of the side's rows, those after them of the implicit vectors. */
struct span {
    bool vectors;
    size_t n;
    size_t first;
    size_t count;
};

static struct span span_of(const struct bayes_side *side, size_t index)
{
    const size_t of_rows = tasks_of(side->n);
    struct span span = {.vectors = index >= of_rows};
    span.n = span.vectors ? side->n_other : side->n;
    span.first = (span.vectors ? index - of_rows : index) * ROWS_PER_TASK;
    span.count = span.n - span.first < ROWS_PER_TASK ? span.n - span.first : ROWS_PER_TASK;
    return span;
}

static void whiten(void *context, size_t index, size_t worker)
{
    const struct implicit *implicit = context;
    const struct bayes_side *side = implicit->side;
    const size_t stride = side->stride;
    const struct span span = span_of(side, index);
    float *from = implicit->scratch + worker * 2 * ROWS_PER_TASK * stride;
    float *to = from + ROWS_PER_TASK * stride;
    if (span.vectors)
        memcpy(from, side->others_implicit + span.first * stride,
               span.count * stride * sizeof *from);
    else
        for (size_t i = 0; i < span.count * stride; i++)
            from[i] = side->rows[span.first * stride + i] - side->prior[span.first * stride + i];
    implicit->kernels->multiply(from, span.count, stride, implicit->prior->whiten, to);
    spread(to, span.first, span.count, stride, span.n,
           span.vectors ? implicit->vectors : implicit->residuals);
}

static void colour(void *context, size_t index, size_t worker)
{
    const struct implicit *implicit = context;
    struct bayes_side *side = implicit->side;
    const size_t stride = side->stride;
    const struct span span = span_of(side, index);
    float *from = implicit->scratch + worker * 2 * ROWS_PER_TASK * stride;
    float *to = from + ROWS_PER_TASK * stride;
    collect(span.vectors ? implicit->vectors : implicit->residuals, span.first, span.count, stride,
            span.n, from);
    implicit->kernels->multiply(from, span.count, stride, implicit->prior->colour, to);
    if (span.vectors)
        memcpy(side->others_implicit + span.first * stride, to, span.count * stride * sizeof *to);
    else
        for (size_t i = 0; i < span.count * stride; i++)
            side->prior[span.first * stride + i] = side->rows[span.first * stride + i] - to[i];
}

static void draw_block(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct implicit *implicit = context;
    const struct bayes_side *side = implicit->side;
    const struct bayes_side *other = implicit->other;
    const float lambda = (float)implicit->prior->lambda;
    float *residuals = implicit->residuals + index * side->n * KERNELS_LANES;
    float *vectors = implicit->vectors + index * side->n_other * KERNELS_LANES;
    const size_t lanes = side->factors + 1 - index * KERNELS_LANES; /* that are in use from here */
    _Alignas(MEMORY_ALIGNMENT) float noise[BAYES_KERNELS_BATCH];
    double squares = 0.0;
    for (size_t j = 0; j < side->n_other; j++) {
        const uint32_t *rows = other->others + other->offsets[j];
        const size_t count = other->offsets[j + 1] - other->offsets[j];
        float *normal = noise + j % VECTORS_PER_BATCH * KERNELS_LANES;
        if (j % VECTORS_PER_BATCH == 0)
            implicit->kernels->normals(implicit->seed, implicit->stream,
                                       (uint64_t)index << 40 | j * 2, BAYES_KERNELS_BATCH, noise);
        for (size_t f = lanes; f < KERNELS_LANES; f++)
            normal[f] = 0.0F;
        const float s = side->support[j];
        const float shrink = 1.0F / (s + lambda);
        float *y = vectors + j * KERNELS_LANES;
        implicit->kernels->implicit(rows, count, side->weights, s, shrink, sqrtf(shrink), normal,
                                    residuals, y);
        for (size_t f = 0; f < KERNELS_LANES; f++)
            squares += (double)y[f] * (double)y[f];
    }
    implicit->squares[index] = squares;
}

/* Gives rows without a rating the mean of the others' prior. */
static void settle_unrated(struct bayes_side *side)
{
    const size_t stride = side->stride;
    double *mean = memory_block(stride, sizeof *mean);
    for (size_t i = 0; i < side->n * stride; i++)
        if (side->weights[i / stride] != 0.0F)
            mean[i % stride] += (double)side->prior[i] / (double)side->n_rated;
    for (size_t i = 0; i < side->n * stride; i++)
        if (side->weights[i / stride] == 0.0F)
            side->prior[i] = (float)mean[i % stride];
    memory_free(mean);
}

void bayes_implicit_draw(struct bayes_side *side, const struct bayes_side *other,
                         struct bayes_prior *prior, bool draw_lambda, uint64_t seed,
                         uint64_t stream, struct rng *rng, const struct bayes_kernels *kernels,
                         struct pool *pool)
{
    struct implicit implicit = {
        .side = side,
        .other = other,
        .prior = prior,
        .kernels = kernels,
        .seed = seed,
        .stream = stream,
        .blocks = side->stride / KERNELS_LANES,
        .residuals = memory_block(side->n * side->stride, sizeof(float)),
        .vectors = memory_block(side->n_other * side->stride, sizeof(float)),
        .scratch =
            memory_block(pool_threads(pool) * 2 * ROWS_PER_TASK * side->stride, sizeof(float)),
        .squares = memory_block(side->stride, sizeof(double)),
    };
    const size_t tasks = tasks_of(side->n) + tasks_of(side->n_other);
    pool_run(pool, tasks, whiten, &implicit);
    pool_run(pool, implicit.blocks, draw_block, &implicit);
    pool_run(pool, tasks, colour, &implicit);
    if (side->n_rated < side->n)
        settle_unrated(side);
    if (draw_lambda) {
        double squares = 0.0;
        for (size_t b = 0; b < implicit.blocks; b++)
            squares += implicit.squares[b];
        double numbers = (double)side->n_other * (double)(side->factors + 1);
        prior->lambda = bayes_prior_gamma(1.0 + numbers / 2.0, 1.0 + squares / 2.0, rng);
    }
    memory_free(implicit.residuals);
    memory_free(implicit.vectors);
    memory_free(implicit.scratch);
    memory_free(implicit.squares);
}
