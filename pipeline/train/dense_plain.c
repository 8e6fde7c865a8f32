#include "train/dense_plain.h"

static void prepare(void)
{
}

/* row −= times · other */
static void subtract_row(float *restrict row, const float *restrict other, size_t n, float times)
{
    for (size_t i = 0; i < n; i++)
        row[i] -= times * other[i];
}

static void gram(const float *a, size_t count, size_t n, size_t stride, float *out)
{
    for (size_t r = 0; r < count; r++) {
        const float *row = a + r * stride;
        for (size_t i = 0; i < n; i++)
            if (row[i] != 0.0F)
                subtract_row(out + i * stride + i, row + i, n - i, -row[i]);
    }
}

static void subtract(const float *a, const float *b, size_t m, size_t n, size_t k, size_t stride,
                     float *c)
{
    for (size_t i = 0; i < m; i++)
        for (size_t r = 0; r < k; r++)
            if (a[r * stride + i] != 0.0F)
                subtract_row(c + i * stride, b + r * stride, n, a[r * stride + i]);
}

static void divide_row(float *row, size_t n, float divisor)
{
    for (size_t i = 0; i < n; i++)
        row[i] /= divisor;
}

static void solve(const float *u, size_t n, size_t stride, bool transposed, float *b, size_t m,
                  size_t b_stride)
{
    for (size_t step = 0; step < n; step++) {
        const size_t i = transposed ? step : n - 1 - step;
        divide_row(b + i * b_stride, m, u[i * stride + i]);
        for (size_t j = transposed ? i + 1 : 0; j < (transposed ? n : i); j++) {
            const float times = transposed ? u[i * stride + j] : u[j * stride + i];
            if (times != 0.0F)
                subtract_row(b + j * b_stride, b + i * b_stride, m, times);
        }
    }
}

const struct dense dense_plain = {prepare, gram, subtract, solve};
