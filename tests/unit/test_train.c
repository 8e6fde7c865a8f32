#include "train/train.h"

#include <math.h>

#include "ratings_fixture.h"
#include "suite.h"

enum { ARENA_BYTES = 1 << 27 };

static struct arena *arena;
static const struct kernels *kernels;
static const struct clock RUNNING = {0};

/* What a run hands out. */
struct outcome {
    struct training training;
    struct scoring scoring;
    struct metric_list metrics;
    struct svd_model model;
};

static void set_up(void)
{
    arena = arena_open("test", ARENA_BYTES);
    ck_assert(kernels_choose(NULL, &kernels, NULL));
}

static void tear_down(void)
{
    arena_close(arena);
}

static struct train_options options_with(enum split_protocol protocol)
{
    return (struct train_options){
        .split = {.protocol = protocol,
                  .test_share = 0.1,
                  .validation_share = 0.1,
                  .folds = 4,
                  .seed = 1},
        .contenders = 1U << CONTENDER_SVD | 1U << CONTENDER_POPULARITY,
        .models = {.svd = {.factors = 8,
                           .epochs = 20,
                           .learning_rate = 0.05,
                           .regularization = 0.03,
                           .init_stddev = 0.01,
                           .patience = 3,
                           .seed = 1},
                   .kernels = kernels},
        .ranking = {.relevant_from = 4.0, .ks = {5, 10}, .k_count = 2},
        .resamples = 200,
        .seed = 1,
    };
}

static struct outcome run(const struct train_options *options, const struct ratings *ratings,
                          struct pool *pool, const struct clock *clock)
{
    struct outcome out = {.metrics = metric_list_init(arena)};
    struct error err = {0};
    ck_assert_msg(train_run(options, ratings, pool, clock, arena, arena, &out.training,
                            &out.scoring, &out.metrics, &out.model, &err),
                  "%s", err.text);
    return out;
}

static double value_of(const struct outcome *outcome, const char *selector)
{
    const struct metric *metric = metric_find(&outcome->metrics, str_from(selector));
    ck_assert_msg(metric != NULL, "%s", selector);
    return metric->value;
}

static void assert_skipped(const struct ratings *ratings, const char *reason)
{
    struct train_options options = options_with(SPLIT_AUTO);
    struct outcome out = run(&options, ratings, NULL, &RUNNING);
    ck_assert_int_eq(out.training.status, TRAINING_SKIPPED);
    ck_assert_msg(str_equal(out.training.reason, str_from(reason)), "%.*s",
                  STR_ARG(out.training.reason));
    ck_assert_uint_eq(out.metrics.count, 0);
    ck_assert_ptr_null(out.model.users);
}

START_TEST(a_run_scores_the_model_beside_its_baselines)
{
    struct ratings ratings = fixture_planted(300, 100, 40, 0.3, arena);
    struct train_options options = options_with(SPLIT_HASH);
    struct outcome out = run(&options, &ratings, NULL, &RUNNING);
    ck_assert_int_eq(out.training.status, TRAINING_DONE);
    ck_assert_uint_eq(out.training.reason.size, 0);
    ck_assert_uint_eq(out.training.n_train + out.training.n_validation + out.training.n_test,
                      ratings.count);
    ck_assert(str_equal(out.training.protocol, STR("hash")));
    ck_assert_uint_ge(out.training.epoch_count, out.training.best_epoch);
    ck_assert(out.training.training_ms > 0.0);
    ck_assert_uint_gt(out.training.ranked_users, 0);
    ck_assert_uint_le(out.training.ranked_users + out.training.unranked_users, 300);
    ck_assert_uint_eq(out.model.n_users, 300);

    ck_assert_double_lt(value_of(&out, "rmse{model=svd}"), value_of(&out, "rmse{model=biases}"));
    ck_assert_double_lt(value_of(&out, "rmse{model=biases}"),
                        value_of(&out, "rmse{model=global_mean}"));
    ck_assert_double_eq(value_of(&out, "rmse"), value_of(&out, "rmse{model=svd}"));
    ck_assert_double_eq(value_of(&out, "mae"), value_of(&out, "mae{model=svd}"));
    ck_assert_double_gt(value_of(&out, "ndcg_at_10"),
                        value_of(&out, "ndcg_at_10{model=popularity}"));
    const struct metric *rmse = metric_find(&out.metrics, STR("rmse"));
    ck_assert_uint_eq(rmse->support, out.training.n_test);
    ck_assert_double_lt(rmse->interval.low, rmse->value);
    ck_assert_double_gt(rmse->interval.high, rmse->value);
    /*
     * Three models with five figures; two rankings with two lengths of the measures and coverage,
     * and what is beyond them: without genres two less, with Gini index and entropy two more.
     */
    size_t of_models = 0;
    for (size_t i = 0; i < out.metrics.count; i++)
        of_models += out.metrics.items[i].label_count == 1;
    ck_assert_uint_eq(of_models, 3 * 5 + 2 * (2 * (RANKING_MEASURES + 1) + RANKING_BEYOND));
    svd_free(&out.model);
    ratings_free(&ratings);
}
END_TEST

