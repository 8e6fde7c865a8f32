#include "train/ease.h"

#include <math.h>
#include <string.h>

#include "../reference/ease.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/kernels_plain.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 24, TRAIN = SPLIT_BIT(SPLIT_TRAIN) };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

static const struct kernels *fastest(void)
{
    const struct kernels *kernels;
    ck_assert(kernels_choose(NULL, &kernels, NULL));
    return kernels;
}

static struct ease fit(const struct ease_options *options, const struct ratings *ratings,
                       const struct kernels *kernels, struct pool *pool)
{
    struct ease ease;
    unsigned char *part = memory_block(ratings->count, 1);
    ck_assert(ease_fit(options, ratings, part, TRAIN, kernels, pool, &ease, NULL));
    memory_free(part);
    return ease;
}

static float *scores_of(const struct ease *ease, uint32_t user)
{
    float *scores = memory_block(ease->n_items, sizeof *scores);
    const struct predictor predictor = ease_predictor(ease);
    predictor.score(predictor.model, &user, 1, scores);
    return scores;
}

static struct ratings reference_ratings(void)
{
    const size_t count = sizeof EASE_RATINGS / sizeof EASE_RATINGS[0];
    struct ratings ratings = fixture_empty(count, EASE_USERS, EASE_ITEMS);
    for (size_t i = 0; i < count; i++) {
        ratings.users[i] = EASE_RATINGS[i].user;
        ratings.items[i] = EASE_RATINGS[i].item;
        ratings.values[i] = EASE_RATINGS[i].value;
    }
    fixture_name(&ratings, arena);
    return ratings;
}

/* Single against double precision, on a matrix of condition below 100. */
START_TEST(weights_and_scores_are_those_of_a_dense_inverse)
{
    struct ratings ratings = reference_ratings();
    const struct kernels *const tables[] = {&kernels_plain, fastest()};
    for (size_t c = 0; c < 2 * sizeof EASE_CASES / sizeof EASE_CASES[0]; c++) {
        const struct ease_options options = {
            .regularization = EASE_CASES[c / 2].regularization,
            .user_damping = EASE_CASES[c / 2].user_damping,
            .item_damping = EASE_CASES[c / 2].item_damping,
            .liked_from = EASE_LIKED_FROM,
            .below_weight = EASE_BELOW,
            .memory_limit = 1 << 20,
        };
        struct ease ease = fit(&options, &ratings, tables[c % 2], NULL);
        for (size_t i = 0; i < ease.n_chosen; i++)
            for (size_t j = 0; j < ease.n_chosen; j++)
                ck_assert_double_eq_tol((double)ease_weight(&ease, i, j),
                                        EASE_CASES[c / 2].weights[ease.chosen[i]][ease.chosen[j]],
                                        2e-6);
        for (uint32_t u = 0; u < EASE_USERS; u++) {
            float *scores = scores_of(&ease, u);
            for (size_t n = 0; n < ease.n_chosen && ratings.count != 0 && u != 7; n++)
                ck_assert_double_eq_tol((double)scores[ease.chosen[n]],
                                        EASE_CASES[c / 2].scores[u][ease.chosen[n]], 1e-5);
            memory_free(scores);
        }
        ease_free(&ease);
    }
    ratings_free(&ratings);
}
END_TEST

static struct ease_options planted_options(void)
{
    struct ease_options options = ease_defaults(60, 4.0);
    options.regularization = 5.0;
    return options;
}

START_TEST(a_user_without_ratings_gets_the_most_rated_items)
{
    struct ratings ratings = reference_ratings();
    const struct ease_options options = planted_options();
    struct ease ease = fit(&options, &ratings, &kernels_plain, NULL);
    float *scores = scores_of(&ease, 7);
    ck_assert_mem_eq(scores, ease.popularity.counts, EASE_ITEMS * sizeof *scores);
    memory_free(scores);
    ease_free(&ease);
    ratings_free(&ratings);
}
END_TEST

