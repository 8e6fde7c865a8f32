#include "store/trials.h"

#include <sqlite3.h>

#include "store/database.h"
#include "store/document.h"
#include "store/measurements.h"
#include "store/statement.h"

static bool keep_row(struct store *store, int64_t run, const struct json *trial,
                     struct arena *scratch, int64_t *id, struct error *err)
{
    struct statement insert =
        statement_open(store,
                       "INSERT INTO run (parent_id, name, experiment_id, duration_ms, outcome) "
                       "SELECT id, ?2, experiment_id, ?3, 'success' FROM run WHERE id = ?1",
                       err);
    statement_bind_count(&insert, 1, run);
    statement_bind_text(
        &insert, 2,
        str_from(arena_printf(scratch, "trial %zu", json_size(json_get(trial, "number")))));
    document_bind_number(&insert, 3, trial, "duration_ms");
    statement_run(&insert);
    *id = sqlite3_last_insert_rowid(store->db);
    return statement_close(&insert);
}

static bool keep_settings(struct store *store, int64_t id, const struct json *values,
                          struct arena *scratch, struct error *err)
{
    struct statement insert = statement_open(store, "INSERT INTO param VALUES (?1, ?2, ?3)", err);
    statement_bind_count(&insert, 1, id);
    for (const struct json *value = json_first(values); value; value = json_next(value)) {
        statement_bind_text(&insert, 2, str_from(arena_printf(scratch, "svd.%s", json_key(value))));
        statement_bind_text(&insert, 3, json_write_line(scratch, value));
        statement_run(&insert);
    }
    return statement_close(&insert);
}

bool trials_keep(struct store *store, int64_t run, const struct json *summary,
                 struct arena *scratch, struct error *err)
{
    const struct json *trials = json_get(json_get(summary, "tuning"), "trials");
    for (const struct json *trial = json_first(trials); trial; trial = json_next(trial)) {
        int64_t id;
        if (!keep_row(store, run, trial, scratch, &id, err) ||
            !keep_settings(store, id, json_get(trial, "values"), scratch, err) ||
            !measurements_keep_trial(store, id, json_get(trial, "rmse"), err))
            return false;
    }
    return true;
}
