#include "train/calibration.h"

#include "base/rng.h"
#include "scoring_reference.h"
#include "suite.h"

enum { ARENA_BYTES = 1 << 22 };

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* numpy sums in another order, statsmodels inverts a matrix: some hundred roundings. */
#define TOLERANCE 1e-12

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

static struct calibration calibrate(const float *stddev, size_t folds)
{
    struct calibration_sums sums = calibration_init(&reference.ratings);
    for (size_t fold = 0; fold < folds; fold++)
        calibration_add(&sums, &reference.held_out, reference.mean, stddev);
    return calibration_finish(&sums, STR("bayes"), arena);
}

START_TEST(buckets_are_those_of_numpy_and_statsmodels)
{
    struct calibration calibration = calibrate(NULL, 1);
    ck_assert_uint_eq(calibration.bucket_count, COUNT(SCORING_BUCKETS));
    for (size_t b = 0; b < COUNT(SCORING_BUCKETS); b++) {
        const struct calibration_bucket *bucket = &calibration.buckets[b];
        ck_assert_double_eq(bucket->from, SCORING_BUCKETS[b].from);
        ck_assert_double_eq(bucket->to, SCORING_BUCKETS[b].to);
        ck_assert_uint_eq(bucket->count, SCORING_BUCKETS[b].count);
        ck_assert_double_eq_tol(bucket->predicted, SCORING_BUCKETS[b].predicted, TOLERANCE);
        ck_assert_double_eq_tol(bucket->observed, SCORING_BUCKETS[b].observed, TOLERANCE);
        if (isnan(SCORING_BUCKETS[b].low)) {
            ck_assert_double_nan(bucket->interval.low);
            ck_assert_double_nan(bucket->interval.high);
        } else {
            ck_assert_double_eq_tol(bucket->interval.low, SCORING_BUCKETS[b].low, TOLERANCE);
            ck_assert_double_eq_tol(bucket->interval.high, SCORING_BUCKETS[b].high, TOLERANCE);
        }
    }
}
END_TEST

START_TEST(levels_and_spreads_are_those_of_scipy)
{
    struct calibration calibration = calibrate(reference.stddev, 1);
    ck_assert(calibration.has_spread);
    for (size_t n = 0; n < CALIBRATION_LEVELS; n++) {
        const struct calibration_level *level = &calibration.levels[n];
        ck_assert_double_eq(level->nominal, SCORING_LEVELS[n].nominal);
        ck_assert_uint_eq(level->covered.hits, SCORING_LEVELS[n].covered);
        ck_assert_uint_eq(level->covered.total, SCORING_COUNT);
        ck_assert_double_eq_tol(level->width, SCORING_LEVELS[n].width, TOLERANCE);
        ck_assert_double_lt(level->interval.low, ratio_value(level->covered));
        ck_assert_double_gt(level->interval.high, ratio_value(level->covered));
    }
    ck_assert_uint_eq(calibration.spread_count, COUNT(SCORING_SPREADS));
    for (size_t s = 0; s < COUNT(SCORING_SPREADS); s++) {
        const struct calibration_spread *spread = &calibration.spreads[s];
        ck_assert_uint_eq(spread->count, SCORING_SPREADS[s].count);
        ck_assert_double_eq_tol(spread->predicted, SCORING_SPREADS[s].predicted, TOLERANCE);
        ck_assert_double_eq_tol(spread->observed, SCORING_SPREADS[s].observed, TOLERANCE);
    }
}
END_TEST

START_TEST(a_rating_without_a_spread_counts_for_the_means_only)
{
    for (size_t i = 0; i < SCORING_COUNT; i++)
        if (i % 2 == 0)
            reference.stddev[i] = NAN;
    struct calibration half = calibrate(reference.stddev, 1);
    ck_assert(half.has_spread);
    ck_assert_uint_eq(half.levels[0].covered.total, SCORING_COUNT / 2);
    for (size_t i = 0; i < SCORING_COUNT; i++)
        reference.stddev[i] = NAN;
    struct calibration none = calibrate(reference.stddev, 1);
    ck_assert(!none.has_spread);
    ck_assert_uint_eq(none.bucket_count, COUNT(SCORING_BUCKETS));
    ck_assert(!calibrate(NULL, 1).has_spread);
}
END_TEST

START_TEST(folds_add_up)
{
    struct calibration once = calibrate(reference.stddev, 1);
    struct calibration twice = calibrate(reference.stddev, 2);
    for (size_t b = 0; b < once.bucket_count; b++) {
        ck_assert_uint_eq(twice.buckets[b].count, 2 * once.buckets[b].count);
        ck_assert_double_eq_tol(twice.buckets[b].observed, once.buckets[b].observed, TOLERANCE);
    }
    ck_assert_uint_eq(twice.levels[1].covered.hits, 2 * once.levels[1].covered.hits);
    ck_assert_double_eq_tol(twice.levels[1].width, once.levels[1].width, TOLERANCE);
}
END_TEST

