/*
 * power.h - which differences between pairs can a number of pairs tell, and how many would it take?
 *
 * A test at `level` (two-sided, .05) finds a difference of a given size with a probability, its
 * power. Fixing two of size, number and power gives the third: the smallest difference that is
 * found with a power of 80 %, and the number of pairs that find the observed one.
 */
#ifndef BASE_POWER_H
#define BASE_POWER_H

/* What counts as telling a difference. */
struct power_goal {
    double level; /* of the two-sided test */
    double power; /* the probability of finding what is there; more than level */
};

#define POWER_GOAL_USUAL ((struct power_goal){.level = 0.05, .power = 0.8})

/*
 * Pass or fail, before and after (McNemar's test). With ψ the share of pairs that disagree, δ the
 * difference of the two shares of passes (|δ| ≤ ψ) and n pairs, Connor ("Sample size for testing
 * differences in proportions for the paired-sample design", Biometrics 43, 1987) takes
 *
 *     power = Φ((|δ|·√n − z·√ψ) / √(ψ − δ²))         z the 1 − level/2 quantile
 *     n     = (z·√ψ + z_power·√(ψ − δ²))² / δ²
 *
 * NAN when ψ is 0, for then nothing is known of how pairs disagree. _pairs is infinite for δ = 0.
 * _detectable is the δ that takes n pairs; where that would be more than ψ, the disagreement must
 * grow with it, and δ = ψ. NAN when even δ = 1 takes more.
 */
double power_mcnemar(double difference, double disagreeing, double n, double level);
double power_mcnemar_pairs(double difference, double disagreeing, struct power_goal goal);
double power_mcnemar_detectable(double disagreeing, double n, struct power_goal goal);

/*
 * A mean of differences (Student's paired t-test), in terms of effect = mean / standard deviation:
 * the power by the non-central t distribution with n − 1 degrees of freedom and the parameter
 * effect·√n. NAN for n < 2. The other two solve it for n (2 or more, not rounded; infinite for an
 * effect of 0) and for the effect.
 */
double power_student(double effect, double n, double level);
double power_student_pairs(double effect, struct power_goal goal);
double power_student_detectable(double n, struct power_goal goal);

#endif
