#include "base/rng.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "suite.h"

#define DRAWS 100000

/* The known answers of Random123 for philox4x32 with ten rounds. */
START_TEST(philox_gives_the_published_words)
{
    static const struct {
        uint32_t counter[4];
        uint32_t key[2];
        uint32_t words[4];
    } KNOWN[] = {
        {{0}, {0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        const uint32_t *counter = KNOWN[i].counter;
        const uint32_t *key = KNOWN[i].key;
        uint32_t words[4];
        rng_block((uint64_t)key[1] << 32 | key[0], (uint64_t)counter[3] << 32 | counter[2],
                  (uint64_t)counter[1] << 32 | counter[0], words);
        for (int k = 0; k < 4; k++)
            ck_assert_uint_eq(words[k], KNOWN[i].words[k]);
    }
}
END_TEST

START_TEST(a_stream_is_its_blocks_one_after_the_other)
{
    struct rng rng = rng_init(17, 4);
    for (uint64_t block = 0; block < 100; block++) {
        uint32_t words[4];
        rng_block(17, 4, block, words);
        for (int k = 0; k < 4; k++)
            ck_assert_uint_eq(rng_u32(&rng), words[k]);
    }
}
END_TEST

START_TEST(two_words_make_a_number_of_64_bits_high_word_first)
{
    struct rng one = rng_init(1, 2);
    struct rng other = one;
    for (int i = 0; i < 10; i++) {
        uint64_t high = rng_u32(&one);
        uint64_t low = rng_u32(&one);
        ck_assert_uint_eq(rng_u64(&other), high << 32 | low);
    }
}
END_TEST

START_TEST(a_copy_goes_its_own_way)
{
    struct rng rng = rng_init(1, 1);
    rng_u32(&rng);
    struct rng copy = rng;
    uint32_t next = rng_u32(&rng);
    rng_u32(&rng);
    ck_assert_uint_eq(rng_u32(&copy), next);
}
END_TEST

START_TEST(seeds_and_streams_differ)
{
    uint64_t first = rng_u64(&(struct rng){.seed = 1, .stream = 1});
    ck_assert_uint_ne(first, rng_u64(&(struct rng){.seed = 2, .stream = 1}));
    ck_assert_uint_ne(first, rng_u64(&(struct rng){.seed = 1, .stream = 2}));
}
END_TEST

/* The counts of a fair die lie within five standard deviations: chance fails one seed in a million.
 */
static void check_die(uint32_t sides)
{
    static size_t count[100];
    struct rng rng = rng_init(2026, sides);
    memset(count, 0, sizeof count);
    for (size_t i = 0; i < DRAWS; i++) {
        uint32_t side = rng_below(&rng, sides);
        ck_assert_uint_lt(side, sides);
        count[side]++;
    }
    double mean = (double)DRAWS / sides;
    for (uint32_t i = 0; i < sides; i++)
        ck_assert_double_le(fabs((double)count[i] - mean), 5 * sqrt(mean));
}

START_TEST(bounded_numbers_are_even)
{
    check_die(1);
    check_die(2);
    check_die(6);
    check_die(97);
}
END_TEST

/*
 * Of 3·2^30 equally likely numbers a third lies in each 2^30. Without the rejection of Lemire's
 * method, the first of each three would come twice as often as the others: half, not a third,
 * would be divisible by 3.
 */
START_TEST(a_bound_near_the_word_size_brings_no_bias)
{
    struct rng rng = rng_init(5, 0);
    size_t divisible = 0;
    for (size_t i = 0; i < DRAWS; i++)
        divisible += rng_below(&rng, (uint32_t)3 << 30) % 3 == 0;
    ck_assert_double_eq_tol((double)divisible / DRAWS, 1.0 / 3, 0.01);
}
END_TEST

START_TEST(uniform_numbers_fill_their_range_evenly)
{
    struct rng rng = rng_init(3, 0);
    double sum = 0;
    double squares = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        double value = rng_uniform(&rng);
        ck_assert(value >= 0 && value < 1);
        sum += value;
        squares += value * value;
    }
    ck_assert_double_eq_tol(sum / DRAWS, 1.0 / 2, 0.005);
    ck_assert_double_eq_tol(squares / DRAWS, 1.0 / 3, 0.005);
}
END_TEST

START_TEST(normal_numbers_have_the_moments_of_the_distribution)
{
    struct rng rng = rng_init(4, 0);
    double sums[5] = {0};
    size_t within = 0; /* one standard deviation: 68.27 % */
    for (size_t i = 0; i < DRAWS; i++) {
        double value = rng_normal(&rng);
        ck_assert(isfinite(value));
        for (int power = 1; power <= 4; power++)
            sums[power] += pow(value, power);
        within += fabs(value) < 1;
    }
    ck_assert_double_eq_tol(sums[1] / DRAWS, 0, 0.02);
    ck_assert_double_eq_tol(sums[2] / DRAWS, 1, 0.02);
    ck_assert_double_eq_tol(sums[3] / DRAWS, 0, 0.06);
    ck_assert_double_eq_tol(sums[4] / DRAWS, 3, 0.15);
    ck_assert_double_eq_tol((double)within / DRAWS, 0.6827, 0.01);
}
END_TEST

START_TEST(a_permutation_holds_every_number_once)
{
    uint32_t out[1000];
    bool seen[1000] = {false};
    size_t in_place = 0;
    struct rng rng = rng_init(6, 0);
    rng_permutation(&rng, out, 1000);
    for (size_t i = 0; i < 1000; i++) {
        ck_assert_uint_lt(out[i], 1000);
        ck_assert(!seen[out[i]]);
        seen[out[i]] = true;
        in_place += out[i] == i;
    }
    ck_assert_uint_lt(in_place, 10); /* one on average */
    rng_permutation(&rng, NULL, 0);
}
END_TEST

START_TEST(each_order_of_three_is_as_likely)
{
    size_t count[27] = {0};
    struct rng rng = rng_init(7, 0);
    for (size_t i = 0; i < DRAWS; i++) {
        uint32_t out[3];
        rng_permutation(&rng, out, 3);
        count[out[0] * 9 + out[1] * 3 + out[2]]++;
    }
    static const size_t ORDERS[] = {5, 7, 11, 15, 19, 21}; /* 012 021 102 120 201 210 in base 3 */
    for (size_t i = 0; i < 6; i++)
        ck_assert_double_eq_tol((double)count[ORDERS[i]] / DRAWS, 1.0 / 6, 0.006);
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "rng", philox_gives_the_published_words, a_stream_is_its_blocks_one_after_the_other,
        two_words_make_a_number_of_64_bits_high_word_first, a_copy_goes_its_own_way,
        seeds_and_streams_differ, bounded_numbers_are_even,
        a_bound_near_the_word_size_brings_no_bias, uniform_numbers_fill_their_range_evenly,
        normal_numbers_have_the_moments_of_the_distribution, a_permutation_holds_every_number_once,
        each_order_of_three_is_as_likely);
}
