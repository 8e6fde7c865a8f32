#include "train/svd.h"

#include <math.h>

#include "base/ratio.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/baselines.h"
#include "train/kernels_plain.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 26, USERS = 600, ITEMS = 200, PER_USER = 60 };

static const double NOISE = 0.3;

static const struct svd_options OPTIONS = {
    .factors = 16,
    .epochs = 30,
    .learning_rate = 0.05,
    .regularization = 0.03,
    .init_stddev = 0.01,
    .seed = 7,
};

static struct arena *arena;
static struct ratings ratings;
static struct split split;
static const struct kernels *kernels;

/* 36,000 planted ratings, a tenth of them held out. */
static void set_up(void)
{
    arena = arena_open("test", ARENA_BYTES);
    ratings = fixture_planted(USERS, ITEMS, PER_USER, NOISE, arena);
    const struct split_options options = {
        .protocol = SPLIT_HASH, .test_share = 0.1, .validation_share = 0.1};
    ck_assert(split_make(&options, &ratings, arena, &split, NULL));
    ck_assert(kernels_choose(NULL, &kernels, NULL));
}

static void tear_down(void)
{
    split_free(&split);
    ratings_free(&ratings);
    arena_close(arena);
}

static struct svd_model fit(const struct svd_options *options, const struct kernels *with,
                            struct pool *pool, struct svd_fit *out)
{
    struct svd_model model;
    struct error err = {0};
    ck_assert_msg(svd_fit(options, &ratings, split.part, with, pool, arena, &model, out, &err),
                  "%s", err.text);
    return model;
}

static double test_rmse(const struct svd_model *model)
{
    struct mean squared = {0};
    for (size_t i = 0; i < ratings.count; i++) {
        if (split.part[i] != SPLIT_TEST)
            continue;
        double error = svd_predict(model, kernels, ratings.users[i], ratings.items[i]) -
                       (double)ratings.values[i];
        mean_add(&squared, error * error);
    }
    return sqrt(mean_value(squared));
}

START_TEST(the_loss_falls_from_epoch_to_epoch)
{
    struct svd_fit out;
    struct svd_model model = fit(&OPTIONS, kernels, NULL, &out);
    ck_assert_uint_eq(out.epoch_count, 30);
    ck_assert_uint_eq(out.best_epoch, 30);
    ck_assert(!out.stopped_early);
    for (size_t e = 0; e < out.epoch_count; e++) {
        ck_assert(isnan(out.epochs[e].validation_rmse));
        ck_assert(e == 0 || out.epochs[e].train_rmse < out.epochs[e - 1].train_rmse);
    }
    ck_assert_double_eq(out.epochs[0].learning_rate, 0.05);
    ck_assert_double_eq_tol(out.epochs[29].learning_rate, 0.05 * SVD_FINAL_RATE, 1e-15);
    double step = out.epochs[0].learning_rate - out.epochs[1].learning_rate;
    ck_assert_double_eq_tol(out.epochs[14].learning_rate - out.epochs[15].learning_rate, step,
                            1e-12);
    svd_free(&model);
}
END_TEST

START_TEST(planted_tastes_are_found)
{
    struct svd_fit out;
    struct svd_model model = fit(&OPTIONS, kernels, NULL, &out);
    struct mean squared = {0};
    const unsigned learned = SPLIT_BIT(SPLIT_TRAIN) | SPLIT_BIT(SPLIT_VALIDATION);
    struct baselines biases = baselines_fit(&ratings, split.part, learned, arena);
    for (size_t i = 0; i < ratings.count; i++) {
        if (split.part[i] != SPLIT_TEST)
            continue;
        double error = biases.mean + biases.user_bias[ratings.users[i]] +
                       biases.item_bias[ratings.items[i]] - (double)ratings.values[i];
        mean_add(&squared, error * error);
    }
    ck_assert_double_gt(sqrt(mean_value(squared)), 0.6);
    ck_assert_double_lt(test_rmse(&model), 0.4);
    ck_assert_double_gt(test_rmse(&model), 0.9 * NOISE);
    svd_free(&model);
}
END_TEST

