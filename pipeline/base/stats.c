#include "base/stats.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/stats_boost.h"

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

double stats_normal_cdf(double z)
{
    return stats_boost_normal_cdf(z);
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

double stats_student_cdf(double t, double freedom)
{
    return stats_boost_student_cdf(t, freedom);
}

double stats_student_shifted_cdf(double t, double freedom, double shift)
{
    return stats_boost_student_shifted_cdf(t, freedom, shift);
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

void stats_holm(const double *p, size_t count, double *out)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        out[i] = NAN;
        left += isnan(p[i]) ? 0 : 1;
    }
    /* What has its corrected value is settled; the next is the smallest of the others. */
    double largest = 0;
    for (; left != 0; left--) {
        size_t smallest = count;
        for (size_t i = 0; i < count; i++)
            if (isnan(out[i]) && !isnan(p[i]) && (smallest == count || p[i] < p[smallest]))
                smallest = i;
        largest = fmax(largest, fmin((double)left * p[smallest], 1));
        out[smallest] = largest;
    }
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
