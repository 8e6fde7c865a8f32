#include "store/series.h"

#include <stdio.h>

#include "store/statement.h"

/* The last runs, oldest first, with the metric ?1 where they have it. */
static const char QUERY[] =
    "WITH recent AS ("
    "SELECT run.id, run.name, started_ms FROM run JOIN experiment ON experiment.id = experiment_id "
    "WHERE parent_id IS NULL AND experiment.name = ?2 AND started_ms < ?3 AND is_full "
    "ORDER BY started_ms DESC, run.id DESC LIMIT ?4) "
    "SELECT name, started_ms, value, low, high FROM recent LEFT JOIN measurement "
    "ON run_id = recent.id AND step = 0 "
    "AND metric_id = (SELECT metric.id FROM metric WHERE metric.name = ?1) "
    "ORDER BY started_ms, recent.id";

static struct history_series load_one(struct statement *query, struct str name, struct arena *arena)
{
    struct history_series series = {.name = name};
    size_t capacity = 0;
    statement_bind_text(query, 1, name);
    while (statement_row(query)) {
        series.points =
            arena_grow(arena, series.points, series.count, &capacity, sizeof *series.points);
        struct history_point *point = &series.points[series.count++];
        snprintf(point->run_id, sizeof point->run_id, "%.*s", STR_ARG(statement_text(query, 0)));
        point->started_ms = statement_count(query, 1);
        point->value = statement_number(query, 2);
        point->interval.low = statement_number(query, 3);
        point->interval.high = statement_number(query, 4);
    }
    return series;
}

bool series_load(struct store *store, struct str experiment, int64_t before_ms, size_t runs,
                 const struct str *names, size_t name_count, struct arena *arena,
                 struct history_series *out, struct error *err)
{
    struct statement query = statement_open(store, QUERY, err);
    statement_bind_text(&query, 2, experiment);
    statement_bind_count(&query, 3, before_ms);
    statement_bind_count(&query, 4, (int64_t)runs);
    for (size_t i = 0; i < name_count; i++)
        out[i] = load_one(&query, names[i], arena);
    return statement_close(&query);
}
