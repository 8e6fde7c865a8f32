#include <math.h>

#include "base/ratio.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/kernels_plain.h"
#include "train/split.h"
#include "train/svd.h"
#include "train/svd_ensemble.h"

enum { ARENA_BYTES = 1 << 26, USERS = 400, ITEMS = 200, PER_USER = 50 };

static const double NOISE = 0.3;

static const struct svd_options OPTIONS = {
    .factors = 16,
    .epochs = 16,
    .learning_rate = 0.05,
    .regularization = 0.05,
    .init_stddev = 0.05,
    .models = 3,
    .implicit = true,
    .implicit_weight = 0.3,
    .implicit_regularization = 0.001,
    .seed = 7,
};

static struct arena *arena;
static struct ratings ratings;
static struct split split;
static const struct kernels *kernels;

/* 20,000 planted ratings, a tenth of them held out. */
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

START_TEST(the_loss_falls_and_planted_tastes_are_found)
{
    struct svd_fit out;
    struct svd_model model = fit(&OPTIONS, kernels, NULL, &out);
    ck_assert_uint_eq(out.epoch_count, 16);
    for (size_t e = 2; e < out.epoch_count; e++)
        ck_assert_double_lt(out.epochs[e].train_rmse, out.epochs[e - 2].train_rmse);
    ck_assert_double_eq_tol(out.epochs[15].learning_rate, 0.05 * SVD_IMPLICIT_FINAL_RATE, 1e-15);
    ck_assert_double_lt(test_rmse(&model), 0.45);
    ck_assert_double_gt(test_rmse(&model), 0.9 * NOISE);
    svd_free(&model);
}
END_TEST

static void assert_same_bytes(const struct svd_options *options)
{
    struct svd_fit out;
    struct svd_model alone = fit(options, kernels, NULL, &out);
    for (size_t threads = 1; threads <= 8; threads *= 2) {
        struct pool *pool;
        struct svd_fit shared_out;
        ck_assert(pool_open(threads, &pool, NULL));
        struct svd_model shared = fit(options, kernels, pool, &shared_out);
        ck_assert_uint_eq(shared.stride, alone.stride);
        ck_assert_mem_eq(shared.users, alone.users, USERS * alone.stride * sizeof(float));
        ck_assert_mem_eq(shared.items, alone.items, ITEMS * alone.stride * sizeof(float));
        ck_assert_uint_eq(shared_out.epoch_count, out.epoch_count);
        ck_assert_mem_eq(shared_out.epochs, out.epochs, out.epoch_count * sizeof *out.epochs);
        svd_free(&shared);
        pool_close(pool);
    }
    svd_free(&alone);
}

START_TEST(any_number_of_threads_gives_the_same_bytes)
{
    struct svd_options options = OPTIONS;
    options.epochs = 6;
    assert_same_bytes(&options);
    options.patience = 1;
    assert_same_bytes(&options);
    options.implicit = false;
    assert_same_bytes(&options);
}
END_TEST

START_TEST(every_kernel_table_learns_the_same_model)
{
    struct svd_fit out;
    struct svd_options options = OPTIONS;
    options.epochs = 6;
    struct svd_model fast = fit(&options, kernels, NULL, &out);
    struct svd_model plain = fit(&options, &kernels_plain, NULL, &out);
    ck_assert_double_eq_tol(test_rmse(&fast), test_rmse(&plain), 1e-4);
    for (size_t i = 0; i < USERS * fast.stride; i++)
        ck_assert_float_eq_tol(fast.users[i], plain.users[i], 5e-3F);
    svd_free(&fast);
    svd_free(&plain);
}
END_TEST

/* What the members predict on average, the joint model predicts. */
static void assert_mean_of_members(struct svd_options options, bool implicit)
{
    options.implicit = implicit;
    struct svd_ensemble ensemble =
        svd_ensemble_open(&options, &ratings, split.part, SPLIT_BIT(SPLIT_TRAIN), kernels, NULL);
    svd_ensemble_epoch(&ensemble, 0.05);
    svd_ensemble_epoch(&ensemble, 0.05);
    struct svd_model joint = svd_ensemble_model(&ensemble);
    ck_assert_uint_eq(joint.factors, options.models * options.factors);
    ck_assert_uint_eq(joint.stride, svd_stride(joint.factors));
    for (size_t i = 0; i < ratings.count; i += 7) {
        double sum = 0.0;
        for (size_t m = 0; m < ensemble.n; m++) {
            const struct svd_model *member = &ensemble.members[m];
            sum += (double)kernels->dot(member->users + ratings.users[i] * member->stride,
                                        member->items + ratings.items[i] * member->stride,
                                        member->stride);
        }
        float product = kernels->dot(joint.users + ratings.users[i] * joint.stride,
                                     joint.items + ratings.items[i] * joint.stride, joint.stride);
        ck_assert_double_eq_tol((double)product, sum / (double)ensemble.n, 2e-6);
    }
    ck_assert_mem_ne(ensemble.members[0].users, ensemble.members[1].users,
                     USERS * ensemble.members[0].stride * sizeof(float));
    svd_free(&joint);
    svd_ensemble_free(&ensemble);
}

