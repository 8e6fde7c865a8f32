#include "train/bayes_kernels.h"

#include <assert.h>
#include <string.h>

#include "train/bayes_kernels_avx2.h"
#include "train/bayes_kernels_neon.h"
#include "train/bayes_kernels_plain.h"

const struct bayes_kernels *bayes_kernels_of(const struct kernels *kernels)
{
    static const struct bayes_kernels *const TABLES[] = {
#ifdef __x86_64__
        &bayes_kernels_avx2,
#endif
#ifdef __aarch64__
        &bayes_kernels_neon,
#endif
        &bayes_kernels_plain,
    };
    const size_t count = sizeof TABLES / sizeof *TABLES;
    size_t i = 0;
    while (i < count && strcmp(TABLES[i]->name, kernels->name) != 0)
        i++;
    assert(i < count);
    return TABLES[i];
}