/* Ratings drawn as the model says: every level covers its share, every bucket its mean. */
START_TEST(a_model_that_is_right_is_calibrated)
{
    enum { DRAWN = 20000 };
    struct ratings ratings = fixture_empty(DRAWN, DRAWN / 10, 1);
    unsigned char *part = arena_array(arena, DRAWN, 1);
    float *mean = ARENA_ARRAY(arena, float, DRAWN);
    float *stddev = ARENA_ARRAY(arena, float, DRAWN);
    struct rng rng = rng_init(7, 7);
    ratings.scale_min = -100.0F;
    ratings.scale_max = 100.0F;
    for (uint32_t i = 0; i < DRAWN; i++) {
        ratings.users[i] = i / 10;
        part[i] = SPLIT_TEST;
        mean[i] = (float)(20.0 * rng_normal(&rng));
        stddev[i] = (float)(0.5 + rng_uniform(&rng));
        ratings.values[i] = (float)((double)mean[i] + (double)stddev[i] * rng_normal(&rng));
    }
    fixture_name(&ratings, arena);
    struct held_out held_out = held_out_make(&ratings, part);
    struct calibration_sums sums = calibration_init(&ratings);
    calibration_add(&sums, &held_out, mean, stddev);
    struct calibration calibration = calibration_finish(&sums, STR("bayes"), arena);
    ck_assert_uint_eq(sums.bucket_count, CALIBRATION_BUCKETS_MAX);
    for (size_t n = 0; n < CALIBRATION_LEVELS; n++)
        ck_assert_double_eq_tol(ratio_value(calibration.levels[n].covered),
                                calibration.levels[n].nominal, 0.01);
    for (size_t b = 0; b < calibration.bucket_count; b++)
        if (calibration.buckets[b].count > 500)
            ck_assert_double_eq_tol(calibration.buckets[b].observed,
                                    calibration.buckets[b].predicted, 0.15);
    for (size_t s = 0; s < calibration.spread_count; s++)
        if (calibration.spreads[s].count > 500)
            ck_assert_double_eq_tol(calibration.spreads[s].observed,
                                    calibration.spreads[s].predicted, 0.05);
    held_out_free(&held_out);
    ratings_free(&ratings);
}
END_TEST

START_TEST(predictions_at_both_ends_of_the_scale_are_in_the_outer_buckets)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 1, 0}, {1, 0, 5, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TEST};
    struct held_out held_out = held_out_make(&ratings, part);
    struct calibration_sums sums = calibration_init(&ratings);
    calibration_add(&sums, &held_out, (const float[]){1.0F, 5.0F}, (const float[]){0.0F, 9.0F});
    struct calibration calibration = calibration_finish(&sums, STR("svd"), arena);
    ck_assert_uint_eq(calibration.bucket_count, 2);
    ck_assert_double_eq(calibration.buckets[0].from, 1.0);
    ck_assert_double_eq(calibration.buckets[1].to, 5.0);
    ck_assert_uint_eq(calibration.levels[0].covered.hits, 2);
    ck_assert_double_eq(calibration.levels[3].width, (0.0 + 4.0) / 2.0);
    ck_assert_uint_eq(calibration.spread_count, 2);
    held_out_free(&held_out);
    ratings_free(&ratings);
}
END_TEST

START_TEST(metrics_weigh_buckets_by_their_ratings)
{
    struct calibration_bucket buckets[] = {
        {1.0, 2.0, 3, 1.5, 1.7, INTERVAL_UNKNOWN},
        {2.0, 3.0, 1, 2.5, 2.1, INTERVAL_UNKNOWN},
    };
    struct calibration calibration = {.model = STR("svd"), .buckets = buckets, .bucket_count = 2};
    struct metric_list list = metric_list_init(arena);
    calibration_metrics(&calibration, true, &list);
    ck_assert_uint_eq(list.count, 1);
    const struct metric *error = metric_find(&list, STR("calibration_error{model=svd}"));
    ck_assert_double_eq_tol(error->value, (3 * 0.2 + 0.4) / 4, 1e-15);
    ck_assert_uint_eq(error->support, 4);
    ck_assert(error->headline);

    calibration = calibrate(reference.stddev, 1);
    calibration_metrics(&calibration, false, &list);
    const struct metric *covered = metric_find(&list, STR("interval_coverage_90{model=bayes}"));
    ck_assert_double_eq(covered->value, (double)SCORING_LEVELS[2].covered / SCORING_COUNT);
    ck_assert_double_lt(covered->interval.low, covered->value);

    struct calibration nothing = {.model = STR("none")};
    calibration_metrics(&nothing, false, &list);
    ck_assert_double_nan(metric_find(&list, STR("calibration_error{model=none}"))->value);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_reference, close_reference, "calibration", buckets_are_those_of_numpy_and_statsmodels,
        levels_and_spreads_are_those_of_scipy, a_rating_without_a_spread_counts_for_the_means_only,
        folds_add_up, a_model_that_is_right_is_calibrated,
        predictions_at_both_ends_of_the_scale_are_in_the_outer_buckets,
        metrics_weigh_buckets_by_their_ratings);
}
