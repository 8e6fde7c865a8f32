/*
 * noninferiority.h - is the new no worse than the old by more than a margin?
 *
 * "No significant difference" is no evidence of equality: a test that asks it of ten cases always
 * agrees. Here the burden is the other way round. What is to be refuted is that the new is worse
 * by `margin` or more; a small one-sided p-value refutes it. The power says with what probability
 * that would succeed if both were equally good: low, it means that the cases cannot tell.
 */
#ifndef BASE_NONINFERIORITY_H
#define BASE_NONINFERIORITY_H

#include <stddef.h>

/* Pass or fail on the same cases. */
struct noninferiority_pairs {
    size_t n;
    size_t fixed;  /* failed by the old, passed by the new */
    size_t broken; /* passed by the old, failed by the new */
};

/*
 * The one-sided p-value of the score test of Nam ("Establishing equivalence of two treatments and
 * sample size requirements in matched-pairs design", Biometrics 53, 1997; its inversion is Tango's
 * interval). With δ the margin, 0 < δ < 1,
 *
 *     z = (fixed − broken + n·δ) / √(n·(2·p + δ·(1 − δ)))
 *     p = (B + √(B² + 8·n·fixed·δ·(1 − δ))) / (4·n),  B = fixed·(1 − δ) + broken·(1 + δ) − 2·n·δ
 *
 * where p is the most likely share of fixed pairs when the new is worse by just δ. NAN for no pair.
 */
double noninferiority_pairs_test(const struct noninferiority_pairs *pairs, double margin);

/*
 * The probability that the test succeeds at `level` when both are equally good and as many pairs
 * disagree as here: Φ((δ·√n − z·σ₀) / √ψ), ψ the share that disagrees, σ₀² the variance above with
 * fixed = broken = n·ψ/2. NAN for no pair.
 */
double noninferiority_pairs_power(const struct noninferiority_pairs *pairs, double margin,
                                  double level);

/* Differences, new − old, of which a positive one is an improvement. */
struct noninferiority_means {
    double n;
    double mean;
    double deviation; /* standard, with n − 1 */
};

struct noninferiority_means noninferiority_means_of(const double *differences, size_t n);

/*
 * Student's one-sided t-test of a mean difference of −margin or less, and its power when the true
 * mean is 0 (the non-central t distribution). NAN for n < 2. Differences that are all equal leave
 * no doubt.
 */
double noninferiority_means_test(const struct noninferiority_means *means, double margin);
double noninferiority_means_power(const struct noninferiority_means *means, double margin,
                                  double level);

#endif