/* Room for 32 items, whose rows are one slab: item 11 and the three least rated ones are out. */
START_TEST(the_memory_limit_picks_the_most_rated_items)
{
    struct ratings ratings = reference_ratings();
    struct ease_options options = planted_options();
    options.memory_limit = 2 * sizeof(float) * EASE_SLAB * EASE_SLAB;
    struct ease ease = fit(&options, &ratings, &kernels_plain, NULL);
    ck_assert_uint_eq(ease.n_chosen, EASE_SLAB);
    float least = INFINITY;
    for (size_t n = 0; n < ease.n_chosen; n++)
        least = fminf(least, ease.popularity.counts[ease.chosen[n]]);
    float *scores = scores_of(&ease, 0);
    for (size_t i = 0; i < EASE_ITEMS; i++) {
        if (ease.is_chosen[i])
            continue;
        ck_assert_float_le(ease.popularity.counts[i], least);
        for (size_t n = 0; n < ease.n_chosen; n++)
            ck_assert_float_lt(scores[i], scores[ease.chosen[n]]);
        for (size_t j = 0; j < EASE_ITEMS; j++)
            if (!ease.is_chosen[j] && ease.popularity.counts[j] < ease.popularity.counts[i])
                ck_assert_float_lt(scores[j], scores[i]);
    }
    memory_free(scores);
    ease_free(&ease);

    options.memory_limit = 0;
    ease = fit(&options, &ratings, &kernels_plain, NULL);
    ck_assert_uint_eq(ease.n_chosen, 0);
    scores = scores_of(&ease, 0);
    ck_assert_mem_eq(scores, ease.popularity.counts, EASE_ITEMS * sizeof *scores);
    memory_free(scores);
    ease_free(&ease);
    ratings_free(&ratings);
}
END_TEST

START_TEST(threads_change_nothing)
{
    struct ratings ratings = fixture_planted(120, 90, 20, 0.5, arena);
    const struct ease_options options = planted_options();
    struct ease alone = fit(&options, &ratings, fastest(), NULL);
    for (size_t threads = 2; threads <= 8; threads *= 4) {
        struct pool *pool;
        ck_assert(pool_open(threads, &pool, NULL));
        struct ease shared = fit(&options, &ratings, fastest(), pool);
        ck_assert_mem_eq(alone.weights, shared.weights,
                         alone.n_chosen * alone.stride * sizeof *alone.weights);
        ease_free(&shared);
        pool_close(pool);
    }
    ease_free(&alone);
    ratings_free(&ratings);
}
END_TEST

START_TEST(one_rating_and_ratings_that_count_nothing_are_enough)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 1, 0});
    struct ease_options options = planted_options();
    for (int round = 0; round < 2; round++) {
        options.below_weight = 0.0;
        options.liked_from = round == 0 ? 1.0 : 5.0;
        struct ease ease = fit(&options, &ratings, fastest(), NULL);
        float *scores = scores_of(&ease, 0);
        ck_assert_float_eq(scores[0], 0.0F);
        memory_free(scores);
        ease_free(&ease);
    }
    ratings_free(&ratings);
}
END_TEST

/* The same item twice for everybody: XᵀX is singular but for λ. */
START_TEST(a_regularization_that_is_too_low_is_refused)
{
    struct ratings ratings = fixture_empty(2000, 1000, 2);
    for (size_t i = 0; i < ratings.count; i++) {
        ratings.users[i] = (uint32_t)(i / 2);
        ratings.items[i] = (uint32_t)(i % 2);
        ratings.values[i] = 5.0F;
    }
    fixture_name(&ratings, arena);
    struct ease_options options = planted_options();
    options.regularization = 1e-9;
    unsigned char *part = memory_block(ratings.count, 1);
    struct ease ease;
    struct error err = {0};
    ck_assert(!ease_fit(&options, &ratings, part, TRAIN, &kernels_plain, NULL, &ease, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_str_eq(err.text, "a regularization of 1e-09 is too low for EASE on these ratings");
    memory_free(part);
    ratings_free(&ratings);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "ease",
                            weights_and_scores_are_those_of_a_dense_inverse,
                            a_user_without_ratings_gets_the_most_rated_items,
                            the_memory_limit_picks_the_most_rated_items, threads_change_nothing,
                            one_rating_and_ratings_that_count_nothing_are_enough,
                            a_regularization_that_is_too_low_is_refused);
}