START_TEST(any_number_of_threads_gives_the_same_bytes)
{
    struct svd_fit out;
    struct svd_options options = OPTIONS;
    options.patience = 2;
    struct svd_model alone = fit(&options, kernels, NULL, &out);
    for (size_t threads = 1; threads <= 8; threads *= 2) {
        struct pool *pool;
        struct svd_fit shared_out;
        ck_assert(pool_open(threads, &pool, NULL));
        struct svd_model shared = fit(&options, kernels, pool, &shared_out);
        ck_assert_mem_eq(shared.users, alone.users, USERS * alone.stride * sizeof(float));
        ck_assert_mem_eq(shared.items, alone.items, ITEMS * alone.stride * sizeof(float));
        ck_assert_uint_eq(shared_out.epoch_count, out.epoch_count);
        ck_assert_mem_eq(shared_out.epochs, out.epochs, out.epoch_count * sizeof *out.epochs);
        svd_free(&shared);
        pool_close(pool);
    }
    svd_free(&alone);
}
END_TEST

START_TEST(another_seed_gives_another_model_of_the_same_quality)
{
    struct svd_fit out;
    struct svd_options options = OPTIONS;
    struct svd_model one = fit(&options, kernels, NULL, &out);
    options.seed++;
    struct svd_model other = fit(&options, kernels, NULL, &out);
    ck_assert_mem_ne(one.users, other.users, USERS * one.stride * sizeof(float));
    ck_assert_double_eq_tol(test_rmse(&one), test_rmse(&other), 0.01);
    svd_free(&one);
    svd_free(&other);
}
END_TEST

START_TEST(every_kernel_table_learns_the_same_model)
{
    struct svd_fit out;
    struct svd_model fast = fit(&OPTIONS, kernels, NULL, &out);
    struct svd_model plain = fit(&OPTIONS, &kernels_plain, NULL, &out);
    ck_assert_double_eq_tol(test_rmse(&fast), test_rmse(&plain), 1e-4);
    for (size_t i = 0; i < USERS * fast.stride; i++)
        ck_assert_float_eq_tol(fast.users[i], plain.users[i], 5e-3F);
    svd_free(&fast);
    svd_free(&plain);
}
END_TEST

START_TEST(training_stops_when_validation_gets_worse)
{
    /* Noise only: whatever is learned beyond the mean is wrong. */
    struct rng rng = rng_init(1, 1);
    for (size_t i = 0; i < ratings.count; i++)
        ratings.values[i] = (float)(1 + rng_below(&rng, 5));
    struct svd_options options = OPTIONS;
    options.regularization = 0.0;
    options.patience = 3;
    options.init_stddev = 0.1;
    struct svd_fit out;
    struct svd_model model = fit(&options, kernels, NULL, &out);
    ck_assert(out.stopped_early);
    ck_assert_uint_lt(out.best_epoch, 27);
    ck_assert_uint_eq(out.epoch_count, out.best_epoch + 3);
    for (size_t e = 0; e < out.epoch_count; e++)
        ck_assert_double_ge(out.epochs[e].validation_rmse,
                            out.epochs[out.best_epoch - 1].validation_rmse);

    /* The model that is kept has seen the validation part as well. */
    struct mean learned = {0};
    for (size_t i = 0; i < ratings.count; i++)
        if (split.part[i] != SPLIT_TEST)
            mean_add(&learned, (double)ratings.values[i]);
    ck_assert_double_eq_tol(model.mean, mean_value(learned), 1e-9);
    svd_free(&model);
}
END_TEST

