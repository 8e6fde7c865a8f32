#include "train/dense.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "train/dense_blas.h"
#include "train/dense_plain.h"
#include "train/kernels_plain.h"

enum { BLOCK = 128 }; /* rows and columns that are worked on together; a multiple of the lanes */

const struct dense *dense_choose(const struct kernels *kernels)
{
    return kernels == &kernels_plain ? &dense_plain : &dense_blas;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* ---- one block ----------------------------------------------------------------------------------
 */

/*
 * Row j is finished and then leaves the rows below. Whole groups of lanes are subtracted, from the
 * one that holds the diagonal on: what that does left of the diagonal is never read.
 */
bool dense_factorise(float *a, size_t n, size_t stride)
{
    for (size_t j = 0; j < n; j++) {
        float *restrict pivot = a + j * stride;
        if (!(pivot[j] > 0.0F))
            return false;
        const float root = sqrtf(pivot[j]);
        for (size_t i = j; i < n; i++)
            pivot[i] /= root;
        for (size_t i = j + 1; i < n; i++) {
            float *restrict row = a + i * stride;
            const float times = pivot[i];
            for (size_t c = i / KERNELS_LANES * KERNELS_LANES; c < n; c += KERNELS_LANES)
                for (size_t lane = 0; lane < KERNELS_LANES; lane++)
                    row[c + lane] -= times * pivot[c + lane];
        }
    }
    return true;
}

void dense_solve(const float *u, size_t n, size_t stride, float *x)
{
    for (size_t i = 0; i < n; i++) {
        x[i] /= u[i * stride + i];
        for (size_t j = i + 1; j < n; j++)
            x[j] -= u[i * stride + j] * x[i];
    }
    for (size_t i = n; i-- > 0;) {
        float sum = x[i];
        for (size_t j = i + 1; j < n; j++)
            sum -= u[i * stride + j] * x[j];
        x[i] = sum / u[i * stride + i];
    }
}

/* ---- a whole matrix by blocks -------------------------------------------------------------------
 */

struct inversion {
    const struct dense *dense;
    float *a; /* (n, n) */
    size_t n;
    size_t stride;
    size_t begin;   /* of the block of rows at hand */
    size_t height;  /* of that block */
    float *inverse; /* (n, n) */
};

/* Columns of the rows at hand, right of the diagonal block: U₁₂ = U₁₁⁻ᵀ·A₁₂. */
static void finish_panel(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct inversion *job = context;
    const size_t column = job->begin + (index + 1) * BLOCK;
    float *row = job->a + job->begin * job->stride;
    job->dense->prepare();
    job->dense->solve(row + job->begin, job->height, job->stride, true, row + column,
                      smaller(BLOCK, job->n - column), job->stride);
}

/* A₂₂ −= U₁₂ᵀ·U₁₂, a block of rows from its diagonal on. */
static void update_rows(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct inversion *job = context;
    const size_t row = job->begin + (index + 1) * BLOCK;
    const float *panel = job->a + job->begin * job->stride;
    job->dense->prepare();
    job->dense->subtract(panel + row, panel + row, smaller(BLOCK, job->n - row), job->n - row,
                         job->height, job->stride, job->a + row * job->stride + row);
}

static bool factorise_blocks(struct inversion *job, struct pool *pool)
{
    for (job->begin = 0; job->begin < job->n; job->begin += BLOCK) {
        job->height = smaller(BLOCK, job->n - job->begin);
        if (!dense_factorise(job->a + job->begin * job->stride + job->begin, job->height,
                             job->stride))
            return false;
        const size_t blocks = (job->n - job->begin - 1) / BLOCK;
        pool_run(pool, blocks, finish_panel, job);
        pool_run(pool, blocks, update_rows, job);
    }
    return true;
}

/*
 * A block of columns of the inverse, from the rows of its diagonal on: both triangular systems,
 * since what is above that has no part in the first and is not wanted of the second.
 */
static void invert_columns(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct inversion *job = context;
    const size_t begin = index * BLOCK;
    const size_t width = smaller(BLOCK, job->n - begin);
    float *columns = job->inverse + begin * job->stride + begin;
    const float *u = job->a + begin * job->stride + begin;
    for (size_t i = 0; i < width; i++)
        columns[i * job->stride + i] = 1.0F;
    job->dense->prepare();
    job->dense->solve(u, job->n - begin, job->stride, true, columns, width, job->stride);
    job->dense->solve(u, job->n - begin, job->stride, false, columns, width, job->stride);
}

/* Copies the lower triangle of the inverse to both of `a`. */
static void mirror_rows(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct inversion *job = context;
    const size_t end = smaller((index + 1) * BLOCK, job->n);
    for (size_t i = index * BLOCK; i < end; i++) {
        for (size_t j = 0; j <= i; j++)
            job->a[i * job->stride + j] = job->inverse[i * job->stride + j];
        for (size_t j = i + 1; j < job->n; j++)
            job->a[i * job->stride + j] = job->inverse[j * job->stride + i];
    }
}

bool dense_invert(const struct dense *dense, struct pool *pool, float *a, size_t n, size_t stride)
{
    struct inversion job = {.dense = dense, .a = a, .n = n, .stride = stride};
    if (!factorise_blocks(&job, pool))
        return false;
    const size_t blocks = (n + BLOCK - 1) / BLOCK;
    job.inverse = memory_block(n * stride, sizeof *job.inverse);
    pool_run(pool, blocks, invert_columns, &job);
    pool_run(pool, blocks, mirror_rows, &job);
    memory_free(job.inverse);
    return true;
}
