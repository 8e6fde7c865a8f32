#include "train/bayes_kernels_neon.h"

#ifdef __aarch64__

#include <arm_neon.h>
#include <string.h>

#include "train/bayes_lanes.h"

/* A register is half of the lanes. */
struct halves {
    float32x4_t low;
    float32x4_t high;
};

BAYES_LANES_INLINE struct halves split(lanes a)
{
    struct halves halves;
    memcpy(&halves, &a, sizeof halves);
    return halves;
}

BAYES_LANES_INLINE lanes join(struct halves halves)
{
    lanes a;
    memcpy(&a, &halves, sizeof a);
    return a;
}

BAYES_LANES_INLINE lanes fused(lanes a, lanes b, lanes c)
{
    struct halves x = split(a);
    struct halves y = split(b);
    struct halves z = split(c);
    return join((struct halves){vfmaq_f32(z.low, x.low, y.low), vfmaq_f32(z.high, x.high, y.high)});
}

BAYES_LANES_INLINE lanes square_root(lanes a)
{
    struct halves x = split(a);
    return join((struct halves){vsqrtq_f32(x.low), vsqrtq_f32(x.high)});
}

BAYES_LANES_INLINE void wide_product(word_lanes a, uint32_t factor, word_lanes *high,
                                     word_lanes *low)
{
    for (int i = 0; i < KERNELS_LANES; i++) {
        uint64_t product = (uint64_t)a[i] * factor;
        (*high)[i] = (uint32_t)(product >> 32);
        (*low)[i] = (uint32_t)product;
    }
}

#include "train/bayes_kernels_body.h"

const struct bayes_kernels bayes_kernels_neon = BAYES_KERNELS_TABLE("neon");

#endif
