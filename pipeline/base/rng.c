#include "base/rng.h"

#include <assert.h>
#include <math.h>

#define TAU 6.283185307179586476925286766559
#define ROUNDS 10

struct rng rng_init(uint64_t seed, uint64_t stream)
{
    return (struct rng){.seed = seed, .stream = stream};
}

void rng_block(uint64_t seed, uint64_t stream, uint64_t block, uint32_t out[4])
{
    uint32_t counter[4] = {(uint32_t)block, (uint32_t)(block >> 32), (uint32_t)stream,
                           (uint32_t)(stream >> 32)};
    uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};

    for (int round = 0; round < ROUNDS; round++) {
        uint64_t a = (uint64_t)0xD2511F53u * counter[0];
        uint64_t b = (uint64_t)0xCD9E8D57u * counter[2];
        uint32_t next0 = (uint32_t)(b >> 32) ^ counter[1] ^ key[0];
        uint32_t next2 = (uint32_t)(a >> 32) ^ counter[3] ^ key[1];
        counter[0] = next0;
        counter[1] = (uint32_t)b;
        counter[2] = next2;
        counter[3] = (uint32_t)a;
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
    for (int i = 0; i < 4; i++)
        out[i] = counter[i];
}

uint32_t rng_u32(struct rng *rng)
{
    if (rng->left == 0) {
        rng_block(rng->seed, rng->stream, rng->block++, rng->word);
        rng->left = 4;
    }
    return rng->word[4 - rng->left--];
}

uint64_t rng_u64(struct rng *rng)
{
    uint64_t high = rng_u32(rng);
    return high << 32 | rng_u32(rng);
}

uint32_t rng_below(struct rng *rng, uint32_t bound)
{
    uint64_t product = (uint64_t)rng_u32(rng) * bound;
    if ((uint32_t)product < bound) {
        uint32_t threshold = (0u - bound) % bound;
        while ((uint32_t)product < threshold)
            product = (uint64_t)rng_u32(rng) * bound;
    }
    return (uint32_t)(product >> 32);
}

double rng_uniform(struct rng *rng)
{
    return (double)(rng_u64(rng) >> 11) * 0x1p-53;
}

double rng_normal(struct rng *rng)
{
    double radius = sqrt(-2.0 * log(1.0 - rng_uniform(rng)));
    return radius * cos(TAU * rng_uniform(rng));
}

void rng_permutation(struct rng *rng, uint32_t *out, size_t n)
{
    assert(n <= UINT32_MAX);
    for (size_t i = 0; i < n; i++) {
        uint32_t j = rng_below(rng, (uint32_t)i + 1);
        if (j != i)
            out[i] = out[j];
        out[j] = (uint32_t)i;
    }
}
