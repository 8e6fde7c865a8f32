#include "store/take_in.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/case_results.h"
#include "store/database.h"
#include "store/document.h"
#include "store/measurements.h"
#include "store/prompt_rows.h"
#include "store/statement.h"
#include "store/trials.h"

#define SCRATCH_MAX ((size_t)1 << 30)
#define SUMMARY_VERSION 1 /* of the documents that are understood here */

/* ── the run ── */

/* The id becomes a part of paths, so it is nothing but letters, digits and hyphens. */
static bool check_id(const char *id, struct error *err)
{
    size_t size = strlen(id);
    bool fits = size != 0 && size < RUN_ID_MAX;
    for (size_t i = 0; fits && i < size; i++)
        fits = isalnum((unsigned char)id[i]) || id[i] == '-';
    return fits || document_fail(err, "\"%.64s\" is no id of a run", id);
}

static bool keep_experiment(struct store *store, const struct json *run, struct error *err)
{
    struct statement insert = statement_open(
        store, "INSERT INTO experiment (name) VALUES (?1) ON CONFLICT DO NOTHING", err);
    document_bind_text(&insert, 1, run, "experiment");
    statement_run(&insert);
    return statement_close(&insert);
}

static bool keep_run(struct store *store, const struct json *summary, int64_t *id,
                     struct error *err)
{
    const struct json *run = json_get(summary, "run");
    struct statement insert = statement_open(
        store,
        "INSERT INTO run (name, experiment_id, started_ms, duration_ms, outcome, is_full, "
        "baseline, version, host, threads, seed, config_digest, input_digest) VALUES "
        "(?1, (SELECT id FROM experiment WHERE name = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
        "?12, ?13)",
        err);
    document_bind_text(&insert, 1, run, "id");
    document_bind_text(&insert, 2, run, "experiment");
    document_bind_time(&insert, 3, run, "started");
    document_bind_number(&insert, 4, run, "duration_ms");
    document_bind_text(&insert, 5, run, "outcome");
    document_bind_bool(&insert, 6, run, "full");
    document_bind_text(&insert, 7, json_get(summary, "baseline"), "run_id");
    document_bind_text(&insert, 8, json_get(summary, "generator"), "version");
    document_bind_text(&insert, 9, run, "host");
    document_bind_count(&insert, 10, run, "threads");
    document_bind_text(&insert, 11, run, "seed");
    document_bind_digest(&insert, 12, run, "config_digest");
    document_bind_digest(&insert, 13, run, "input_digest");
    statement_run(&insert);
    *id = sqlite3_last_insert_rowid(store->db);
    return statement_close(&insert);
}

/* A stage ends well, or the run it belongs to is never published. */
static bool keep_stages(struct store *store, int64_t run, const struct json *stages,
                        struct error *err)
{
    struct statement insert =
        statement_open(store,
                       "INSERT INTO run (parent_id, name, experiment_id, duration_ms, outcome) "
                       "SELECT id, ?2, experiment_id, ?3, 'success' FROM run WHERE id = ?1",
                       err);
    statement_bind_count(&insert, 1, run);
    for (const struct json *stage = json_first(stages); stage; stage = json_next(stage)) {
        document_bind_text(&insert, 2, stage, "name");
        document_bind_number(&insert, 3, stage, "duration_ms");
        statement_run(&insert);
    }
    return statement_close(&insert);
}

/* Into a table of run, key and value. */
static bool keep_pairs(struct store *store, const char *sql, int64_t run, const struct json *pairs,
                       struct error *err)
{
    struct statement insert = statement_open(store, sql, err);
    statement_bind_count(&insert, 1, run);
    for (const struct json *pair = json_first(pairs); pair; pair = json_next(pair)) {
        document_bind_text(&insert, 2, pair, "key");
        document_bind_text(&insert, 3, pair, "value");
        statement_run(&insert);
    }
    return statement_close(&insert);
}

/* ── what it judged, read and wrote ── */

static bool keep_gates(struct store *store, int64_t run, const struct json *gates,
                       struct error *err)
{
    static const char *const texts[] = {"name", "rule", "metric", "unit", "status"};
    static const char *const numbers[] = {"value", "threshold", "baseline"};
    struct statement insert = statement_open(
        store, "INSERT INTO gate VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", err);
    int64_t position = 0;
    statement_bind_count(&insert, 1, run);
    for (const struct json *gate = json_first(gates); gate; gate = json_next(gate)) {
        int column = 2;
        statement_bind_count(&insert, column++, position++);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            document_bind_text(&insert, column++, gate, texts[i]);
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
            document_bind_number(&insert, column++, gate, numbers[i]);
        statement_run(&insert);
    }
    return statement_close(&insert);
}

