#include "base/power.h"

#include <math.h>

#include "base/stats.h"

#define BISECTIONS 200 /* more than it takes to narrow a double down to its last bit */
#define PAIRS_MAX 1e12 /* more than anybody has */

double power_mcnemar(double difference, double disagreeing, double n, double level)
{
    const double size = fabs(difference);
    const double spread = sqrt(disagreeing - size * size);
    const double distance =
        size * sqrt(n) - stats_normal_quantile(1 - level / 2) * sqrt(disagreeing);
    if (!(disagreeing > 0) || !(size <= disagreeing))
        return NAN;
    if (spread == 0)
        return distance > 0;
    return stats_normal_cdf(distance / spread);
}

double power_mcnemar_pairs(double difference, double disagreeing, struct power_goal goal)
{
    const double size = fabs(difference);
    if (!(disagreeing > 0) || !(size <= disagreeing))
        return NAN;
    if (size == 0)
        return INFINITY;
    const double root = stats_normal_quantile(1 - goal.level / 2) * sqrt(disagreeing) +
                        stats_normal_quantile(goal.power) * sqrt(disagreeing - size * size);
    return root * root / (size * size);
}

/* The larger root of a·x² − 2·b·x + c; NAN when there is none. */
static double larger_root(double a, double b, double c)
{
    return (b + sqrt(b * b - a * c)) / a;
}

/*
 * The equation of Connor's n, squared, is quadratic in δ:
 * δ²·(n + z_power²) − 2·z·√(ψ·n)·δ + ψ·(z² − z_power²) = 0. With δ = ψ it is quadratic in
 * s = √(1 − δ): s²·(n + z_power²) + 2·z·z_power·s + z² − n = 0.
 */
double power_mcnemar_detectable(double disagreeing, double n, struct power_goal goal)
{
    if (!(disagreeing > 0) || !(n > 0))
        return NAN;
    const double z = stats_normal_quantile(1 - goal.level / 2);
    const double z_power = stats_normal_quantile(goal.power);
    const double a = n + z_power * z_power;
    const double size =
        larger_root(a, z * sqrt(disagreeing * n), disagreeing * (z * z - z_power * z_power));
    if (size <= disagreeing)
        return size;
    const double root = larger_root(a, -z * z_power, z * z - n);
    return root >= 0 ? 1 - root * root : NAN;
}

double power_student(double effect, double n, double level)
{
    if (!(n >= 2))
        return NAN;
    const double freedom = n - 1;
    const double shift = fabs(effect) * sqrt(n);
    const double critical = stats_student_quantile(1 - level / 2, freedom);
    return 1 - stats_student_shifted_cdf(critical, freedom, shift) +
           stats_student_shifted_cdf(-critical, freedom, shift);
}

/* The place between `low` and `high` at which a growing power reaches the goal. */
static double bisect(double (*power)(double place, double fixed, double level), double fixed,
                     double low, double high, struct power_goal goal)
{
    for (int i = 0; i < BISECTIONS; i++) {
        const double middle = low + (high - low) / 2;
        if (middle == low || middle == high)
            break;
        if (power(middle, fixed, goal.level) < goal.power)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static double power_by_pairs(double n, double effect, double level)
{
    return power_student(effect, n, level);
}

double power_student_pairs(double effect, struct power_goal goal)
{
    double high = 2;
    if (effect == 0)
        return INFINITY;
    if (isnan(effect))
        return NAN;
    while (high < PAIRS_MAX && power_student(effect, high, goal.level) < goal.power)
        high *= 2;
    if (high >= PAIRS_MAX)
        return INFINITY;
    return high == 2 ? 2 : bisect(power_by_pairs, effect, high / 2, high, goal);
}

double power_student_detectable(double n, struct power_goal goal)
{
    double high = 1;
    if (!(n >= 2))
        return NAN;
    while (power_student(high, n, goal.level) < goal.power)
        high *= 2;
    return isnan(power_student(high, n, goal.level)) ? NAN
                                                     : bisect(power_student, n, 0, high, goal);
}
