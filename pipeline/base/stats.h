/* stats.h - intervals and tests that say how sure a number is. */
#ifndef BASE_STATS_H
#define BASE_STATS_H

#include <stddef.h>
#include <stdint.h>

#include "base/ratio.h"

/*
 * Wilson score interval of a proportion (Wilson 1927) at `confidence` (0.95), without continuity
 * correction; the lower end of no hit is 0, the upper end of nothing but hits is 1. Unknown when
 * the total is 0.
 */
struct interval stats_wilson(struct ratio ratio, double confidence);

/* Quantile of the standard normal distribution; ∓infinity at p = 0 and 1, NAN outside. */
double stats_normal_quantile(double p);

/* P(X ≤ k) for X ~ Binomial(n, p), 0 ≤ p ≤ 1. */
double stats_binomial_cdf(size_t k, size_t n, double p);

/* Quantile of Student's t distribution of `freedom` > 0 degrees; ∓infinity at p = 0 and 1. */
double stats_student_quantile(double p, double freedom);

/*
 * Student's t-test (1908) of whether `n` independent values come from a distribution of mean 0:
 * the two-sided p-value. On differences between pairs it is the paired test. NAN for n < 2; equal
 * values give 1 when they are 0, otherwise 0.
 */
double stats_student_test(const double *values, size_t n);

/*
 * Exact two-sided McNemar test: the p-value of `b` against `c` discordant pairs, twice the
 * smaller binomial tail at 1/2, at most 1. 1 when there is no discordant pair.
 */
double stats_mcnemar_exact(size_t b, size_t c);

/*
 * Percentile bootstrap interval (Efron 1979) of Σ numerator ÷ Σ denominator over `n` units
 * (cases or clusters, fewer than 2^32), drawn with replacement `resamples` times. Resample r
 * draws from block r·2^32 of the RNG stream on, so that the result depends on `seed` and `stream`
 * only. Resamples whose denominator is 0 are left out; unknown when n is 0 or all of them are.
 * Percentiles interpolate linearly (numpy's default). `work` holds `resamples` doubles; what is
 * in it afterwards is of no use.
 */
struct interval stats_bootstrap_ratio(const double *numerator, const double *denominator, size_t n,
                                      size_t resamples, double confidence, uint64_t seed,
                                      uint64_t stream, double *work);

/*
 * Linear-interpolation quantile (numpy's default, Hyndman–Fan type 7) of ascending values,
 * 0 ≤ p ≤ 1; NAN for none.
 */
double stats_quantile_sorted(const double *sorted, size_t n, double p);

/*
 * The percentile interval of `n` resampled values, its ends their (1 - confidence) / 2 and
 * (1 + confidence) / 2 quantiles. Sorts `values`, none of which is NAN; unknown when n is 0.
 */
struct interval stats_percentile_interval(double *values, size_t n, double confidence);

#endif
