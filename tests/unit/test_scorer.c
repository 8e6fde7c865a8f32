#include "train/scorer.h"

#include <math.h>

#include "scoring_reference.h"
#include "suite.h"

enum { ARENA_BYTES = 1 << 24 };

static struct arena *arena;
static struct scoring_reference reference;

static void open_reference(void)
{
    arena = arena_open("test", ARENA_BYTES);
    scoring_reference_open(&reference, arena);
}

static void close_reference(void)
{
    scoring_reference_close(&reference);
    arena_close(arena);
}

/* The reference's predictions, with its spread. */
static void predict_reference(const void *model, struct pool *pool, const struct ratings *ratings,
                              const uint32_t *rows, size_t count, float *mean, float *stddev)
{
    (void)model;
    (void)pool;
    (void)ratings;
    for (size_t n = 0; n < count; n++) {
        mean[n] = SCORING_ROWS[rows[n]].mean;
        stddev[n] = SCORING_ROWS[rows[n]].stddev;
    }
}

/* The same number of stars for everything, and no spread. */
static void predict_constant(const void *model, struct pool *pool, const struct ratings *ratings,
                             const uint32_t *rows, size_t count, float *mean, float *stddev)
{
    (void)pool;
    (void)ratings;
    (void)rows;
    for (size_t n = 0; n < count; n++) {
        mean[n] = *(const float *)model;
        stddev[n] = NAN;
    }
}

static const float LOW = 1.0F;

static const struct predictor MODELS[] = {
    {.name = "svd", .predict = predict_reference},
    {.name = "popularity"},
    {.name = "low", .model = &LOW, .predict = predict_constant},
};

struct outcome {
    struct scoring scoring;
    struct metric_list metrics;
};

static struct outcome score(const struct predictor *models, size_t count, size_t folds,
                            const struct scorer_list *lists, size_t list_count)
{
    const struct user_bootstrap bootstrap = {200, 1};
    struct scorer scorer = scorer_init(&reference.ratings, NULL, arena);
    struct outcome out = {.metrics = metric_list_init(arena)};
    for (size_t fold = 0; fold < folds; fold++)
        scorer_add_fold(&scorer, reference.part, models, count, NULL);
    const struct scorer_lists all = {.k = 10, .items = lists, .count = list_count};
    scorer_finish(&scorer, &bootstrap, &all, NULL, arena, &out.scoring, &out.metrics);
    return out;
}

static const struct metric *find(const struct outcome *outcome, const char *selector)
{
    const struct metric *metric = metric_find(&outcome->metrics, str_from(selector));
    ck_assert_msg(metric != NULL, "%s", selector);
    return metric;
}

START_TEST(every_model_that_rates_is_scored_and_the_first_is_the_headline)
{
    struct outcome out = score(MODELS, 3, 1, NULL, 0);
    ck_assert_uint_eq(out.scoring.test, SCORING_COUNT);
    ck_assert(str_equal(out.scoring.headline, STR("svd")));
    ck_assert_uint_eq(out.scoring.k, 0);
    ck_assert_double_eq_tol(find(&out, "rmse")->value, SCORING_RMSE, 1e-12);
    ck_assert_double_lt(find(&out, "rmse")->interval.low, SCORING_RMSE);
    ck_assert_double_gt(find(&out, "rmse")->interval.high, SCORING_RMSE);
    ck_assert_double_lt(find(&out, "r2")->interval.low, SCORING_R2);
    ck_assert_double_gt(find(&out, "r2")->interval.high, SCORING_R2);
    ck_assert_double_lt(find(&out, "fcp")->interval.low, SCORING_FCP);
    ck_assert_double_gt(find(&out, "fcp")->interval.high, SCORING_FCP);
    ck_assert_double_lt(find(&out, "r2{model=low}")->value, 0.0);
    ck_assert_ptr_null(metric_find(&out.metrics, STR("rmse{model=popularity}")));
    ck_assert_double_eq_tol(find(&out, "slice_rmse{model=svd,slice=users_new}")->value,
                            SCORING_RMSE, 1e-12);
    ck_assert_uint_eq(out.scoring.calibration_count, 2);
    ck_assert(out.scoring.calibrations[0].has_spread);
    ck_assert(!out.scoring.calibrations[1].has_spread);
    ck_assert_uint_gt(out.scoring.worst_users.count, 0);
    ck_assert_uint_eq(out.scoring.leakage.test, SCORING_COUNT);
}
END_TEST

