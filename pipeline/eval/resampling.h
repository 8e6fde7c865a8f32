/* resampling.h - bootstrap intervals of many ratios over the same cases at once. */
#ifndef EVAL_RESAMPLING_H
#define EVAL_RESAMPLING_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ratio.h"
#include "eval/sampling.h"

/*
 * What each case adds to `columns` ratios: row i holds the numerators of case i and then its
 * denominators. Where a case was answered several times, its row is the sum over its answers, so
 * that the interval is that of whole cases.
 */
struct resampling {
    double *rows; /* (cases, 2 * columns) */
    size_t cases;
    size_t columns;
};

struct resampling resampling_init(struct arena *arena, size_t cases, size_t columns);

/* The row of a case, for counts. */
double *resampling_row(struct resampling *table, size_t at);

/* Adds an answer's value, with weight 1, to a ratio of its case; NAN adds nothing. */
void resampling_add(struct resampling *table, size_t at, size_t column, double value);

/* Takes all that a case added back. */
void resampling_clear(struct resampling *table, size_t at);

/* Σ numerator / Σ denominator; NAN when nothing was added. `support` (may be NULL): Σ denominator.
 */
double resampling_value(const struct resampling *table, size_t column, double *support);

/* The same of a column of hits (1) and misses (0). */
struct ratio resampling_ratio(const struct resampling *table, size_t column);

/*
 * The 95 % percentile bootstrap intervals (Efron 1979) of all columns: every resample draws as many
 * cases, or clusters of them, as there are with a part in some column, the same ones for
 * every column. Unknown without resamples or where no case adds anything. `out` has an interval per
 * column.
 */
void resampling_intervals(const struct resampling *table, const struct sampling *sampling,
                          uint64_t stream, struct arena *scratch, struct interval *out);

/*
 * The same for columns that are shares. Where all hits or none are counted, every resample gives
 * the same, which says nothing: then it is the Wilson interval over the cases that count.
 */
void resampling_shares(const struct resampling *table, const struct sampling *sampling,
                       uint64_t stream, struct arena *scratch, struct interval *out);

#endif
