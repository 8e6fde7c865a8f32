#include "train/bayes_kernels_avx2.h"

/* The Makefile gives this file -mavx2 -mfma; kernels.c asks the processor before it is called. */
#ifdef __x86_64__

#include <immintrin.h>

#include "train/bayes_lanes.h"

BAYES_LANES_INLINE lanes fused(lanes a, lanes b, lanes c)
{
    return (lanes)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
}

BAYES_LANES_INLINE lanes square_root(lanes a)
{
    return (lanes)_mm256_sqrt_ps((__m256)a);
}

/* The processor multiplies every other lane; the odd ones are shifted into their places. */
BAYES_LANES_INLINE void wide_product(word_lanes a, uint32_t factor, word_lanes *high,
                                     word_lanes *low)
{
    const __m256i factors = _mm256_set1_epi32((int)factor);
    __m256i even = _mm256_mul_epu32((__m256i)a, factors);
    __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64((__m256i)a, 32), factors);
    *high = (word_lanes)_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA);
    *low = (word_lanes)_mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA);
}

#include "train/bayes_kernels_body.h"

const struct bayes_kernels bayes_kernels_avx2 = BAYES_KERNELS_TABLE("avx2");

#endif
