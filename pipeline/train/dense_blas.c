#include "train/dense_blas.h"

#include <cblas.h>

#include "train/kernels_blas.h"

static void gram(const float *a, size_t count, size_t n, size_t stride, float *out)
{
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, (blasint)n, (blasint)count, 1.0F, a,
                (blasint)stride, 1.0F, out, (blasint)stride);
}

static void subtract(const float *a, const float *b, size_t m, size_t n, size_t k, size_t stride,
                     float *c)
{
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, (blasint)m, (blasint)n, (blasint)k, -1.0F,
                a, (blasint)stride, b, (blasint)stride, 1.0F, c, (blasint)stride);
}

static void solve(const float *u, size_t n, size_t stride, bool transposed, float *b, size_t m,
                  size_t b_stride)
{
    cblas_strsm(CblasRowMajor, CblasLeft, CblasUpper, transposed ? CblasTrans : CblasNoTrans,
                CblasNonUnit, (blasint)n, (blasint)m, 1.0F, u, (blasint)stride, b,
                (blasint)b_stride);
}

const struct dense dense_blas = {kernels_blas_prepare, gram, subtract, solve};