START_TEST(the_headline_is_compared_with_all_others)
{
    double ones[SCORING_USERS];
    double low[SCORING_USERS] = {0};
    for (size_t u = 0; u < SCORING_USERS; u++)
        ones[u] = 1.0;
    const struct scorer_list lists[] = {{STR("svd"), {ones, ones}},
                                        {STR("popularity"), {low, ones}}};
    struct outcome out = score(MODELS, 3, 1, lists, 2);
    ck_assert_uint_eq(out.scoring.k, 10);
    ck_assert_uint_eq(out.scoring.comparison_count, 2);
    const struct comparison *rmse = &out.scoring.comparisons[0];
    ck_assert(str_equal(rmse->metric, STR("rmse")));
    ck_assert(str_equal(rmse->second, STR("low")));
    ck_assert_double_eq_tol(rmse->first_value, SCORING_RMSE, 1e-12);
    ck_assert_int_eq(rmse->verdict, COMPARISON_FIRST_BETTER);
    const struct comparison *ndcg = &out.scoring.comparisons[1];
    ck_assert(str_equal(ndcg->metric, STR("ndcg_at_10")));
    ck_assert(str_equal(ndcg->second, STR("popularity")));
    ck_assert_int_eq(ndcg->verdict, COMPARISON_FIRST_BETTER);
    ck_assert_double_eq(find(&out, "slice_ndcg_at_10{model=svd,slice=users_new}")->value, 1.0);
}
END_TEST

START_TEST(a_headline_that_only_ranks_has_comparisons_of_lists_only)
{
    double ones[SCORING_USERS];
    for (size_t u = 0; u < SCORING_USERS; u++)
        ones[u] = 1.0;
    const struct predictor models[] = {MODELS[1], MODELS[2]};
    const struct scorer_list lists[] = {{STR("popularity"), {ones, ones}},
                                        {STR("ease"), {ones, ones}}};
    struct outcome out = score(models, 2, 1, lists, 2);
    ck_assert(str_equal(out.scoring.headline, STR("popularity")));
    ck_assert_uint_eq(out.scoring.slice_count, 0);
    ck_assert_uint_eq(out.scoring.worst_films.count, 0);
    ck_assert_uint_eq(out.scoring.comparison_count, 1);
    ck_assert(str_equal(out.scoring.comparisons[0].second, STR("ease")));
    ck_assert(!find(&out, "rmse{model=low}")->headline);
}
END_TEST

START_TEST(lists_of_another_model_are_no_lists_of_the_headline)
{
    double ones[SCORING_USERS];
    for (size_t u = 0; u < SCORING_USERS; u++)
        ones[u] = 1.0;
    const struct scorer_list lists[] = {{STR("popularity"), {ones, ones}},
                                        {STR("ease"), {ones, ones}}};
    struct outcome out = score(MODELS, 3, 1, lists, 2);
    ck_assert_uint_eq(out.scoring.comparison_count, 1);
    ck_assert(str_equal(out.scoring.comparisons[0].metric, STR("rmse")));
    ck_assert_uint_eq(out.scoring.slices[0].ranked_users, 0);
}
END_TEST

START_TEST(the_averages_of_lists_are_resampled_with_the_rest)
{
    const struct user_bootstrap bootstrap = {200, 1};
    struct scorer scorer = scorer_init(&reference.ratings, NULL, arena);
    struct metric_list metrics = metric_list_init(arena);
    struct scoring scoring;
    scorer_add_fold(&scorer, reference.part, MODELS, 1, NULL);
    const struct user_average squared = accuracy_squared(&scorer.models[0].accuracy);
    struct interval interval;
    const struct scorer_lists lists = {
        .averages = &squared, .average_count = 1, .intervals = &interval};
    scorer_finish(&scorer, &bootstrap, &lists, NULL, arena, &scoring, &metrics);
    ck_assert_double_eq(sqrt(interval.low), metric_find(&metrics, STR("rmse"))->interval.low);
    ck_assert_double_eq(sqrt(interval.high), metric_find(&metrics, STR("rmse"))->interval.high);
}
END_TEST

START_TEST(folds_add_up)
{
    struct outcome once = score(MODELS, 3, 1, NULL, 0);
    struct outcome twice = score(MODELS, 3, 2, NULL, 0);
    ck_assert_uint_eq(twice.scoring.test, 2 * SCORING_COUNT);
    ck_assert_uint_eq(find(&twice, "rmse")->support, 2 * SCORING_COUNT);
    ck_assert_double_eq(find(&twice, "fcp")->value, find(&once, "fcp")->value);
    ck_assert_uint_eq(twice.scoring.slices[0].ratings, 2 * SCORING_COUNT);
    ck_assert_uint_eq(twice.scoring.calibrations[0].levels[0].covered.total, 2 * SCORING_COUNT);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_reference, close_reference, "scorer",
                            every_model_that_rates_is_scored_and_the_first_is_the_headline,
                            the_headline_is_compared_with_all_others,
                            a_headline_that_only_ranks_has_comparisons_of_lists_only,
                            lists_of_another_model_are_no_lists_of_the_headline,
                            the_averages_of_lists_are_resampled_with_the_rest, folds_add_up);
}
