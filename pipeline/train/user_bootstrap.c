#include "train/user_bootstrap.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "base/memory.h"
#include "base/rng.h"
#include "base/stats.h"

#define CONFIDENCE 0.95

/* A resample draws from a stretch of the stream of its own. */
#define BLOCKS_PER_RESAMPLE_BITS 32

enum {
    RESAMPLES_PER_TASK = 8, /* they share each row of the table while it is in the cache */
    COLUMNS = 4,            /* that are added together; the table is a multiple wide */
};

double user_bootstrap_value(struct user_average average, size_t n_users, size_t *n)
{
    struct mean users = {0};
    double counts = 0.0;
    for (size_t u = 0; u < n_users; u++) {
        if (average.counts[u] != 0.0)
            mean_add(&users, average.sums[u]);
        counts += average.counts[u];
    }
    *n = users.n;
    return users.n == 0 ? NAN : users.sum / counts;
}

/* The distinct arrays of all averages as one table, a row for each user that takes part. */
struct table {
    const double **columns; /* (column_count) */
    size_t column_count;
    double *cells; /* (height, width), 0 beyond the columns */
    size_t width;
    size_t height;
    double *totals; /* (resamples, width) */
    size_t resamples;
    uint64_t seed;
};

/* The number of the column that holds `array`, new or not. */
static size_t column_of(struct table *table, const double *array)
{
    size_t column = 0;
    while (column < table->column_count && table->columns[column] != array)
        column++;
    if (column == table->column_count)
        table->columns[table->column_count++] = array;
    return column;
}

static void fill_table(struct table *table, const struct user_average *averages, size_t count,
                       size_t n_users)
{
    table->width = (table->column_count + COLUMNS - 1) / COLUMNS * COLUMNS;
    table->cells = memory_block(n_users * table->width, sizeof *table->cells);
    for (size_t u = 0; u < n_users; u++) {
        bool takes_part = false;
        for (size_t a = 0; a < count; a++)
            takes_part |= averages[a].counts[u] != 0.0;
        if (!takes_part)
            continue;
        double *row = table->cells + table->height++ * table->width;
        for (size_t c = 0; c < table->column_count; c++)
            row[c] = table->columns[c][u];
    }
}

/* How often each user is drawn: times (height). */
static void draw(const struct table *table, size_t resample, uint32_t *times)
{
    struct rng rng = rng_init(table->seed, USER_BOOTSTRAP_STREAM);
    rng.block = (uint64_t)resample << BLOCKS_PER_RESAMPLE_BITS;
    for (size_t i = 0; i < table->height; i++)
        times[rng_below(&rng, (uint32_t)table->height)]++;
}

static void add_row(double *restrict total, const double *restrict row, size_t width, double times)
{
    for (size_t c = 0; c < width; c += COLUMNS)
        for (size_t i = 0; i < COLUMNS; i++)
            total[c + i] += times * row[c + i];
}

static void run_resamples(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct table *table = context;
    const size_t begin = index * RESAMPLES_PER_TASK;
    size_t count = table->resamples - begin;
    if (count > RESAMPLES_PER_TASK)
        count = RESAMPLES_PER_TASK;

    uint32_t *times = memory_block(count * table->height, sizeof *times);
    for (size_t r = 0; r < count; r++)
        draw(table, begin + r, times + r * table->height);
    for (size_t user = 0; user < table->height; user++) {
        const double *row = table->cells + user * table->width;
        for (size_t r = 0; r < count; r++) {
            uint32_t drawn = times[r * table->height + user];
            if (drawn != 0)
                add_row(table->totals + (begin + r) * table->width, row, table->width,
                        (double)drawn);
        }
    }
    memory_free(times);
}

/* ---- what the totals say ----------------------------------------------------------------------
 */

/* Where the two arrays of an average are in the table. */
struct place {
    size_t sums;
    size_t counts;
};

/* Resamples the averages (count); `places` says where each is found. */
static struct table resample(const struct user_bootstrap *options,
                             const struct user_average *averages, size_t count, size_t n_users,
                             struct pool *pool, struct place *places)
{
    struct table table = {.resamples = options->resamples, .seed = options->seed};
    table.columns = memory_block(2 * count, sizeof *table.columns);
    for (size_t a = 0; a < count; a++)
        places[a] = (struct place){column_of(&table, averages[a].sums),
                                   column_of(&table, averages[a].counts)};
    fill_table(&table, averages, count, n_users);
    table.totals = memory_block(options->resamples * table.width, sizeof *table.totals);
    const size_t tasks = (table.resamples + RESAMPLES_PER_TASK - 1) / RESAMPLES_PER_TASK;
    pool_run(pool, table.height == 0 ? 0 : tasks, run_resamples, &table);
    return table;
}

static void free_table(struct table *table)
{
    memory_free(table->totals);
    memory_free(table->cells);
    memory_free(table->columns);
}

/* An average in one resample; NAN when nobody who was drawn has a part in it. */
static double value_in(const struct table *table, size_t resample, struct place place)
{
    const double *total = table->totals + resample * table->width;
    return total[place.counts] > 0.0 ? total[place.sums] / total[place.counts] : NAN;
}

/* The interval of an average; `work` (resamples) is room to work in. */
static struct interval interval_of_average(const struct table *table, struct place place,
                                           double *work)
{
    size_t kept = 0;
    for (size_t r = 0; r < table->resamples; r++) {
        const double value = value_in(table, r, place);
        if (!isnan(value))
            work[kept++] = value;
    }
    return stats_percentile_interval(work, kept, CONFIDENCE);
}

static struct interval interval_of_difference(const struct table *table,
                                              const struct place sides[2], bool of_roots,
                                              double *work)
{
    size_t kept = 0;
    for (size_t r = 0; r < table->resamples; r++) {
        const double first = value_in(table, r, sides[0]);
        const double second = value_in(table, r, sides[1]);
        if (!isnan(first - second))
            work[kept++] = of_roots ? sqrt(first) - sqrt(second) : first - second;
    }
    return stats_percentile_interval(work, kept, CONFIDENCE);
}

void user_bootstrap_run(const struct user_bootstrap *options,
                        const struct user_bootstrap_request *request, size_t n_users,
                        struct pool *pool, struct interval *averages, struct interval *differences)
{
    assert(differences != NULL || request->difference_count == 0);
    const size_t count = request->average_count + 2 * request->difference_count;
    struct user_average *all = memory_block(count, sizeof *all);
    struct place *places = memory_block(count, sizeof *places);
    double *work = memory_block(options->resamples, sizeof *work);
    size_t n = 0;
    for (size_t a = 0; a < request->average_count; a++)
        all[n++] = request->averages[a];
    for (size_t d = 0; d < request->difference_count; d++) {
        all[n++] = request->differences[d].first;
        all[n++] = request->differences[d].second;
    }
    struct table table = resample(options, all, count, n_users, pool, places);
    for (size_t a = 0; a < request->average_count; a++)
        averages[a] = interval_of_average(&table, places[a], work);
    const struct place *sides = places + request->average_count;
    for (size_t d = 0; d < request->difference_count; d++)
        differences[d] =
            interval_of_difference(&table, sides + 2 * d, request->differences[d].of_roots, work);
    free_table(&table);
    memory_free(all);
    memory_free(places);
    memory_free(work);
}

void user_bootstrap_intervals(const struct user_bootstrap *options,
                              const struct user_average *averages, size_t count, size_t n_users,
                              struct pool *pool, struct interval *out)
{
    const struct user_bootstrap_request request = {averages, count, NULL, 0};
    user_bootstrap_run(options, &request, n_users, pool, out, NULL);
}
