#include "store/run_list.h"

#include "store/statement.h"

/*
 * The runs are chosen first, so that figures are looked up for those alone; CROSS JOIN has SQLite
 * begin with the few metrics of a key, not with all that a run measured.
 */
static const char QUERY[] =
    "WITH latest AS (SELECT run.*, experiment.name AS experiment "
    "FROM run JOIN experiment ON experiment.id = experiment_id "
    "WHERE parent_id IS NULL AND (?1 = '' OR experiment.name = ?1) "
    "ORDER BY started_ms DESC, run.id DESC LIMIT ?2), "
    "figure AS NOT MATERIALIZED (SELECT run_id, key, value FROM metric "
    "CROSS JOIN measurement ON metric_id = metric.id WHERE step = 0 AND headline) "
    "SELECT name, experiment, started_ms, duration_ms, status, is_full, "
    "(SELECT value FROM figure WHERE run_id = latest.id AND key = 'case_accuracy'), "
    "(SELECT value FROM figure WHERE run_id = latest.id AND key = 'genre_recall'), "
    "(SELECT value FROM figure WHERE run_id = latest.id AND key = 'rmse'), "
    "coalesce((SELECT value FROM param WHERE run_id = latest.id AND key = 'eval.filter'), '') "
    "FROM latest ORDER BY started_ms DESC, id DESC";

static struct run_list_row read_row(const struct statement *query, struct arena *arena)
{
    return (struct run_list_row){
        .id = statement_copy(query, 0, arena),
        .experiment = statement_copy(query, 1, arena),
        .started_ms = statement_count(query, 2),
        .duration_ms = statement_number(query, 3),
        .outcome = statement_copy(query, 4, arena),
        .full = statement_count(query, 5) != 0,
        .case_accuracy = statement_number(query, 6),
        .genre_recall = statement_number(query, 7),
        .rmse = statement_number(query, 8),
        .filter = statement_copy(query, 9, arena),
    };
}

bool run_list_load(struct store *store, struct str experiment, size_t limit, struct arena *arena,
                   struct run_list_row **out, size_t *count, struct error *err)
{
    struct statement query = statement_open(store, QUERY, err);
    size_t capacity = 0;
    *out = NULL;
    *count = 0;
    statement_bind_text(&query, 1, experiment);
    statement_bind_count(&query, 2, (int64_t)limit);
    while (statement_row(&query)) {
        *out = arena_grow(arena, *out, *count, &capacity, sizeof **out);
        (*out)[(*count)++] = read_row(&query, arena);
    }
    return statement_close(&query);
}
