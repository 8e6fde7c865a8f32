#include "train/accuracy.h"

#include <math.h>

#include "reference_ratings.h"
#include "scoring_reference.h"
#include "suite.h"

enum { ARENA_BYTES = 1 << 22 };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

static const struct metric *find(const struct metric_list *list, const char *selector)
{
    const struct metric *metric = metric_find(list, str_from(selector));
    ck_assert_ptr_nonnull(metric);
    return metric;
}

static const struct interval UNKNOWN[ACCURACY_AVERAGES] = {INTERVAL_UNKNOWN, INTERVAL_UNKNOWN,
                                                           INTERVAL_UNKNOWN, INTERVAL_UNKNOWN};

static void add_fold(struct accuracy_truth *truth, struct accuracy *accuracy,
                     const struct ratings *ratings, const unsigned char *part,
                     const float *predictions)
{
    struct held_out held_out = held_out_make(ratings, part);
    accuracy_truth_add(truth, &held_out);
    accuracy_add(accuracy, &held_out, predictions, NULL);
    held_out_free(&held_out);
}

START_TEST(errors_by_hand_stay_with_their_users)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {0, 1, 3, 0}, {1, 0, 1, 0},
                                            {2, 0, 2, 0}, {2, 1, 4, 0}, {1, 1, 2, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TRAIN,      SPLIT_TEST,
                                  SPLIT_TEST, SPLIT_VALIDATION, SPLIT_TEST};
    const float predictions[] = {4.0F, 2.0F, 4.0F, 2.5F}; /* users 0, 1, 1, 2 */
    struct accuracy_truth truth = accuracy_truth_init(3, arena);
    struct accuracy accuracy = accuracy_init(&truth, arena);
    add_fold(&truth, &accuracy, &ratings, part, predictions);
    ck_assert_uint_eq(truth.count, 4);
    ck_assert_double_eq(accuracy.squared[0], 1.0);
    ck_assert_double_eq(accuracy.squared[1], 5.0);
    ck_assert_double_eq(accuracy.squared[2], 0.25);
    ck_assert_double_eq(accuracy.absolute[1], 3.0);
    ck_assert_double_eq(truth.counts[1], 2.0);
    ck_assert_double_eq(truth.pairs[1], 1.0);
    ck_assert_double_eq(truth.pairs[2], 0.0);
    ck_assert_double_eq(accuracy.concordant[1], 1.0);

    struct metric_list list = metric_list_init(arena);
    const struct interval intervals[] = {{1.0, 4.0}, {0.5, 2.0}, {0.25, 0.75}, {0.5, 0.9}};
    accuracy_metrics(&accuracy, STR("biases"), false, intervals, &list);
    const struct metric *rmse = find(&list, "rmse{model=biases}");
    ck_assert_double_eq_tol(rmse->value, sqrt(6.25 / 4.0), 1e-15);
    ck_assert_double_eq(rmse->interval.low, 1.0);
    ck_assert_double_eq(rmse->interval.high, 2.0);
    ck_assert_uint_eq(rmse->support, 4);
    ck_assert(!rmse->headline);
    ck_assert_double_eq_tol(find(&list, "mae{model=biases}")->value, 4.5 / 4.0, 1e-15);
    ck_assert_double_eq(find(&list, "mae{model=biases}")->interval.high, 2.0);
    /* The ratings 5, 1, 2, 2 have the mean 2.5 and lie 9 from it, squared. */
    ck_assert_double_eq_tol(find(&list, "r2{model=biases}")->value, 1.0 - 6.25 / 9.0, 1e-15);
    ck_assert_double_eq(find(&list, "r2{model=biases}")->interval.low, 0.25);
    ck_assert_double_eq(find(&list, "r2{model=biases}")->interval.high, 0.75);
    ck_assert_double_eq(find(&list, "fcp{model=biases}")->value, 1.0);
    ratings_free(&ratings);
}
END_TEST