static bool keep_inputs(struct store *store, int64_t run, const struct json *inputs,
                        struct error *err)
{
    static const char *const counts[] = {"bytes",    "read",      "accepted",
                                         "rejected", "duplicate", "blank"};
    struct statement insert = statement_open(
        store, "INSERT INTO input VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)", err);
    int64_t position = 0;
    statement_bind_count(&insert, 1, run);
    for (const struct json *input = json_first(inputs); input; input = json_next(input)) {
        int column = 2;
        statement_bind_count(&insert, column++, position++);
        document_bind_text(&insert, column++, input, "kind");
        document_bind_text(&insert, column++, input, "path");
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
            document_bind_count(&insert, column++, input, counts[i]);
        document_bind_bool(&insert, column++, input, "synthetic");
        document_bind_digest(&insert, column++, input, "digest");
        statement_run(&insert);
    }
    return statement_close(&insert);
}

/* The files of the published set, and the model, whose digest the summary knows. */
static bool keep_artifacts(struct store *store, int64_t run, const struct json *summary,
                           const struct take_in_artifact *artifacts, size_t count,
                           struct arena *scratch, struct error *err)
{
    const char *id = json_get_text(json_get(summary, "run"), "id");
    const struct json *model = json_get(json_get(summary, "training"), "model");
    struct statement insert =
        statement_open(store, "INSERT INTO artifact VALUES (?1, ?2, ?3, ?4)", err);
    statement_bind_count(&insert, 1, run);
    for (size_t i = 0; i < count; i++) {
        const char *path = arena_printf(scratch, "runs/%s/%s", id, artifacts[i].name);
        statement_bind_text(&insert, 2, str_from(path));
        statement_bind_count(&insert, 3, (int64_t)artifacts[i].bytes);
        statement_bind_digest(&insert, 4, &artifacts[i].digest);
        statement_run(&insert);
    }
    if (!json_is_null(model)) {
        document_bind_text(&insert, 2, model, "path");
        document_bind_count(&insert, 3, model, "bytes");
        document_bind_digest(&insert, 4, model, "digest");
        statement_run(&insert);
    }
    return statement_close(&insert);
}

/* ── all of it ── */

static bool keep_all(struct store *store, const struct json *summary,
                     const struct take_in_artifact *artifacts, size_t artifact_count,
                     struct arena *scratch, struct error *err)
{
    const struct json *run = json_get(summary, "run");
    int64_t id;
    return keep_experiment(store, run, err) && keep_run(store, summary, &id, err) &&
           keep_stages(store, id, json_get(run, "children"), err) &&
           trials_keep(store, id, summary, scratch, err) &&
           keep_pairs(store, "INSERT INTO tag VALUES (?1, ?2, ?3)", id, json_get(run, "tags"),
                      err) &&
           keep_pairs(store, "INSERT INTO param VALUES (?1, ?2, ?3)", id, json_get(run, "params"),
                      err) &&
           measurements_keep(store, id, summary, scratch, err) &&
           keep_gates(store, id, json_get(summary, "gates"), err) &&
           keep_inputs(store, id, json_get(summary, "inputs"), err) &&
           keep_artifacts(store, id, summary, artifacts, artifact_count, scratch, err) &&
           prompt_rows_keep(store, id, summary, err) &&
           case_results_keep(store, id, summary, scratch, err);
}

bool take_in_run(struct store *store, const struct json *summary,
                 const struct take_in_artifact *artifacts, size_t artifact_count, struct error *err)
{
    const char *id = json_get_text(json_get(summary, "run"), "id");
    if (json_get_number(summary, "schema_version") != SUMMARY_VERSION)
        return document_fail(err, "schema_version is not %d", SUMMARY_VERSION);
    if (!check_id(id, err) || !database_begin(store, err))
        return false;

    struct arena *scratch = arena_open("history", SCRATCH_MAX);
    bool known = false;
    bool done = store_has_run(store, id, &known, err);
    if (done && !known)
        done = keep_all(store, summary, artifacts, artifact_count, scratch, err);
    arena_close(scratch);
    return database_end(store, done, err);
}