START_TEST(a_run_says_which_model_is_better_and_for_whom)
{
    struct ratings ratings = fixture_planted(300, 100, 40, 0.3, arena);
    struct train_options options = options_with(SPLIT_RANDOM);
    struct outcome out = run(&options, &ratings, NULL, &RUNNING);
    ck_assert_uint_eq(out.scoring.test, out.training.n_test);
    ck_assert_uint_eq(out.scoring.k, 10);
    /* The planted tastes are more than biases, and more than popularity. */
    ck_assert_uint_eq(out.scoring.comparison_count, 3);
    for (size_t i = 0; i < out.scoring.comparison_count; i++)
        ck_assert_int_eq(out.scoring.comparisons[i].verdict, COMPARISON_FIRST_BETTER);
    ck_assert_double_eq(out.scoring.comparisons[2].first_value, value_of(&out, "ndcg_at_10"));
    ck_assert_uint_eq(out.scoring.calibration_count, 3);
    ck_assert_uint_gt(out.scoring.slice_count, 0);
    /* The planted times go on from user to user, and the split is random. */
    ck_assert(out.scoring.leakage.dated);
    ck_assert_uint_gt(out.scoring.leakage.own_future, 0);
    svd_free(&out.model);

    options.ranking.ks[1] = 7;
    out = run(&options, &ratings, NULL, &RUNNING);
    ck_assert_uint_eq(out.scoring.k, 7);
    svd_free(&out.model);
    options.ranking.k_count = 0;
    out = run(&options, &ratings, NULL, &RUNNING);
    ck_assert_uint_eq(out.scoring.k, 0);
    ck_assert_uint_eq(out.scoring.comparison_count, 2);
    svd_free(&out.model);
    ratings_free(&ratings);
}
END_TEST

START_TEST(every_interval_holds_its_value)
{
    struct ratings ratings = fixture_planted(300, 100, 40, 0.3, arena);
    struct train_options options = options_with(SPLIT_RANDOM);
    struct outcome out = run(&options, &ratings, NULL, &RUNNING);
    for (size_t i = 0; i < out.metrics.count; i++) {
        const struct metric *metric = &out.metrics.items[i];
        if (metric->definition->interval == NULL) {
            ck_assert(isnan(metric->interval.low));
            continue;
        }
        ck_assert_double_le(metric->interval.low, metric->value);
        ck_assert_double_ge(metric->interval.high, metric->value);
    }
    svd_free(&out.model);
    ratings_free(&ratings);
}
END_TEST

START_TEST(threads_change_no_number)
{
    struct ratings ratings = fixture_planted(400, 100, 60, 0.3, arena);
    struct train_options options = options_with(SPLIT_HASH);
    struct pool *pool;
    ck_assert(pool_open(2, &pool, NULL));
    struct outcome one = run(&options, &ratings, NULL, &RUNNING);
    struct outcome two = run(&options, &ratings, pool, &RUNNING);
    ck_assert_uint_eq(one.metrics.count, two.metrics.count);
    for (size_t i = 0; i < one.metrics.count; i++) {
        const struct metric *a = &one.metrics.items[i];
        const struct metric *b = &two.metrics.items[i];
        ck_assert_str_eq(a->definition->key, b->definition->key);
        ck_assert_mem_eq(&a->value, &b->value, sizeof a->value);
        ck_assert_mem_eq(&a->interval, &b->interval, sizeof a->interval);
    }
    svd_free(&one.model);
    svd_free(&two.model);
    pool_close(pool);
    ratings_free(&ratings);
}
END_TEST

START_TEST(folds_are_averaged_and_test_every_rating)
{
    struct ratings ratings = fixture_planted(200, 80, 40, 0.3, arena);
    struct train_options options = options_with(SPLIT_KFOLD);
    struct outcome out = run(&options, &ratings, NULL, &RUNNING);
    ck_assert_uint_eq(out.training.folds, 4);
    ck_assert_uint_eq(out.training.n_test, ratings.count / 4);
    ck_assert_uint_eq(metric_find(&out.metrics, STR("rmse"))->support, ratings.count);
    ck_assert_double_lt(value_of(&out, "rmse"), value_of(&out, "rmse{model=biases}"));
    svd_free(&out.model);
    ratings_free(&ratings);
}
END_TEST

