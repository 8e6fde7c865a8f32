/*
 * resample.h - percentile bootstrap intervals of many statistics, all from the same resamples.
 *
 * What is drawn, with replacement and as many as there are, are units: cases, or whole clusters of
 * what hangs together (the cluster bootstrap). A statistic is a function of sums over the drawn
 * units, such as a mean, a quotient of two sums, or the difference of two means; so a resample is
 * drawn once, as how often each unit occurs, and serves all columns to be summed. One draw for
 * all is cheaper than one for each, and makes the intervals comparable.
 *
 * Resample r draws from block r·2^32 of the stream on and sums in the order of the units, so that
 * the result depends on seed and stream only, never on the number of threads.
 */
#ifndef BASE_RESAMPLE_H
#define BASE_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "base/ratio.h"

/* How units are drawn. */
struct resample {
    size_t units;     /* fewer than 2^32 */
    size_t resamples; /* 0: no intervals */
    uint64_t seed;
    uint64_t stream; /* of random numbers, one for every purpose */
};

/* What is summed, and what becomes of the sums. */
struct resample_question {
    const double *const *columns; /* (column_count) of (units) */
    size_t column_count;
    size_t statistic_count;
    /*
     * Computes the statistics (statistic_count) from the sums of a resample (column_count); NAN
     * where one is undefined. Called from several threads at once.
     */
    void (*compute)(const void *context, const double *sums, double *statistics);
    const void *context;
};

/*
 * The percentile interval (Efron 1979) of every statistic at `confidence` (0.95), by quantiles
 * that interpolate linearly (numpy's default). Resamples in which a statistic is NAN are left out
 * of its interval; unknown without resamples or units, or when all of them are left out.
 */
void resample_intervals(const struct resample *draw, const struct resample_question *question,
                        double confidence, struct pool *pool, struct interval *out);

/* Σ of one column ÷ Σ of another, by their numbers. */
struct resample_ratio {
    size_t over;
    size_t under;
};

/* The intervals of quotients of sums (count); one whose denominator is 0 is undefined. */
void resample_ratios(const struct resample *draw, const double *const *columns, size_t column_count,
                     const struct resample_ratio *ratios, size_t count, double confidence,
                     struct pool *pool, struct interval *out);

#endif
