/*
 * bayes_lanes.h - vectors of KERNELS_LANES numbers, in the notation that GCC and clang share.
 *
 * A bayes_kernels_*.c says how its instruction set does the three things that the notation lacks
 * (fused, square_root, wide_product) and then includes bayes_kernels_body.h.
 */
#ifndef TRAIN_BAYES_LANES_H
#define TRAIN_BAYES_LANES_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "train/kernels.h"

typedef float lanes __attribute__((vector_size(KERNELS_LANES * sizeof(float)), may_alias));
typedef int32_t int_lanes __attribute__((vector_size(KERNELS_LANES * sizeof(int32_t)), may_alias));
typedef uint32_t word_lanes
    __attribute__((vector_size(KERNELS_LANES * sizeof(uint32_t)), may_alias));

#define BAYES_LANES_INLINE static inline __attribute__((always_inline))

BAYES_LANES_INLINE lanes all(float x)
{
    return (lanes){x, x, x, x, x, x, x, x};
}

BAYES_LANES_INLINE lanes load(const float *from)
{
    return *(const lanes *)(const void *)from;
}

BAYES_LANES_INLINE void store(float *to, lanes value)
{
    *(lanes *)(void *)to = value;
}

/* Where the mask's bits are set `yes`, elsewhere `no`. */
BAYES_LANES_INLINE lanes choose(int_lanes mask, lanes yes, lanes no)
{
    return (lanes)((mask & (int_lanes)yes) | (~mask & (int_lanes)no));
}

/* The smaller and the larger of two. */
BAYES_LANES_INLINE lanes least(lanes a, lanes b)
{
    return choose(a < b, a, b);
}

BAYES_LANES_INLINE lanes most(lanes a, lanes b)
{
    return choose(a > b, a, b);
}

/* The sum of the lanes: halves are added to each other. */
BAYES_LANES_INLINE float total(lanes a)
{
    float even = (a[0] + a[4]) + (a[2] + a[6]);
    float odd = (a[1] + a[5]) + (a[3] + a[7]);
    return even + odd;
}

#endif