START_TEST(an_ensemble_is_the_mean_of_its_members_in_one_model)
{
    assert_mean_of_members(OPTIONS, true);
    assert_mean_of_members(OPTIONS, false);
}
END_TEST

START_TEST(an_ensemble_beats_one_model_and_one_model_is_its_first_member)
{
    struct svd_fit out;
    struct svd_options options = OPTIONS;
    struct svd_model three = fit(&options, kernels, NULL, &out);
    options.models = 1;
    struct svd_model one = fit(&options, kernels, NULL, &out);
    ck_assert_double_lt(test_rmse(&three), test_rmse(&one));
    for (size_t u = 0; u < USERS; u++)
        for (size_t f = 0; f < options.factors; f++)
            ck_assert_float_eq_tol(3.0F * three.users[u * three.stride + f],
                                   one.users[u * one.stride + f], 1e-6F);
    options.models = 0;
    struct svd_model unsaid = fit(&options, kernels, NULL, &out);
    ck_assert_mem_eq(unsaid.users, one.users, USERS * one.stride * sizeof(float));
    svd_free(&three);
    svd_free(&one);
    svd_free(&unsaid);
}
END_TEST

START_TEST(any_number_of_factors_trains)
{
    struct svd_fit out;
    struct svd_options options = OPTIONS;
    options.models = 2;
    options.epochs = 2;
    for (options.factors = 1; options.factors <= 130; options.factors += 3) {
        options.implicit = options.factors % 2 == 0;
        struct svd_model model = fit(&options, kernels, NULL, &out);
        ck_assert_double_lt(test_rmse(&model), 1.1);
        svd_free(&model);
    }
}
END_TEST

START_TEST(training_stops_early_and_starts_again_with_all_ratings)
{
    struct svd_options options = OPTIONS;
    options.patience = 2;
    options.regularization = 0.0;
    options.init_stddev = 0.3;
    options.epochs = 40;
    struct svd_fit out;
    struct svd_model model = fit(&options, kernels, NULL, &out);
    ck_assert(out.stopped_early);
    ck_assert_uint_eq(out.epoch_count, out.best_epoch + 2);
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
    ck_assert_double_ne(item_bias, 0.0);
    ck_assert_double_eq_tol(svd_predict(&model, kernels, 4, 5), model.mean + user_bias, 1e-6);
    ck_assert_double_eq_tol(svd_predict(&model, kernels, 3, 6), model.mean + item_bias, 1e-6);
    ck_assert_double_eq_tol(svd_predict(&model, kernels, 3, 5), model.mean, 1e-6);
    svd_free(&model);
}
END_TEST

START_TEST(a_learning_rate_that_is_too_high_is_named)
{
    struct svd_options options = OPTIONS;
    options.learning_rate = 20.0;
    struct svd_model model = {.n_users = 99};
    struct svd_fit out;
    struct error err = {0};
    ck_assert(!svd_fit(&options, &ratings, split.part, kernels, NULL, arena, &model, &out, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_str_eq(err.text, "training diverges in epoch 1: the learning rate 20 is too high");
    ck_assert_uint_eq(model.n_users, 99);
}
END_TEST

START_TEST(a_predictor_answers_as_the_model_does)
{
    struct svd_fit out;
    struct svd_model model = fit(&OPTIONS, kernels, NULL, &out);
    const struct svd_scorer scorer = {&model, kernels};
    const struct predictor predictor = svd_predictor(&scorer, "fast");
    ck_assert_str_eq(predictor.name, "fast");
    const uint32_t rows[] = {0, 17, 19000};
    float mean[3];
    float stddev[3];
    predictor.predict(predictor.model, NULL, &ratings, rows, 3, mean, stddev);
    for (size_t n = 0; n < 3; n++) {
        ck_assert(isnan(stddev[n]));
        ck_assert_float_eq(mean[n], (float)svd_predict(&model, kernels, ratings.users[rows[n]],
                                                       ratings.items[rows[n]]));
    }
    predictor.predict(predictor.model, NULL, &ratings, rows, 3, mean, NULL);
    const uint32_t users[] = {5, 0};
    float scores[2 * ITEMS];
    predictor.score(predictor.model, users, 2, scores);
    for (size_t n = 0; n < 2; n++)
        for (size_t i = 0; i < ITEMS; i++)
            ck_assert_float_eq_tol(scores[n * ITEMS + i],
                                   kernels->dot(model.users + users[n] * model.stride,
                                                model.items + i * model.stride, model.stride),
                                   1e-5F);
    svd_free(&model);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        set_up, tear_down, "svd_implicit", the_loss_falls_and_planted_tastes_are_found,
        any_number_of_threads_gives_the_same_bytes, every_kernel_table_learns_the_same_model,
        an_ensemble_is_the_mean_of_its_members_in_one_model,
        an_ensemble_beats_one_model_and_one_model_is_its_first_member, any_number_of_factors_trains,
        training_stops_early_and_starts_again_with_all_ratings,
        what_was_not_seen_is_predicted_by_the_remaining_terms,
        a_learning_rate_that_is_too_high_is_named, a_predictor_answers_as_the_model_does);
}
