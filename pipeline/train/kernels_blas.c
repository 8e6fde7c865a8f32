#include "train/kernels_blas.h"

#include <cblas.h>

#include "base/memory.h"

/* Bytes that OpenBLAS takes for each thread that calls it; when there are none, it waits for ever.
 */
#define BUFFER ((size_t)128 << 20)

void kernels_blas_init(void)
{
    openblas_set_num_threads(1);
}

void kernels_blas_prepare(void)
{
    memory_check("OpenBLAS", BUFFER);
}

void kernels_blas_scores(const float *users, size_t n_users, const float *items, size_t n_items,
                         size_t stride, float *out)
{
    kernels_blas_prepare();
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (blasint)n_users, (blasint)n_items,
                (blasint)stride, 1.0F, users, (blasint)stride, items, (blasint)stride, 0.0F, out,
                (blasint)n_items);
}

const char *kernels_blas_library_version(void)
{
    return openblas_get_config();
}
