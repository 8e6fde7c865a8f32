#include "base/noninferiority.h"

#include <math.h>

#include "base/stats.h"

/* The variance of one pair's difference where the new is worse by just the margin. */
static double variance_at_margin(double n, double fixed, double broken, double margin)
{
    const double rest = margin * (1 - margin);
    const double b = fixed * (1 - margin) + broken * (1 + margin) - 2 * n * margin;
    const double share = (b + sqrt(b * b + 8 * n * fixed * rest)) / (4 * n);
    /* Without a fixed pair the share is 0 but for rounding, which must not show. */
    return 2 * (fixed == 0 && b < 0 ? 0 : share) + rest;
}

double noninferiority_pairs_test(const struct noninferiority_pairs *pairs, double margin)
{
    const double n = (double)pairs->n;
    const double fixed = (double)pairs->fixed;
    const double broken = (double)pairs->broken;
    if (pairs->n == 0)
        return NAN;
    const double spread = sqrt(n * variance_at_margin(n, fixed, broken, margin));
    return stats_normal_cdf(-(fixed - broken + n * margin) / spread);
}

double noninferiority_pairs_power(const struct noninferiority_pairs *pairs, double margin,
                                  double level)
{
    const double n = (double)pairs->n;
    if (pairs->n == 0)
        return NAN;
    const double disagreeing = (double)(pairs->fixed + pairs->broken) / n;
    const double half = n * disagreeing / 2;
    const double distance = margin * sqrt(n) - stats_normal_quantile(1 - level) *
                                                   sqrt(variance_at_margin(n, half, half, margin));
    if (disagreeing == 0)
        return distance > 0;
    return stats_normal_cdf(distance / sqrt(disagreeing));
}

struct noninferiority_means noninferiority_means_of(const double *differences, size_t n)
{
    double mean = 0;
    double squares = 0;
    for (size_t i = 0; i < n; i++)
        mean += differences[i];
    mean /= (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (differences[i] - mean) * (differences[i] - mean);
    return (struct noninferiority_means){
        .n = (double)n,
        .mean = n == 0 ? NAN : mean,
        .deviation = n < 2 ? NAN : sqrt(squares / ((double)n - 1)),
    };
}

double noninferiority_means_test(const struct noninferiority_means *means, double margin)
{
    const double excess = means->mean + margin;
    if (!(means->n >= 2))
        return NAN;
    if (means->deviation == 0)
        return excess > 0 ? 0 : 1;
    return stats_student_cdf(-excess * sqrt(means->n) / means->deviation, means->n - 1);
}

double noninferiority_means_power(const struct noninferiority_means *means, double margin,
                                  double level)
{
    if (!(means->n >= 2))
        return NAN;
    if (means->deviation == 0)
        return 1;
    const double freedom = means->n - 1;
    return 1 - stats_student_shifted_cdf(stats_student_quantile(1 - level, freedom), freedom,
                                         margin * sqrt(means->n) / means->deviation);
}
