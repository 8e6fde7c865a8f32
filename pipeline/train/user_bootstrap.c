#include "train/user_bootstrap.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "base/memory.h"
#include "base/resample.h"

#define CONFIDENCE 0.95

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

/* Where the two arrays of an average are in the table. */
struct place {
    size_t sums;
    size_t counts;
};

/* The distinct arrays of all averages as one table, a row for each user that takes part. */
struct table {
    const double **arrays;  /* (column_count) as they were given, of all users */
    const double **columns; /* (column_count) of (height) */
    size_t column_count;
    double *cells; /* what `columns` points into */
    size_t height;
};

/* The number of the column that holds `array`, new or not. */
static size_t column_of(struct table *table, const double *array)
{
    size_t column = 0;
    while (column < table->column_count && table->arrays[column] != array)
        column++;
    if (column == table->column_count)
        table->arrays[table->column_count++] = array;
    return column;
}

static bool takes_part(const struct user_average *averages, size_t count, size_t user)
{
    for (size_t a = 0; a < count; a++)
        if (averages[a].counts[user] != 0.0)
            return true;
    return false;
}

/* The averages (count) as a table; `places` says where each is found. */
static struct table make_table(const struct user_average *averages, size_t count, size_t n_users,
                               struct place *places)
{
    struct table table = {0};
    table.arrays = memory_block(2 * count, sizeof *table.arrays);
    for (size_t a = 0; a < count; a++)
        places[a] = (struct place){column_of(&table, averages[a].sums),
                                   column_of(&table, averages[a].counts)};
    table.columns = memory_block(table.column_count, sizeof *table.columns);
    table.cells = memory_raw(table.column_count * n_users, sizeof *table.cells);
    for (size_t c = 0; c < table.column_count; c++)
        table.columns[c] = table.cells + c * n_users;
    for (size_t u = 0; u < n_users; u++) {
        if (!takes_part(averages, count, u))
            continue;
        for (size_t c = 0; c < table.column_count; c++)
            table.cells[c * n_users + table.height] = table.arrays[c][u];
        table.height++;
    }
    return table;
}

static void free_table(struct table *table)
{
    memory_free(table->cells);
    memory_free(table->columns);
    memory_free(table->arrays);
}

/* ── what a resample says ───────────────────────────────────────────────────────────────────────
 */

struct wanted {
    const struct user_bootstrap_request *request;
    const struct place *places; /* of the averages, then of both sides of each difference */
};

/* An average in one resample; NAN when nobody who was drawn has a part in it. */
static double value_in(const double *sums, struct place place)
{
    return sums[place.counts] > 0.0 ? sums[place.sums] / sums[place.counts] : NAN;
}

static void compute(const void *context, const double *sums, double *statistics)
{
    const struct wanted *wanted = context;
    const struct user_bootstrap_request *request = wanted->request;
    const struct place *place = wanted->places;
    for (size_t a = 0; a < request->average_count; a++)
        *statistics++ = value_in(sums, *place++);
    for (size_t d = 0; d < request->difference_count; d++, place += 2) {
        const double first = value_in(sums, place[0]);
        const double second = value_in(sums, place[1]);
        *statistics++ =
            request->differences[d].of_roots ? sqrt(first) - sqrt(second) : first - second;
    }
}

void user_bootstrap_run(const struct user_bootstrap *options,
                        const struct user_bootstrap_request *request, size_t n_users,
                        struct pool *pool, struct interval *averages, struct interval *differences)
{
    assert(differences != NULL || request->difference_count == 0);
    const size_t count = request->average_count + 2 * request->difference_count;
    const size_t statistics = request->average_count + request->difference_count;
    struct user_average *all = memory_block(count, sizeof *all);
    struct place *places = memory_block(count, sizeof *places);
    struct interval *intervals = memory_block(statistics, sizeof *intervals);
    size_t n = 0;
    for (size_t a = 0; a < request->average_count; a++)
        all[n++] = request->averages[a];
    for (size_t d = 0; d < request->difference_count; d++) {
        all[n++] = request->differences[d].first;
        all[n++] = request->differences[d].second;
    }

    struct table table = make_table(all, count, n_users, places);
    const struct wanted wanted = {request, places};
    const struct resample draw = {table.height, options->resamples, options->seed,
                                  USER_BOOTSTRAP_STREAM};
    const struct resample_question question = {table.columns, table.column_count, statistics,
                                               compute, &wanted};
    resample_intervals(&draw, &question, CONFIDENCE, pool, intervals);
    for (size_t a = 0; a < request->average_count; a++)
        averages[a] = intervals[a];
    for (size_t d = 0; differences != NULL && d < request->difference_count; d++)
        differences[d] = intervals[request->average_count + d];
    free_table(&table);
    memory_free(all);
    memory_free(places);
    memory_free(intervals);
}

void user_bootstrap_intervals(const struct user_bootstrap *options,
                              const struct user_average *averages, size_t count, size_t n_users,
                              struct pool *pool, struct interval *out)
{
    const struct user_bootstrap_request request = {averages, count, NULL, 0};
    user_bootstrap_run(options, &request, n_users, pool, out, NULL);
}
