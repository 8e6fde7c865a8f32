#include "train/bayes.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/ratio.h"
#include "base/stats.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/split.h"

enum {
    ARENA_BYTES = 1 << 26,
    USERS = 300,
    ITEMS = 120,
    PER_USER = 40,
    LEARNED = SPLIT_BIT(SPLIT_TRAIN)
};

static const double NOISE = 0.3;

static struct arena *arena;
static const struct kernels *kernels;
static struct ratings ratings;
static struct split split;
static uint32_t *rows; /* (n_rows) of the test part */
static size_t n_rows;

/* Every tenth rating or so is held out. */
static void hold_out(void)
{
    const struct split_options options = {.protocol = SPLIT_HASH, .test_share = 0.1};
    ck_assert(split_make(&options, &ratings, arena, &split, NULL));
    rows = ARENA_ARRAY(arena, uint32_t, ratings.count);
    n_rows = 0;
    for (size_t i = 0; i < ratings.count; i++)
        if (split.part[i] == SPLIT_TEST)
            rows[n_rows++] = (uint32_t)i;
}

static void set_up(void)
{
    arena = arena_open("test", ARENA_BYTES);
    ratings = fixture_planted(USERS, ITEMS, PER_USER, NOISE, arena);
    ck_assert(kernels_choose(NULL, &kernels, NULL));
    hold_out();
}

static void tear_down(void)
{
    split_free(&split);
    ratings_free(&ratings);
    arena_close(arena);
}

static const struct bayes_options OPTIONS = {
    .factors = 7,
    .sweeps = 60,
    .burn_in = 20,
    .dates = BAYES_DATES_OFF,
    .init_stddev = 0.2,
    .kept = 10,
    .seed = 3,
};

static struct bayes_model fit_on(const struct bayes_options *options, struct pool *pool,
                                 struct bayes_fit *out)
{
    struct bayes_model model;
    bayes_fit(options, &ratings, split.part, LEARNED, rows, n_rows, kernels, pool, arena, &model,
              out);
    return model;
}

static struct bayes_model fit(const struct bayes_options *options)
{
    struct bayes_fit out;
    return fit_on(options, NULL, &out);
}

/* How good predictions of the test part are. */
struct judgement {
    double rmse;
    double inside_half; /* share of ratings inside of the central 50 % interval */
    double inside_most; /* 90 % */
};

static struct judgement judge(const struct predictor *predictor)
{
    float *mean = memory_block(n_rows, sizeof *mean);
    float *stddev = memory_block(n_rows, sizeof *stddev);
    struct mean squared = {0};
    struct judgement judgement = {0};
    predictor->predict(predictor->model, NULL, &ratings, rows, n_rows, mean, stddev);
    for (size_t i = 0; i < n_rows; i++) {
        const double error = (double)mean[i] - (double)ratings.values[rows[i]];
        mean_add(&squared, error * error);
        const double off = fabs(error) / (double)stddev[i];
        judgement.inside_half += (off < stats_normal_quantile(0.75)) / (double)n_rows;
        judgement.inside_most += (off < stats_normal_quantile(0.95)) / (double)n_rows;
    }
    judgement.rmse = sqrt(mean_value(squared));
    memory_free(mean);
    memory_free(stddev);
    return judgement;
}

/*
 * 1,200 held-out ratings: a share of one half has a standard error of .014, of nine tenths of .009.
 * Ratings are cut to 1 … 5, which the model does not know: a few intervals are too wide.
 */
START_TEST(planted_tastes_are_found_with_honest_intervals)
{
    struct bayes_model model = fit(&OPTIONS);
    const struct predictor predictor = bayes_model_predictor(&model, "bayes");
    const struct judgement judgement = judge(&predictor);
    ck_assert_double_lt(judgement.rmse, 1.25 * NOISE);
    ck_assert_double_gt(judgement.rmse, 0.9 * NOISE);
    ck_assert_double_eq_tol(judgement.inside_half, 0.5, 0.06);
    ck_assert_double_eq_tol(judgement.inside_most, 0.9, 0.04);
    bayes_model_free(&model);
}
END_TEST

