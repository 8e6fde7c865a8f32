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

/* P(Z ≤ z) of the standard normal distribution. */
double stats_normal_cdf(double z);

/* P(X ≤ k) for X ~ Binomial(n, p), 0 ≤ p ≤ 1. */
double stats_binomial_cdf(size_t k, size_t n, double p);

/* Quantile of Student's t distribution of `freedom` > 0 degrees; ∓infinity at p = 0 and 1. */
double stats_student_quantile(double p, double freedom);

/*
 * P(T ≤ t) of it, and of the non-central t distribution, which is that of (Z + shift) ÷ √(χ² ÷
 * freedom).
 */
double stats_student_cdf(double t, double freedom);
double stats_student_shifted_cdf(double t, double freedom, double shift);

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
 * Holm's corrected p-values ("A simple sequentially rejective multiple test procedure", 1979), in
 * the order of `p` (count), which `out` is not: for the i-th smallest of m the largest of
 * (m − j + 1)·p_j over j ≤ i, at most 1. They keep the chance of any false finding among all of
 * them at the level that each is compared with. NAN stays NAN and does not count.
 */
void stats_holm(const double *p, size_t count, double *out);

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
