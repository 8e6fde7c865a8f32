#include "train/kernels.h"

#include <string.h>

#include "base/memory.h"
#include "train/kernels_avx2.h"
#include "train/kernels_blas.h"
#include "train/kernels_neon.h"
#include "train/kernels_plain.h"

/* The tables that this processor runs, the fastest first; returns how many. */
static size_t runnable(const struct kernels *tables[3])
{
    size_t count = 0;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        tables[count++] = &kernels_avx2;
#endif
#ifdef __aarch64__
    tables[count++] = &kernels_neon;
#endif
    tables[count++] = &kernels_plain;
    return count;
}

void kernels_score_users(const struct kernels *kernels, const float *user_rows,
                         const uint32_t *users, size_t count, const float *items, size_t n_items,
                         size_t stride, float *out)
{
    float *rows = memory_block(count * stride, sizeof *rows);
    for (size_t n = 0; n < count; n++)
        memcpy(rows + n * stride, user_rows + users[n] * stride, stride * sizeof *rows);
    kernels->scores(rows, count, items, n_items, stride, out);
    memory_free(rows);
}

bool kernels_choose(const char *wanted, const struct kernels **out, struct error *err)
{
    const struct kernels *tables[3];
    size_t count = runnable(tables);
    kernels_blas_init();
    if (wanted == NULL || wanted[0] == '\0') {
        *out = tables[0];
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(wanted, tables[i]->name) == 0) {
            *out = tables[i];
            return true;
        }
    }
    return error_set(err, ERROR_USAGE, AT_NOWHERE,
                     "this processor has no kernels \"%s\"; \"%s\" is what it runs fastest", wanted,
                     tables[0]->name);
}
