#include <math.h>

#include "base/ratio.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/baselines.h"
#include "train/split.h"
#include "train/svd.h"

enum { ARENA_BYTES = 1 << 26, LEARNED = SPLIT_BIT(SPLIT_TRAIN) | SPLIT_BIT(SPLIT_VALIDATION) };

static const enum svd_preset PRESETS[] = {SVD_PRESET_FAST, SVD_PRESET_ACCURATE};
enum { PRESET_COUNT = sizeof PRESETS / sizeof *PRESETS };

static struct arena *arena;
static const struct kernels *kernels;

static void set_up(void)
{
    arena = arena_open("test", ARENA_BYTES);
    ck_assert(kernels_choose(NULL, &kernels, NULL));
}

static void tear_down(void)
{
    arena_close(arena);
}

static bool all_finite(const float *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i]))
            return false;
    return true;
}

/* Trains with fewer members than the preset has, which is what takes the time. */
static struct svd_model fit(enum svd_preset preset, const struct ratings *ratings,
                            const unsigned char *part)
{
    struct svd_options options = svd_preset(preset, ratings->count);
    struct svd_model model;
    struct svd_fit out;
    struct error err = {0};
    options.models = 3;
    ck_assert_msg(svd_fit(&options, ratings, part, kernels, NULL, arena, &model, &out, &err), "%s",
                  err.text);
    ck_assert_uint_eq(out.epoch_count, options.epochs);
    ck_assert(all_finite(model.users, model.n_users * model.stride));
    ck_assert(all_finite(model.items, model.n_items * model.stride));
    return model;
}

START_TEST(few_ratings_get_more_members_within_bounds)
{
    ck_assert_uint_eq(svd_preset(SVD_PRESET_FAST, 0).models, 16);
    ck_assert_uint_eq(svd_preset(SVD_PRESET_FAST, 250000).models, 8);
    ck_assert_uint_eq(svd_preset(SVD_PRESET_FAST, 900000).models, 2);
    ck_assert_uint_eq(svd_preset(SVD_PRESET_FAST, 25000000).models, 2);
    ck_assert_uint_eq(svd_preset(SVD_PRESET_ACCURATE, 0).models, 48);
    ck_assert_uint_eq(svd_preset(SVD_PRESET_ACCURATE, 1000000).models, 16);
    ck_assert_uint_eq(svd_preset(SVD_PRESET_ACCURATE, 25000000).models, 4);
}
END_TEST

START_TEST(planted_tastes_are_found_without_tuning)
{
    struct ratings ratings = fixture_planted(600, 200, 60, 0.3, arena);
    struct split split;
    const struct split_options options = {.protocol = SPLIT_HASH, .test_share = 0.1};
    ck_assert(split_make(&options, &ratings, arena, &split, NULL));
    const struct baselines biases = baselines_fit(&ratings, split.part, LEARNED, arena);
    for (size_t p = 0; p < PRESET_COUNT; p++) {
        struct svd_model model = fit(PRESETS[p], &ratings, split.part);
        struct mean ours = {0};
        struct mean theirs = {0};
        for (size_t i = 0; i < ratings.count; i++) {
            if (split.part[i] != SPLIT_TEST)
                continue;
            const uint32_t user = ratings.users[i];
            const uint32_t item = ratings.items[i];
            double error = svd_predict(&model, kernels, user, item) - (double)ratings.values[i];
            mean_add(&ours, error * error);
            error = biases.mean + biases.user_bias[user] + biases.item_bias[item] -
                    (double)ratings.values[i];
            mean_add(&theirs, error * error);
        }
        ck_assert_double_gt(sqrt(mean_value(theirs)), 0.6);
        ck_assert_double_lt(sqrt(mean_value(ours)), 0.45);
        svd_free(&model);
    }
    split_free(&split);
    ratings_free(&ratings);
}
END_TEST

START_TEST(constant_ratings_are_learned_as_they_are)
{
    struct ratings ratings = fixture_planted(100, 50, 20, 0.3, arena);
    unsigned char *part = memory_block(ratings.count, 1);
    for (size_t i = 0; i < ratings.count; i++)
        ratings.values[i] = 4.0F;
    for (size_t p = 0; p < PRESET_COUNT; p++) {
        struct svd_model model = fit(PRESETS[p], &ratings, part);
        for (size_t i = 0; i < ratings.count; i++)
            ck_assert_double_eq_tol(
                svd_predict(&model, kernels, ratings.users[i], ratings.items[i]), 4.0, 0.1);
        svd_free(&model);
    }
    memory_free(part);
    ratings_free(&ratings);
}
END_TEST

START_TEST(one_rating_is_enough)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 2, 0});
    const unsigned char part[1] = {SPLIT_TRAIN};
    for (size_t p = 0; p < PRESET_COUNT; p++) {
        struct svd_model model = fit(PRESETS[p], &ratings, part);
        ck_assert_double_eq(model.mean, 2.0);
        ck_assert_double_eq_tol(svd_predict(&model, kernels, 0, 0), 2.0, 0.1);
        svd_free(&model);
    }
    ratings_free(&ratings);
}
END_TEST

/* `count` ratings, `per_user` of each user, on the films in turns; the stars are noise. */
static struct ratings draw(size_t count, uint32_t n_users, uint32_t n_items, uint32_t per_user)
{
    struct ratings ratings = fixture_empty(count, n_users, n_items);
    struct rng rng = rng_init(3, 1);
    for (uint32_t n = 0; n < count; n++) {
        ratings.users[n] = n / per_user;
        ratings.items[n] = n % n_items;
        ratings.values[n] = (float)(1 + rng_below(&rng, 5));
    }
    return ratings;
}

static void assert_trains(struct ratings ratings)
{
    unsigned char *part = memory_block(ratings.count, 1);
    for (size_t p = 0; p < PRESET_COUNT; p++) {
        struct svd_model model = fit(PRESETS[p], &ratings, part);
        svd_free(&model);
    }
    memory_free(part);
    ratings_free(&ratings);
}

START_TEST(a_user_with_everything_trains)
{
    assert_trains(draw(5000, 1, 5000, 5000));
}
END_TEST

START_TEST(a_film_that_everybody_has_rated_trains)
{
    assert_trains(draw(5000, 5000, 1, 1));
}
END_TEST

START_TEST(many_users_with_one_rating_each_train)
{
    assert_trains(draw(5000, 5000, 500, 1));
}
END_TEST

START_TEST(noise_alone_trains)
{
    assert_trains(draw(5000, 50, 100, 100));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        set_up, tear_down, "svd_presets", few_ratings_get_more_members_within_bounds,
        planted_tastes_are_found_without_tuning, constant_ratings_are_learned_as_they_are,
        one_rating_is_enough, a_user_with_everything_trains, a_film_that_everybody_has_rated_trains,
        many_users_with_one_rating_each_train, noise_alone_trains);
}
