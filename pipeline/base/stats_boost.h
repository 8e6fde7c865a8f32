/*
 * stats_boost.h - the distribution functions of Boost.Math behind C names.
 *
 * Only stats.c calls them. No exception leaves: what has no value is NAN. Everything is computed
 * in double, so that machines with a longer long double give the same numbers.
 */
#ifndef BASE_STATS_BOOST_H
#define BASE_STATS_BOOST_H

#ifdef __cplusplus
extern "C" {
#endif

/* Quantile of the standard normal distribution; ∓infinity at 0 and 1. */
double stats_boost_normal_quantile(double p);

/* P(Z ≤ z) of it. */
double stats_boost_normal_cdf(double z);

/* P(X ≤ k) for X ~ Binomial(n, p). */
double stats_boost_binomial_cdf(double k, double n, double p);

/* Quantile of Student's t distribution, and P(T ≤ t). */
double stats_boost_student_quantile(double p, double freedom);
double stats_boost_student_cdf(double t, double freedom);

/* The same of the non-central distribution. */
double stats_boost_student_shifted_cdf(double t, double freedom, double shift);

#ifdef __cplusplus
}
#endif

#endif
