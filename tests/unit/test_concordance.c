#include "train/concordance.h"

#include "base/rng.h"
#include "suite.h"

enum { MOST = 300 };

/* One pair after the other, as the definition reads. */
static double count_slowly(const struct concordance_pair *pairs, size_t n)
{
    double count = 0.0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            count += pairs[i].actual > pairs[j].actual && pairs[i].expected > pairs[j].expected;
    return count;
}

static double pairs_slowly(const float *values, size_t n)
{
    double count = 0.0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            count += values[i] > values[j];
    return count;
}

START_TEST(sorting_counts_what_looking_at_every_pair_counts)
{
    struct rng rng = rng_init(1, 1);
    for (size_t n = 0; n < MOST; n = n * 3 / 2 + 1)
        for (unsigned ties = 2; ties < 200; ties *= 4) {
            struct concordance_pair pairs[MOST];
            float values[MOST];
            for (size_t i = 0; i < n; i++) {
                pairs[i].actual = (float)rng_below(&rng, 5);
                pairs[i].expected = pairs[i].actual + (float)rng_below(&rng, ties);
                values[i] = pairs[i].actual;
            }
            const double slow = count_slowly(pairs, n);
            ck_assert_double_eq(concordance_count(pairs, n), slow);
            const double all = pairs_slowly(values, n);
            ck_assert_double_eq(concordance_pairs(values, n), all);
        }
}
END_TEST

START_TEST(a_perfect_order_has_all_pairs_and_its_reverse_none)
{
    struct concordance_pair pairs[MOST];
    for (size_t i = 0; i < MOST; i++)
        pairs[i] = (struct concordance_pair){(float)i, (float)(2 * i)};
    ck_assert_double_eq(concordance_count(pairs, MOST), MOST * (MOST - 1) / 2.0);
    for (size_t i = 0; i < MOST; i++)
        pairs[i] = (struct concordance_pair){(float)i, -(float)i};
    ck_assert_double_eq(concordance_count(pairs, MOST), 0.0);
}
END_TEST

int main(void)
{
    return SUITE_RUN("concordance", sorting_counts_what_looking_at_every_pair_counts,
                     a_perfect_order_has_all_pairs_and_its_reverse_none);
}
