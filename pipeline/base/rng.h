/*
 * rng.h - counter-based random numbers: a pure function of seed, stream and position.
 *
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011). A number depends on nothing but its three coordinates, so that a result
 * is the same for any number of threads and any order of work. Give every purpose a
 * stream of its own.
 */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

/* A position in one stream. Copy it freely; two copies give the same numbers. */
struct rng {
    uint64_t seed;
    uint64_t stream;
    uint64_t block;   /* the next block of four words */
    uint32_t word[4]; /* the current block */
    unsigned left;    /* words of it not used yet */
};

struct rng rng_init(uint64_t seed, uint64_t stream);

/* The four words at one position of a stream, without any state. */
void rng_block(uint64_t seed, uint64_t stream, uint64_t block, uint32_t out[4]);

uint32_t rng_u32(struct rng *rng);
uint64_t rng_u64(struct rng *rng);

/* Uniform in 0 … bound−1 without bias (Lemire 2019); bound ≥ 1. */
uint32_t rng_below(struct rng *rng, uint32_t bound);

/* Uniform in [0, 1) with 53 bits. */
double rng_uniform(struct rng *rng);

/* Standard normal, by the Box–Muller transform: two uniforms a number, no rejection. */
double rng_normal(struct rng *rng);

/* Puts 0 … n−1 into `out` in random order (Fisher–Yates, inside out); n < 2^32. */
void rng_permutation(struct rng *rng, uint32_t *out, size_t n);

#endif
