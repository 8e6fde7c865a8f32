#include "eval/resampling.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/stats.h"

struct resampling resampling_init(struct arena *arena, size_t cases, size_t columns)
{
    return (struct resampling){ARENA_ARRAY(arena, double, cases * 2 * columns), cases, columns};
}

double *resampling_row(struct resampling *table, size_t at)
{
    return table->rows + at * 2 * table->columns;
}

void resampling_add(struct resampling *table, size_t at, size_t column, double value)
{
    if (isnan(value))
        return;
    double *row = resampling_row(table, at);
    row[column] += value;
    row[table->columns + column] += 1;
}

double resampling_value(const struct resampling *table, size_t column, double *support)
{
    double numerator = 0;
    double denominator = 0;
    for (size_t i = 0; i < table->cases; i++) {
        const double *row = table->rows + i * 2 * table->columns;
        numerator += row[column];
        denominator += row[table->columns + column];
    }
    if (support != NULL)
        *support = denominator;
    return denominator == 0 ? NAN : numerator / denominator;
}

static void draw(const struct resampling *table, struct rng *rng, double *sums)
{
    size_t width = 2 * table->columns;
    memset(sums, 0, width * sizeof *sums);
    for (size_t i = 0; i < table->cases; i++) {
        const double *row = table->rows + (size_t)rng_below(rng, (uint32_t)table->cases) * width;
        for (size_t c = 0; c < width; c++)
            sums[c] += row[c];
    }
}

void resampling_intervals(const struct resampling *table, size_t resamples, uint64_t seed,
                          uint64_t stream, struct arena *scratch, struct interval *out)
{
    size_t columns = table->columns;
    double *sums = ARENA_ARRAY(scratch, double, 2 * columns);
    double *values = ARENA_ARRAY(scratch, double, resamples *columns);
    size_t *counts = ARENA_ARRAY(scratch, size_t, columns);
    struct rng rng = rng_init(seed, stream);
    for (size_t r = 0; r < resamples && table->cases != 0; r++) {
        draw(table, &rng, sums);
        for (size_t c = 0; c < columns; c++)
            if (sums[columns + c] != 0)
                values[c * resamples + counts[c]++] = sums[c] / sums[columns + c];
    }
    for (size_t c = 0; c < columns; c++)
        out[c] = stats_percentile_interval(values + c * resamples, counts[c], 0.95);
}

static size_t cases_that_count(const struct resampling *table, size_t column)
{
    size_t cases = 0;
    for (size_t i = 0; i < table->cases; i++)
        cases += table->rows[(2 * i + 1) * table->columns + column] != 0;
    return cases;
}

void resampling_shares(const struct resampling *table, size_t resamples, uint64_t seed,
                       uint64_t stream, struct arena *scratch, struct interval *out)
{
    resampling_intervals(table, resamples, seed, stream, scratch, out);
    for (size_t c = 0; c < table->columns; c++) {
        double share = resampling_value(table, c, NULL);
        size_t cases = cases_that_count(table, c);
        if (share == 0 || share == 1)
            out[c] = stats_wilson((struct ratio){share == 0 ? 0 : cases, cases}, 0.95);
    }
}
