#include "eval/resampling.h"

#include <math.h>
#include <string.h>

#include "base/resample.h"
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

void resampling_clear(struct resampling *table, size_t at)
{
    memset(table->rows + at * 2 * table->columns, 0, 2 * table->columns * sizeof *table->rows);
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

struct ratio resampling_ratio(const struct resampling *table, size_t column)
{
    struct ratio ratio = {0};
    for (size_t i = 0; i < table->cases; i++) {
        const double *row = table->rows + i * 2 * table->columns;
        ratio.hits += (size_t)row[column];
        ratio.total += (size_t)row[table->columns + column];
    }
    return ratio;
}

static bool takes_part(const struct resampling *table, size_t at)
{
    const double *row = table->rows + at * 2 * table->columns;
    for (size_t c = 0; c < table->columns; c++)
        if (row[table->columns + c] != 0)
            return true;
    return false;
}

/* The rows of the cases that take part, added up by what is drawn, as columns (units). */
static double **columns_of(const struct resampling *table, const struct sampling *sampling,
                           struct arena *scratch, size_t *unit_count)
{
    const size_t width = 2 * table->columns;
    uint32_t *cases = ARENA_ARRAY(scratch, uint32_t, table->cases);
    uint32_t *units = ARENA_ARRAY(scratch, uint32_t, table->cases);
    size_t n = 0;
    for (size_t i = 0; i < table->cases; i++)
        if (takes_part(table, i))
            cases[n++] = (uint32_t)i;
    *unit_count = sampling_units(sampling, cases, n, scratch, units);

    double **columns = ARENA_ARRAY(scratch, double *, width);
    for (size_t c = 0; c < width; c++) {
        columns[c] = ARENA_ARRAY(scratch, double, *unit_count);
        for (size_t i = 0; i < n; i++)
            columns[c][units[i]] += table->rows[cases[i] * width + c];
    }
    return columns;
}

void resampling_intervals(const struct resampling *table, const struct sampling *sampling,
                          uint64_t stream, struct arena *scratch, struct interval *out)
{
    struct resample draw = {
        .resamples = sampling->resamples, .seed = sampling->seed, .stream = stream};
    struct resample_ratio *ratios = ARENA_ARRAY(scratch, struct resample_ratio, table->columns);
    for (size_t c = 0; c < table->columns; c++)
        ratios[c] = (struct resample_ratio){c, table->columns + c};
    double **columns = columns_of(table, sampling, scratch, &draw.units);
    resample_ratios(&draw, (const double *const *)columns, 2 * table->columns, ratios,
                    table->columns, 0.95, sampling->pool, out);
}

static size_t cases_that_count(const struct resampling *table, size_t column)
{
    size_t cases = 0;
    for (size_t i = 0; i < table->cases; i++)
        cases += table->rows[(2 * i + 1) * table->columns + column] != 0;
    return cases;
}

void resampling_shares(const struct resampling *table, const struct sampling *sampling,
                       uint64_t stream, struct arena *scratch, struct interval *out)
{
    resampling_intervals(table, sampling, stream, scratch, out);
    for (size_t c = 0; c < table->columns; c++) {
        const double share = resampling_value(table, c, NULL);
        const size_t cases = cases_that_count(table, c);
        if (share == 0 || share == 1)
            out[c] = stats_wilson((struct ratio){share == 0 ? 0 : cases, cases}, 0.95);
    }
}
