#include "base/stats.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/rng.h"
#include "base/stats_boost.h"

/* Blocks of four random words that belong to one resample; one unit draws one word, or a few. */
#define BLOCKS_PER_RESAMPLE_BITS 32

struct interval stats_wilson(struct ratio ratio, double confidence)
{
    assert(confidence > 0 && confidence < 1 && ratio.hits <= ratio.total);
    if (ratio.total == 0)
        return INTERVAL_UNKNOWN;
    double n = (double)ratio.total;
    double p = (double)ratio.hits / n;
    double z = stats_normal_quantile((1 + confidence) / 2);
    double scale = 1 + z * z / n;
    double centre = (p + z * z / (2 * n)) / scale;
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
    /* At 0 and at 1 the formula is exact but for rounding, which must not show. */
    return (struct interval){
        .low = ratio.hits == 0 ? 0 : centre - half,
        .high = ratio.hits == ratio.total ? 1 : centre + half,
    };
}

double stats_normal_quantile(double p)
{
    return stats_boost_normal_quantile(p);
}

double stats_binomial_cdf(size_t k, size_t n, double p)
{
    return k >= n ? 1 : stats_boost_binomial_cdf((double)k, (double)n, p);
}

double stats_mcnemar_exact(size_t b, size_t c)
{
    double p = 2 * stats_binomial_cdf(b < c ? b : c, b + c, 0.5);
    return p < 1 ? p : 1;
}

double stats_student_quantile(double p, double freedom)
{
    return stats_boost_student_quantile(p, freedom);
}

double stats_student_test(const double *values, size_t n)
{
    if (n < 2)
        return NAN;
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += values[i];
    mean /= (double)n;
    double squares = 0;
    for (size_t i = 0; i < n; i++)
        squares += (values[i] - mean) * (values[i] - mean);
    if (squares == 0)
        return mean == 0 ? 1 : 0;
    double freedom = (double)n - 1;
    double t = mean / sqrt(squares / freedom / (double)n);
    return 2 * stats_boost_student_cdf(-fabs(t), freedom);
}

/* One resample: as many units as there are, drawn with replacement. NAN when their sum is 0. */
static double resampled_ratio(const double *numerator, const double *denominator, size_t n,
                              struct rng rng)
{
    double over = 0;
    double under = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t unit = rng_below(&rng, (uint32_t)n);
        over += numerator[unit];
        under += denominator[unit];
    }
    return under == 0 ? NAN : over / under;
}

struct interval stats_bootstrap_ratio(const double *numerator, const double *denominator, size_t n,
                                      size_t resamples, double confidence, uint64_t seed,
                                      uint64_t stream, double *work)
{
    assert(confidence > 0 && confidence < 1 && n <= UINT32_MAX);
    if (n == 0)
        return INTERVAL_UNKNOWN;
    size_t kept = 0;
    for (size_t r = 0; r < resamples; r++) {
        struct rng rng = rng_init(seed, stream);
        rng.block = (uint64_t)r << BLOCKS_PER_RESAMPLE_BITS;
        double value = resampled_ratio(numerator, denominator, n, rng);
        if (!isnan(value))
            work[kept++] = value;
    }
    return stats_percentile_interval(work, kept, confidence);
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

struct interval stats_percentile_interval(double *values, size_t n, double confidence)
{
    if (n == 0)
        return INTERVAL_UNKNOWN;
    qsort(values, n, sizeof *values, ascending);
    return (struct interval){
        .low = stats_quantile_sorted(values, n, (1 - confidence) / 2),
        .high = stats_quantile_sorted(values, n, (1 + confidence) / 2),
    };
}

double stats_quantile_sorted(const double *sorted, size_t n, double p)
{
    assert(p >= 0 && p <= 1);
    if (n == 0)
        return NAN;
    double place = p * (double)(n - 1);
    size_t below = (size_t)place;
    if (below + 1 >= n)
        return sorted[n - 1];
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - (double)below);
}