/* Ratings become stars where planted scores plus standard normal noise pass planted cuts. */
START_TEST(planted_cut_points_are_found)
{
    static const double CUTS[4] = {-2.2, -1.4, 0.1, 0.7};
    struct rng rng = rng_init(11, 1);
    for (size_t i = 0; i < ratings.count; i++) {
        const double x = (double)ratings.values[i] - 3.5 + rng_normal(&rng);
        int stars = 1;
        while (stars < 5 && x > CUTS[stars - 1])
            stars++;
        ratings.values[i] = (float)stars;
    }
    struct bayes_options options = OPTIONS;
    options.sweeps = 120;
    options.burn_in = 60;
    struct bayes_fit out;
    struct bayes_model model = fit_on(&options, NULL, &out);
    ck_assert(out.probit);
    double cuts[4] = {0};
    for (size_t d = 0; d < model.draws; d++)
        for (size_t c = 0; c < 4; c++)
            cuts[c] += (double)model.scales[d].cuts[c] / (double)model.draws;
    /* Biases may take a shift of all: what counts is the distance of neighbours. */
    for (size_t c = 0; c + 1 < 4; c++)
        ck_assert_double_eq_tol(cuts[c + 1] - cuts[c], CUTS[c + 1] - CUTS[c], 0.08);

    bayes_model_free(&model);
}
END_TEST

/* A mood of each user for an hour at a time, as large as the tastes. */
START_TEST(moods_are_told_from_dates)
{
    struct rng rng = rng_init(12, 1);
    for (size_t i = 0; i < ratings.count; i++) {
        if (i % 8 == 0)
            rng = rng_init(12, i);
        struct rng mood = rng;
        ratings.values[i] += (float)rng_normal(&mood);
        ratings.times[i] = 1000000000 + (uint32_t)(i / 8 * 100000 + i % 8 * 10);
    }
    struct bayes_options options = OPTIONS;
    struct bayes_model without = fit(&options);
    options.dates = BAYES_DATES_AUTO;
    struct bayes_fit out;
    struct bayes_model with = fit_on(&options, NULL, &out);
    ck_assert(out.dated);
    const struct predictor blind = bayes_model_predictor(&without, "bayes");
    const struct predictor dated = bayes_model_predictor(&with, "bayes");
    ck_assert_double_lt(judge(&dated).rmse, 0.8 * judge(&blind).rmse);
    bayes_model_free(&without);
    bayes_model_free(&with);
}
END_TEST

START_TEST(any_number_of_threads_gives_the_same_bytes)
{
    struct bayes_options options = OPTIONS;
    options.sweeps = 14;
    options.burn_in = 4;
    options.dates = BAYES_DATES_AUTO;
    for (size_t i = 0; i < ratings.count; i++)
        ratings.values[i] = roundf(ratings.values[i]);
    for (int likelihood = BAYES_GAUSSIAN; likelihood <= BAYES_PROBIT; likelihood++) {
        options.likelihood = (enum bayes_likelihood)likelihood;
        struct bayes_model alone = fit(&options);
        for (size_t threads = 1; threads <= 8; threads *= 2) {
            struct pool *pool;
            struct bayes_fit out;
            ck_assert(pool_open(threads, &pool, NULL));
            struct bayes_model shared = fit_on(&options, pool, &out);
            ck_assert_mem_eq(shared.means, alone.means, n_rows * sizeof(float));
            ck_assert_mem_eq(shared.stddevs, alone.stddevs, n_rows * sizeof(float));
            ck_assert_mem_eq(shared.users, alone.users,
                             USERS * alone.draws * alone.stride * sizeof(float));
            ck_assert_mem_eq(shared.scales, alone.scales, alone.draws * sizeof *alone.scales);
            bayes_model_free(&shared);
            pool_close(pool);
        }
        bayes_model_free(&alone);
    }
}
END_TEST

START_TEST(kept_draws_predict_nearly_as_well_as_all_sweeps)
{
    struct bayes_options options = OPTIONS;
    options.kept = 40;
    struct bayes_model model = fit(&options);
    const struct predictor predictor = bayes_model_predictor(&model, "bayes");
    const double of_all = judge(&predictor).rmse;
    model.row_count = 0; /* as if nothing had been asked for */
    const struct judgement of_draws = judge(&predictor);
    ck_assert_double_eq_tol(of_draws.rmse, of_all, 0.02);
    ck_assert_double_eq_tol(of_draws.inside_most, 0.9, 0.04);
    bayes_model_free(&model);
}
END_TEST