START_TEST(what_was_not_seen_is_predicted_by_the_remaining_terms)
{
    for (size_t i = 0; i < ratings.count; i++)
        if (ratings.users[i] == 3 || ratings.items[i] == 5)
            split.part[i] = SPLIT_TEST;
    struct svd_fit out;
    struct svd_model model = fit(&OPTIONS, kernels, NULL, &out);
    const double user_bias = (double)model.users[4 * model.stride + model.stride - 2];
    const double item_bias = (double)model.items[6 * model.stride + model.stride - 1];
    ck_assert_double_ne(user_bias, 0.0);
    ck_assert_double_eq(svd_predict(&model, kernels, SVD_UNSEEN, SVD_UNSEEN), model.mean);
    ck_assert_double_eq(svd_predict(&model, kernels, 4, SVD_UNSEEN), model.mean + user_bias);
    ck_assert_double_eq(svd_predict(&model, kernels, SVD_UNSEEN, 6), model.mean + item_bias);
    ck_assert_double_eq(svd_predict(&model, kernels, 4, 5), model.mean + user_bias);
    ck_assert_double_eq(svd_predict(&model, kernels, 3, 6), model.mean + item_bias);
    ck_assert_double_eq(svd_predict(&model, kernels, 3, 5), model.mean);
    svd_free(&model);
}
END_TEST

START_TEST(predictions_stay_on_the_scale)
{
    struct svd_fit out;
    struct svd_model model = fit(&OPTIONS, kernels, NULL, &out);
    model.users[model.stride - 2] = 100.0F;
    ck_assert_double_eq(svd_predict(&model, kernels, 0, 0), 5.0);
    model.users[model.stride - 2] = -100.0F;
    ck_assert_double_eq(svd_predict(&model, kernels, 0, 0), 1.0);

    const uint32_t rows[] = {0, PER_USER};
    float predictions[2];
    svd_predict_rows(&model, kernels, NULL, &ratings, rows, 2, predictions);
    ck_assert_float_eq(predictions[0], 1.0F);
    ck_assert_float_eq(predictions[1],
                       (float)svd_predict(&model, kernels, 1, ratings.items[PER_USER]));
    svd_free(&model);
}
END_TEST

START_TEST(a_learning_rate_that_is_too_high_is_named)
{
    struct svd_options options = OPTIONS;
    options.learning_rate = 5.0;
    struct svd_model model = {.n_users = 99};
    struct svd_fit out;
    struct error err = {0};
    ck_assert(!svd_fit(&options, &ratings, split.part, kernels, NULL, arena, &model, &out, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_str_eq(err.text, "training diverges in epoch 1: the learning rate 5 is too high");
    ck_assert_uint_eq(model.n_users, 99);
}
END_TEST

START_TEST(constant_ratings_are_learned_as_they_are)
{
    for (size_t i = 0; i < ratings.count; i++)
        ratings.values[i] = 4.0F;
    struct svd_fit out;
    struct svd_model model = fit(&OPTIONS, kernels, NULL, &out);
    ck_assert_double_lt(test_rmse(&model), 1e-3);
    svd_free(&model);
}
END_TEST

START_TEST(one_rating_is_enough_to_train)
{
    struct svd_options options = OPTIONS;
    options.patience = 2;
    memset(split.part, SPLIT_TEST, ratings.count);
    split.part[8] = SPLIT_VALIDATION;
    struct svd_fit out;
    struct svd_model model = fit(&options, kernels, NULL, &out);
    ck_assert_double_eq(model.mean, (double)ratings.values[8]);
    svd_free(&model);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        set_up, tear_down, "svd", the_loss_falls_from_epoch_to_epoch, planted_tastes_are_found,
        any_number_of_threads_gives_the_same_bytes,
        another_seed_gives_another_model_of_the_same_quality,
        every_kernel_table_learns_the_same_model, training_stops_when_validation_gets_worse,
        what_was_not_seen_is_predicted_by_the_remaining_terms, predictions_stay_on_the_scale,
        a_learning_rate_that_is_too_high_is_named, constant_ratings_are_learned_as_they_are,
        one_rating_is_enough_to_train);
}
