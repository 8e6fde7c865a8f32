/* ratio.h - counts, sums and intervals that are divided only when they are shown. */
#ifndef BASE_RATIO_H
#define BASE_RATIO_H

#include <math.h>
#include <stddef.h>

/* hits ≤ total; 0 of 0 is "n/a", never 0 %. */
struct ratio {
    size_t hits;
    size_t total;
};

/* The mean of `n` values that sum to `sum`. */
struct mean {
    double sum;
    size_t n;
};

/* A confidence interval; both ends NAN when it is unknown. */
struct interval {
    double low;
    double high;
};

#define INTERVAL_UNKNOWN ((struct interval){NAN, NAN})

static inline void ratio_count(struct ratio *ratio, int hit)
{
    ratio->hits += hit != 0;
    ratio->total++;
}

/* hits ÷ total, NAN (shown as "n/a") when nothing was counted. */
static inline double ratio_value(struct ratio ratio)
{
    return ratio.total == 0 ? NAN : (double)ratio.hits / (double)ratio.total;
}

static inline void mean_add(struct mean *mean, double value)
{
    mean->sum += value;
    mean->n++;
}

/* sum ÷ n, NAN (shown as "n/a") when nothing was added. */
static inline double mean_value(struct mean mean)
{
    return mean.n == 0 ? NAN : mean.sum / (double)mean.n;
}

#endif