/* With Gaussian likelihood stars are a straight line of scores, in all three forms. */
START_TEST(lists_predictions_and_the_svd_form_agree)
{
    struct bayes_model model = fit(&OPTIONS);
    const struct predictor predictor = bayes_model_predictor(&model, "bayes");
    const uint32_t users[2] = {7, 250};
    float *scores = memory_block(2 * ITEMS, sizeof *scores);
    predictor.score(&model, users, 2, scores);
    struct svd_model svd = bayes_model_to_svd(&model);
    ck_assert_uint_eq(svd.factors, 70);
    model.row_count = 0;
    for (uint32_t i = 0; i < ratings.count; i++) {
        const size_t place = ratings.users[i] == users[0]   ? 0
                             : ratings.users[i] == users[1] ? 1
                                                            : 2;
        if (place == 2)
            continue;
        float mean;
        predictor.predict(&model, NULL, &ratings, &i, 1, &mean, NULL);
        const double score = (double)scores[place * ITEMS + ratings.items[i]];
        const double line = fmin(fmax(model.level + model.slope * score, 1.0), 5.0);
        ck_assert_double_eq_tol((double)mean, line, 1e-3);
        ck_assert_double_eq_tol(
            (double)mean, svd_predict(&svd, kernels, ratings.users[i], ratings.items[i]), 1e-3);
    }
    svd_free(&svd);
    memory_free(scores);
    bayes_model_free(&model);
}
END_TEST

/* Fits a listed set of ratings and predicts all of it; returns the largest miss. */
static double largest_miss(struct ratings listed)
{
    struct bayes_fit out;
    struct bayes_model model;
    unsigned char *part = memory_block(listed.count, 1);
    uint32_t *all = memory_block(listed.count, sizeof *all);
    for (size_t i = 0; i < listed.count; i++)
        all[i] = (uint32_t)i;
    bayes_fit(&OPTIONS, &listed, part, LEARNED, all, listed.count, kernels, NULL, arena, &model,
              &out);
    double miss = 0.0;
    for (size_t i = 0; i < listed.count; i++) {
        ck_assert(isfinite(model.means[i]) && isfinite(model.stddevs[i]));
        miss = fmax(miss, fabs((double)model.means[i] - (double)listed.values[i]));
    }
    memory_free(part);
    memory_free(all);
    bayes_model_free(&model);
    ratings_free(&listed);
    return miss;
}

START_TEST(one_rating_is_enough)
{
    ck_assert_double_lt(largest_miss(FIXTURE_LISTED(arena, {0, 0, 4, 0})), 0.5);
}
END_TEST

START_TEST(equal_ratings_are_predicted_equal)
{
    ck_assert_double_lt(largest_miss(FIXTURE_LISTED(arena, {0, 0, 4, 0}, {0, 1, 4, 0}, {1, 1, 4, 0},
                                                    {2, 0, 4, 0}, {2, 1, 4, 0})),
                        0.2);
}
END_TEST

START_TEST(a_user_without_ratings_gets_what_the_others_say)
{
    for (size_t i = 0; i < ratings.count; i++)
        split.part[i] = ratings.users[i] == 5 || ratings.items[i] == 9 ? SPLIT_TEST : SPLIT_TRAIN;
    for (size_t i = n_rows = 0; i < ratings.count; i++)
        if (split.part[i] == SPLIT_TEST)
            rows[n_rows++] = (uint32_t)i;
    struct bayes_model model = fit(&OPTIONS);
    const struct predictor predictor = bayes_model_predictor(&model, "bayes");
    const struct judgement judgement = judge(&predictor);
    struct mean squared = {0};
    for (size_t i = 0; i < n_rows; i++)
        mean_add(&squared, pow((double)ratings.values[rows[i]] - 3.5, 2.0));
    ck_assert_double_lt(judgement.rmse, 1.05 * sqrt(mean_value(squared)));
    struct mean spread = {0};
    for (size_t i = 0; i < n_rows; i++)
        mean_add(&spread, (double)model.stddevs[i]);
    ck_assert_double_gt(mean_value(spread), 2.0 * NOISE);
    bayes_model_free(&model);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        set_up, tear_down, "bayes", planted_tastes_are_found_with_honest_intervals,
        planted_cut_points_are_found, moods_are_told_from_dates,
        any_number_of_threads_gives_the_same_bytes, kept_draws_predict_nearly_as_well_as_all_sweeps,
        lists_predictions_and_the_svd_form_agree, one_rating_is_enough,
        equal_ratings_are_predicted_equal, a_user_without_ratings_gets_what_the_others_say);
}
