#include "train/blend.h"

#include <math.h>
#include <string.h>

#include "ratings_fixture.h"
#include "suite.h"
#include "train/kernels_plain.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 25, LEARNED = SPLIT_BIT(SPLIT_TRAIN) };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

static struct blend fit(const struct ratings *ratings, const unsigned char *part, struct pool *pool)
{
    struct blend_options options = blend_defaults(ratings, 4.0, 11);
    struct blend blend;
    options.als.factors = 8;
    ck_assert(
        blend_fit(&options, ratings, part, LEARNED, &kernels_plain, pool, arena, &blend, NULL));
    return blend;
}

/* Mean and deviation over the unknown items, by the formula in double precision. */
static double standardised(const struct blend *blend, const float *scores, uint32_t user,
                           size_t item)
{
    const size_t n_items = blend->ease.n_items;
    double sum = 0.0;
    double squares = 0.0;
    double n = 0.0;
    for (size_t i = 0; i < n_items; i++) {
        bool known = false;
        for (uint32_t k = blend->known.first[user]; k < blend->known.first[user + 1]; k++)
            known |= blend->known.columns[k] == i;
        if (known)
            continue;
        sum += (double)scores[i];
        squares += (double)scores[i] * (double)scores[i];
        n += 1.0;
    }
    return ((double)scores[item] - sum / n) / sqrt(squares / n - sum / n * sum / n);
}

START_TEST(a_score_is_the_weighted_mean_of_standardised_scores)
{
    struct ratings ratings = fixture_planted(80, 40, 15, 0.4, arena);
    unsigned char *part = memory_block(ratings.count, 1);
    struct blend blend = fit(&ratings, part, NULL);
    blend.als_weight = 0.25;
    const struct predictor members[] = {ease_predictor(&blend.ease), als_predictor(&blend.als),
                                        blend_predictor(&blend)};
    const uint32_t user = 17;
    float scores[3][40];
    for (size_t m = 0; m < 3; m++)
        members[m].score(members[m].model, &user, 1, scores[m]);
    for (size_t i = 0; i < 40; i++)
        ck_assert_double_eq_tol((double)scores[2][i],
                                0.75 * standardised(&blend, scores[0], user, i) +
                                    0.25 * standardised(&blend, scores[1], user, i),
                                1e-5);
    blend_free(&blend);
    memory_free(part);
    ratings_free(&ratings);
}
END_TEST

/* The weight, too, is found without the test part: other ratings there change nothing. */
START_TEST(what_is_held_out_does_not_show_on_any_number_of_threads)
{
    struct ratings ratings = fixture_planted(120, 50, 15, 0.4, arena);
    unsigned char *part = memory_block(ratings.count, 1);
    for (size_t i = 0; i < ratings.count; i += 6)
        part[i] = SPLIT_TEST;
    struct blend first = fit(&ratings, part, NULL);
    for (size_t i = 0; i < ratings.count; i += 6) {
        ratings.values[i] = 6.0F - ratings.values[i];
        ratings.items[i] = (ratings.items[i] + 1) % 50;
    }
    struct pool *pool;
    ck_assert(pool_open(8, &pool, NULL));
    struct blend second = fit(&ratings, part, pool);
    ck_assert_double_eq(first.als_weight, second.als_weight);
    ck_assert_mem_eq(first.als.items, second.als.items,
                     first.als.n_items * first.als.stride * sizeof(float));
    ck_assert_mem_eq(first.ease.weights, second.ease.weights,
                     first.ease.n_chosen * first.ease.stride * sizeof(float));
    pool_close(pool);
    blend_free(&first);
    blend_free(&second);
    memory_free(part);
    ratings_free(&ratings);
}
END_TEST

START_TEST(without_likes_both_models_count_the_same)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 1, 0}, {1, 0, 2, 0}, {1, 1, 1, 0});
    const unsigned char part[3] = {0};
    struct blend blend = fit(&ratings, part, NULL);
    ck_assert_double_eq(blend.als_weight, 0.5);
    const struct predictor predictor = blend_predictor(&blend);
    const uint32_t users[] = {0, 1};
    float scores[4];
    predictor.score(predictor.model, users, 2, scores);
    for (size_t i = 0; i < 4; i++)
        ck_assert(isfinite(scores[i]));
    blend_free(&blend);
    ratings_free(&ratings);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "blend",
                            a_score_is_the_weighted_mean_of_standardised_scores,
                            what_is_held_out_does_not_show_on_any_number_of_threads,
                            without_likes_both_models_count_the_same);
}
