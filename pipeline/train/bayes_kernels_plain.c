#include "train/bayes_kernels_plain.h"

#include "train/bayes_lanes.h"

BAYES_LANES_INLINE lanes fused(lanes a, lanes b, lanes c)
{
    return a * b + c;
}

BAYES_LANES_INLINE lanes square_root(lanes a)
{
    lanes root = {0};
    for (int i = 0; i < KERNELS_LANES; i++)
        root[i] = sqrtf(a[i]);
    return root;
}

BAYES_LANES_INLINE void wide_product(word_lanes a, uint32_t factor, word_lanes *high,
                                     word_lanes *low)
{
    word_lanes upper = {0};
    for (int i = 0; i < KERNELS_LANES; i++)
        upper[i] = (uint32_t)((uint64_t)a[i] * factor >> 32);
    *high = upper;
    *low = a * factor;
}

#include "train/bayes_kernels_body.h"

const struct bayes_kernels bayes_kernels_plain = BAYES_KERNELS_TABLE("plain");