START_TEST(under_a_frozen_clock_the_duration_is_unknown)
{
    struct ratings ratings = fixture_planted(50, 40, 20, 0.3, arena);
    struct train_options options = options_with(SPLIT_TIME);
    const struct clock frozen = {.frozen = true};
    struct outcome out = run(&options, &ratings, NULL, &frozen);
    ck_assert(isnan(out.training.training_ms));
    ck_assert(str_equal(out.training.protocol, STR("time")));
    svd_free(&out.model);
    ratings_free(&ratings);
}
END_TEST

START_TEST(nothing_to_learn_from_is_said)
{
    struct ratings none = {0};
    assert_skipped(&none, "there are no ratings");
    struct ratings one_user = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {0, 1, 3, 0});
    assert_skipped(&one_user, "all 2 ratings are by one user: tastes are learned from several");
    ratings_free(&one_user);
    struct ratings one_film = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {1, 0, 3, 0}, {2, 0, 3, 0});
    assert_skipped(&one_film, "all 3 ratings are of one film: there is nothing to choose from");
    ratings_free(&one_film);
    struct ratings single = FIXTURE_LISTED(arena, {0, 0, 5, 0});
    assert_skipped(&single, "there is only one rating");
    ratings_free(&single);
}
END_TEST

START_TEST(too_few_ratings_train_a_model_without_scores)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 1}, {1, 1, 3, 2}, {1, 0, 4, 3});
    struct train_options options = options_with(SPLIT_AUTO);
    struct outcome out = run(&options, &ratings, NULL, &RUNNING);
    ck_assert_int_eq(out.training.status, TRAINING_NO_TEST);
    ck_assert_msg(str_equal(out.training.reason, STR("no rating was held out: the model is "
                                                     "trained on all 3 and not scored")),
                  "%.*s", STR_ARG(out.training.reason));
    ck_assert(str_equal(out.training.protocol_text, STR("none of the ratings")));
    ck_assert_uint_eq(out.training.n_train, 3);
    ck_assert_uint_eq(out.metrics.count, 0);
    ck_assert_uint_eq(out.scoring.test, 0);
    ck_assert_double_eq(out.model.mean, 4.0);
    svd_free(&out.model);

    const uint32_t all[] = {0, 1, 2};
    options.split.protocol = SPLIT_ROWS;
    options.split.rows = all;
    options.split.row_count = 3;
    out = run(&options, &ratings, NULL, &RUNNING);
    ck_assert_msg(str_equal(out.training.reason, STR("every rating was held out: the model is "
                                                     "trained on all 3 and not scored")),
                  "%.*s", STR_ARG(out.training.reason));
    svd_free(&out.model);
    ratings_free(&ratings);
}
END_TEST

START_TEST(odd_data_trains_all_the_same)
{
    /* One user rated everything, the others one film each, and all give 3 stars. */
    enum { LONELY = 500, ITEMS = 50 };
    struct ratings ratings = fixture_empty(LONELY + ITEMS, LONELY + 1, ITEMS);
    for (uint32_t n = 0; n < LONELY + ITEMS; n++) {
        ratings.users[n] = n < LONELY ? n : LONELY;
        ratings.items[n] = n % ITEMS;
        ratings.values[n] = 3.0F;
    }
    fixture_name(&ratings, arena);
    struct train_options options = options_with(SPLIT_AUTO);
    struct outcome out = run(&options, &ratings, NULL, &RUNNING);
    ck_assert_int_eq(out.training.status, TRAINING_DONE);
    ck_assert_double_eq_tol(value_of(&out, "rmse"), 0.0, 1e-3);
    ck_assert(isnan(value_of(&out, "ndcg_at_5"))); /* nothing is relevant */
    svd_free(&out.model);
    ratings_free(&ratings);
}
END_TEST

START_TEST(what_the_split_refuses_fails_the_run)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 7}, {1, 1, 3, 7}, {1, 0, 4, 7});
    struct train_options options = options_with(SPLIT_TIME);
    struct outcome out = {.metrics = metric_list_init(arena)};
    struct error err = {0};
    ck_assert(!train_run(&options, &ratings, NULL, &RUNNING, arena, arena, &out.training,
                         &out.scoring, &out.metrics, &out.model, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    options = options_with(SPLIT_KFOLD);
    options.split.folds = 3;
    options.models.svd.learning_rate = 1e9;
    ck_assert(!train_run(&options, &ratings, NULL, &RUNNING, arena, arena, &out.training,
                         &out.scoring, &out.metrics, NULL, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_uint_eq(out.metrics.count, 0);
    ratings_free(&ratings);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        set_up, tear_down, "train", a_run_scores_the_model_beside_its_baselines,
        a_run_says_which_model_is_better_and_for_whom, every_interval_holds_its_value,
        threads_change_no_number, folds_are_averaged_and_test_every_rating,
        under_a_frozen_clock_the_duration_is_unknown, nothing_to_learn_from_is_said,
        too_few_ratings_train_a_model_without_scores, odd_data_trains_all_the_same,
        what_the_split_refuses_fails_the_run);
}