START_TEST(the_figure_over_folds_is_the_mean_of_theirs)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 0, 5, 0}, {0, 1, 3, 0}, {1, 0, 1, 0}, {1, 1, 2, 0});
    struct accuracy_truth truth = accuracy_truth_init(2, arena);
    struct accuracy accuracy = accuracy_init(&truth, arena);
    const unsigned char first[] = {SPLIT_TEST, SPLIT_TEST, SPLIT_TRAIN, SPLIT_TRAIN};
    const unsigned char second[] = {SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_TEST, SPLIT_TEST};
    const unsigned char empty[] = {SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_TRAIN};
    add_fold(&truth, &accuracy, &ratings, first, (const float[]){4.5F, 3.5F});
    add_fold(&truth, &accuracy, &ratings, second, (const float[]){3.0F, 2.0F});
    add_fold(&truth, &accuracy, &ratings, empty, NULL);

    struct metric_list list = metric_list_init(arena);
    accuracy_metrics(&accuracy, STR("svd"), true, UNKNOWN, &list);
    ck_assert_double_eq(find(&list, "rmse")->value, (0.5 + sqrt(2.0)) / 2.0);
    ck_assert_double_eq(find(&list, "mae")->value, (0.5 + 1.0) / 2.0);
    ck_assert_double_eq(find(&list, "r2")->value, ((1.0 - 0.5 / 2.0) + (1.0 - 4.0 / 0.5)) / 2.0);
    ck_assert_double_eq(find(&list, "fcp")->value, (1.0 + 0.0) / 2.0);
    ck_assert_uint_eq(find(&list, "rmse")->support, 4);
    ck_assert(isnan(find(&list, "rmse")->interval.low));

    /* The bootstrap sees the errors of all folds together. */
    struct user_average averages[ACCURACY_AVERAGES];
    size_t users = 0;
    accuracy_averages(&accuracy, averages);
    ck_assert_double_eq(user_bootstrap_value(averages[0], 2, &users), (0.5 + 4.0) / 4.0);
    ck_assert_double_eq(user_bootstrap_value(averages[1], 2, &users), (1.0 + 2.0) / 4.0);
    ck_assert_double_eq(user_bootstrap_value(averages[2], 2, &users), (0.5 + 4.0) / 2.5);
    ck_assert_double_eq(user_bootstrap_value(averages[3], 2, &users), 1.0 / 2.0);
    ck_assert_uint_eq(users, 2);
    ratings_free(&ratings);
}
END_TEST

/* Predictions are kept in single precision: the errors of 4 ± 1e-7 average out below 1e-7. */
START_TEST(rmse_and_mae_of_biases_are_those_of_scikit_learn)
{
    unsigned char part[REFERENCE_COUNT];
    struct ratings ratings = reference_ratings(arena, part);
    struct held_out held_out = held_out_make(&ratings, part);
    float predictions[REFERENCE_COUNT];
    for (size_t n = 0; n < held_out.count; n++)
        predictions[n] = (float)fmin(fmax(REFERENCE_RATINGS[held_out.rows[n]].biases, 1.0), 5.0);
    struct accuracy_truth truth = accuracy_truth_init(ratings.n_users, arena);
    struct accuracy accuracy = accuracy_init(&truth, arena);
    accuracy_truth_add(&truth, &held_out);
    accuracy_add(&accuracy, &held_out, predictions, NULL);
    ck_assert_double_eq_tol(mean_value(accuracy.fold_rmse), REFERENCE_RMSE, 1e-7);
    ck_assert_double_eq_tol(mean_value(accuracy.fold_mae), REFERENCE_MAE, 1e-7);
    held_out_free(&held_out);
    ratings_free(&ratings);
}
END_TEST

/* Everything here is exact in single precision; only the order of sums differs. */
START_TEST(all_four_are_those_of_the_peers)
{
    struct scoring_reference reference;
    scoring_reference_open(&reference, arena);
    struct accuracy_truth truth = accuracy_truth_init(SCORING_USERS, arena);
    struct accuracy accuracy = accuracy_init(&truth, arena);
    accuracy_truth_add(&truth, &reference.held_out);
    accuracy_add(&accuracy, &reference.held_out, reference.mean, NULL);
    ck_assert_double_eq_tol(mean_value(accuracy.fold_rmse), SCORING_RMSE, 1e-12);
    ck_assert_double_eq_tol(mean_value(accuracy.fold_mae), SCORING_MAE, 1e-12);
    ck_assert_double_eq_tol(mean_value(accuracy.fold_r2), SCORING_R2, 1e-12);
    ck_assert_double_eq_tol(mean_value(accuracy.fold_fcp), SCORING_FCP, 1e-12);

    /* From the same pairs user by user comes what Surprise prints. */
    struct mean concordant = {0};
    struct mean discordant = {0};
    for (size_t u = 0; u < SCORING_USERS; u++) {
        ck_assert_double_eq(accuracy.concordant[u], SCORING_CONCORDANT[u]);
        ck_assert_double_eq(truth.pairs[u] - accuracy.concordant[u], SCORING_DISCORDANT[u]);
        if (accuracy.concordant[u] > 0.0)
            mean_add(&concordant, accuracy.concordant[u]);
        if (truth.pairs[u] > accuracy.concordant[u])
            mean_add(&discordant, truth.pairs[u] - accuracy.concordant[u]);
    }
    ck_assert_double_eq_tol(mean_value(concordant) /
                                (mean_value(concordant) + mean_value(discordant)),
                            SCORING_FCP_SURPRISE, 1e-12);
    scoring_reference_close(&reference);
}
END_TEST

