#include "train/top_items.h"

#include <math.h>

#include "base/rng.h"
#include "suite.h"

enum { SCORES_MAX = 100 };

static size_t better_than(const float *scores, size_t n, size_t item)
{
    size_t better = 0;
    for (size_t i = 0; i < n; i++)
        better += scores[i] > scores[item] || (scores[i] == scores[item] && i < item);
    return better;
}

/* Every item that is listed has as many better ones as its place says, and none is left out. */
static void assert_is_top(const float *scores, size_t n, size_t k)
{
    uint32_t items[SCORES_MAX];
    float values[SCORES_MAX];
    size_t candidates = 0;
    for (size_t i = 0; i < n; i++)
        candidates += scores[i] != TOP_ITEMS_EXCLUDED;
    size_t count = top_items_select(scores, n, k, items, values);
    ck_assert_uint_eq(count, candidates < k ? candidates : k);
    for (size_t place = 0; place < count; place++) {
        ck_assert_uint_eq(better_than(scores, n, items[place]), place);
        ck_assert_float_eq(values[place], scores[items[place]]);
    }
}

START_TEST(the_best_are_listed_in_order_and_ties_by_number)
{
    struct rng rng = rng_init(1, 1);
    float scores[SCORES_MAX];
    for (int turn = 0; turn < 2000; turn++) {
        size_t n = rng_below(&rng, SCORES_MAX + 1);
        size_t k = 1 + rng_below(&rng, SCORES_MAX);
        uint32_t levels = 1 + rng_below(&rng, 50);
        for (size_t i = 0; i < n; i++) {
            uint32_t level = rng_below(&rng, levels);
            scores[i] = level == 0 ? TOP_ITEMS_EXCLUDED : (float)level - 25.0F;
        }
        assert_is_top(scores, n, k);
    }
}
END_TEST

START_TEST(nothing_is_listed_when_everything_is_excluded)
{
    float scores[40];
    for (size_t i = 0; i < 40; i++)
        scores[i] = TOP_ITEMS_EXCLUDED;
    ck_assert_uint_eq(top_items_select(scores, 40, 5, (uint32_t[5]){0}, (float[5]){0}), 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN("top_items", the_best_are_listed_in_order_and_ties_by_number,
                     nothing_is_listed_when_everything_is_excluded);
}
