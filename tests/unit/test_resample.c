#include "base/resample.h"

#include <math.h>

#include "../reference/stats.h"
#include "base/rng.h"
#include "base/stats.h"
#include "suite.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { UNITS = 90, COLUMNS = 7, RESAMPLES = 501, MANY = 20000 };

static double cells[COLUMNS][UNITS];
static const double *columns[COLUMNS];

static void fill(void)
{
    struct rng rng = rng_init(4, 4);
    for (size_t c = 0; c < COLUMNS; c++) {
        columns[c] = cells[c];
        for (size_t u = 0; u < UNITS; u++)
            cells[c][u] = c == 0 ? 1 : rng_uniform(&rng);
    }
}

static struct interval interval_of_ratio(const struct resample *draw, const double *over,
                                         const double *under, double confidence)
{
    const double *const both[] = {over, under};
    const struct resample_ratio ratio = {0, 1};
    struct interval interval;
    resample_ratios(draw, both, 2, &ratio, 1, confidence, NULL, &interval);
    return interval;
}

/* The reference draws the same random numbers by an implementation of its own. */
START_TEST(quotients_agree_with_numpy_resample_by_resample)
{
    for (size_t i = 0; i < COUNT(REFERENCE_BOOTSTRAP); i++) {
        const struct resample draw = {REFERENCE_BOOTSTRAP[i].n, REFERENCE_BOOTSTRAP[i].resamples,
                                      REFERENCE_BOOTSTRAP[i].seed, REFERENCE_BOOTSTRAP[i].stream};
        struct interval interval = interval_of_ratio(
            &draw, REFERENCE_NUMERATOR, REFERENCE_DENOMINATOR, REFERENCE_BOOTSTRAP[i].confidence);
        ck_assert_double_eq_tol(interval.low, REFERENCE_BOOTSTRAP[i].low, 1e-12);
        ck_assert_double_eq_tol(interval.high, REFERENCE_BOOTSTRAP[i].high, 1e-12);
    }
}
END_TEST

/* Other random numbers: an end of 20,000 resamples has a standard error of about .001. */
START_TEST(quotients_agree_with_scipys_but_for_chance)
{
    const struct resample draw = {COUNT(REFERENCE_NUMERATOR), MANY, 2026, 0};
    struct interval interval =
        interval_of_ratio(&draw, REFERENCE_NUMERATOR, REFERENCE_DENOMINATOR, 0.95);
    ck_assert_double_eq_tol(interval.low, REFERENCE_BOOTSTRAP_LOW, 0.005);
    ck_assert_double_eq_tol(interval.high, REFERENCE_BOOTSTRAP_HIGH, 0.005);
}
END_TEST

/* The definition, word by word. */
static struct interval plain_mean(const struct resample *draw, const double *values)
{
    double means[RESAMPLES];
    for (size_t r = 0; r < RESAMPLES; r++) {
        struct rng rng = rng_init(draw->seed, draw->stream);
        rng.block = (uint64_t)r << 32;
        double times[UNITS] = {0};
        for (size_t i = 0; i < draw->units; i++)
            times[rng_below(&rng, (uint32_t)draw->units)]++;
        means[r] = 0;
        for (size_t u = 0; u < draw->units; u++)
            means[r] += times[u] * values[u];
        means[r] /= (double)draw->units;
    }
    return stats_percentile_interval(means, RESAMPLES, 0.95);
}

START_TEST(every_column_is_summed_as_the_definition_says)
{
    const struct resample draw = {UNITS, RESAMPLES, 11, 3};
    struct resample_ratio ratios[COLUMNS];
    struct interval intervals[COLUMNS];
    for (size_t c = 0; c < COLUMNS; c++)
        ratios[c] = (struct resample_ratio){c, 0};
    resample_ratios(&draw, columns, COLUMNS, ratios, COLUMNS, 0.95, NULL, intervals);
    for (size_t c = 0; c < COLUMNS; c++) {
        const struct interval expected = plain_mean(&draw, columns[c]);
        ck_assert_double_eq(intervals[c].low, expected.low);
        ck_assert_double_eq(intervals[c].high, expected.high);
    }
}
END_TEST

/* The difference of the last two sums, and something that is never defined. */
static void subtract(const void *context, const double *sums, double *statistics)
{
    const size_t *last = context;
    statistics[0] = sums[*last] - sums[*last - 1];
    statistics[1] = NAN;
}

START_TEST(a_statistic_is_any_function_of_the_sums)
{
    const size_t last = COLUMNS - 1;
    double differences[UNITS];
    for (size_t u = 0; u < UNITS; u++)
        differences[u] = (cells[last][u] - cells[last - 1][u]) * UNITS;
    const struct resample draw = {UNITS, RESAMPLES, 2, 0};
    const struct resample_question question = {columns, COLUMNS, 2, subtract, &last};
    struct interval found[2];
    resample_intervals(&draw, &question, 0.95, NULL, found);
    const struct interval expected = plain_mean(&draw, differences);
    ck_assert_double_eq_tol(found[0].low, expected.low, 1e-12);
    ck_assert_double_eq_tol(found[0].high, expected.high, 1e-12);
    ck_assert_double_nan(found[1].low);
    ck_assert_double_nan(found[1].high);
}
END_TEST

START_TEST(threads_change_nothing)
{
    const struct resample draw = {UNITS, RESAMPLES, 11, 3};
    const struct resample_ratio ratios[] = {{1, 0}, {2, 3}};
    struct interval alone[2];
    struct interval shared[2];
    struct pool *pool;
    ck_assert(pool_open(3, &pool, NULL));
    resample_ratios(&draw, columns, COLUMNS, ratios, 2, 0.95, NULL, alone);
    resample_ratios(&draw, columns, COLUMNS, ratios, 2, 0.95, pool, shared);
    ck_assert_mem_eq(alone, shared, sizeof alone);
    pool_close(pool);
}
END_TEST

START_TEST(a_resample_without_denominator_is_left_out)
{
    /* A quarter of the resamples draws the empty unit twice: they have no ratio. */
    const double numerator[] = {0, 1};
    const double denominator[] = {0, 2};
    const struct resample draw = {2, 1000, 1, 0};
    struct interval interval = interval_of_ratio(&draw, numerator, denominator, 0.95);
    ck_assert_double_eq(interval.low, 0.5);
    ck_assert_double_eq(interval.high, 0.5);
}
END_TEST

START_TEST(nothing_to_draw_is_unknown)
{
    const double nothing[] = {0, 0};
    static const struct resample DRAWS[] = {{0, 100, 1, 0}, {2, 0, 1, 0}, {2, 100, 1, 0}};
    for (size_t i = 0; i < COUNT(DRAWS); i++) {
        struct interval interval = interval_of_ratio(&DRAWS[i], nothing, nothing, 0.95);
        ck_assert_double_nan(interval.low);
        ck_assert_double_nan(interval.high);
    }
}
END_TEST

int main(void)
{
    fill();
    return SUITE_RUN("resample", quotients_agree_with_numpy_resample_by_resample,
                     quotients_agree_with_scipys_but_for_chance,
                     every_column_is_summed_as_the_definition_says,
                     a_statistic_is_any_function_of_the_sums, threads_change_nothing,
                     a_resample_without_denominator_is_left_out, nothing_to_draw_is_unknown);
}