START_TEST(threads_change_nothing)
{
    struct scoring_reference reference;
    struct pool *pool;
    ck_assert(pool_open(3, &pool, NULL));
    scoring_reference_open(&reference, arena);
    struct accuracy_truth truth = accuracy_truth_init(SCORING_USERS, arena);
    struct accuracy alone = accuracy_init(&truth, arena);
    struct accuracy shared = accuracy_init(&truth, arena);
    accuracy_truth_add(&truth, &reference.held_out);
    accuracy_add(&alone, &reference.held_out, reference.mean, NULL);
    accuracy_add(&shared, &reference.held_out, reference.mean, pool);
    ck_assert_mem_eq(&alone.fold_rmse, &shared.fold_rmse, sizeof alone.fold_rmse);
    ck_assert_mem_eq(alone.concordant, shared.concordant, SCORING_USERS * sizeof(double));
    scoring_reference_close(&reference);
    pool_close(pool);
}
END_TEST

START_TEST(equal_ratings_have_no_spread_to_explain_and_no_order)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 4, 0}, {0, 1, 4, 0}, {1, 0, 4, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TEST, SPLIT_TEST};
    struct accuracy_truth truth = accuracy_truth_init(2, arena);
    struct accuracy accuracy = accuracy_init(&truth, arena);
    add_fold(&truth, &accuracy, &ratings, part, (const float[]){3.0F, 4.0F, 5.0F});
    struct metric_list list = metric_list_init(arena);
    accuracy_metrics(&accuracy, STR("svd"), true, UNKNOWN, &list);
    ck_assert_double_eq_tol(find(&list, "rmse")->value, sqrt(2.0 / 3.0), 1e-15);
    ck_assert_double_nan(find(&list, "r2")->value);
    ck_assert_double_nan(find(&list, "fcp")->value);
    ratings_free(&ratings);
}
END_TEST

START_TEST(one_held_out_rating_has_an_error_and_nothing_else)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 4, 0}, {0, 1, 2, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TRAIN};
    struct accuracy_truth truth = accuracy_truth_init(1, arena);
    struct accuracy accuracy = accuracy_init(&truth, arena);
    add_fold(&truth, &accuracy, &ratings, part, (const float[]){3.0F});
    ck_assert_double_eq(mean_value(accuracy.fold_rmse), 1.0);
    ck_assert_double_nan(mean_value(accuracy.fold_r2));
    ck_assert_double_nan(mean_value(accuracy.fold_fcp));
    ratings_free(&ratings);
}
END_TEST

START_TEST(equal_predictions_put_no_pair_in_order)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {0, 1, 1, 0}, {0, 2, 3, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TEST, SPLIT_TEST};
    struct accuracy_truth truth = accuracy_truth_init(1, arena);
    struct accuracy accuracy = accuracy_init(&truth, arena);
    add_fold(&truth, &accuracy, &ratings, part, (const float[]){3.0F, 3.0F, 3.0F});
    ck_assert_double_eq(mean_value(accuracy.fold_r2), 0.0);
    ck_assert_double_eq(mean_value(accuracy.fold_fcp), 0.0);
    ratings_free(&ratings);
}
END_TEST

START_TEST(nothing_held_out_is_not_available)
{
    struct accuracy_truth truth = accuracy_truth_init(2, arena);
    struct accuracy accuracy = accuracy_init(&truth, arena);
    struct metric_list list = metric_list_init(arena);
    accuracy_metrics(&accuracy, STR("svd"), true, UNKNOWN, &list);
    ck_assert(isnan(find(&list, "rmse")->value));
    ck_assert(isnan(find(&list, "fcp")->value));
    ck_assert_uint_eq(find(&list, "rmse")->support, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "accuracy", errors_by_hand_stay_with_their_users,
        the_figure_over_folds_is_the_mean_of_theirs,
        rmse_and_mae_of_biases_are_those_of_scikit_learn, all_four_are_those_of_the_peers,
        threads_change_nothing, equal_ratings_have_no_spread_to_explain_and_no_order,
        one_held_out_rating_has_an_error_and_nothing_else, equal_predictions_put_no_pair_in_order,
        nothing_held_out_is_not_available);
}
