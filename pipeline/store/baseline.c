#include "store/baseline.h"

#include <stdio.h>

#include "store/case_results.h"
#include "store/statement.h"

static bool find(struct store *store, struct str experiment, int64_t before_ms, int64_t *run,
                 struct history_baseline *out, struct error *err)
{
    struct statement query =
        statement_open(store,
                       "SELECT run.id, run.name, started_ms FROM run "
                       "JOIN experiment ON experiment.id = experiment_id "
                       "WHERE parent_id IS NULL AND experiment.name = ?1 AND started_ms < ?2 "
                       "AND status = 'success' AND is_full "
                       "ORDER BY started_ms DESC, run.id DESC LIMIT 1",
                       err);
    statement_bind_text(&query, 1, experiment);
    statement_bind_count(&query, 2, before_ms);
    if (statement_row(&query)) {
        *run = statement_count(&query, 0);
        out->exists = true;
        snprintf(out->run_id, sizeof out->run_id, "%.*s", STR_ARG(statement_text(&query, 1)));
        out->started_ms = statement_count(&query, 2);
    }
    return statement_close(&query);
}

static bool load_metrics(struct store *store, int64_t run, struct arena *arena,
                         struct history_baseline *out, struct error *err)
{
    struct statement query =
        statement_open(store,
                       "SELECT metric.name, value FROM measurement "
                       "JOIN metric ON metric.id = metric_id WHERE run_id = ?1 AND step = 0 "
                       "ORDER BY metric_id",
                       err);
    size_t capacity = 0;
    out->metrics = map_init(arena);
    statement_bind_count(&query, 1, run);
    while (statement_row(&query)) {
        uint32_t index = map_intern(&out->metrics, statement_text(&query, 0), NULL);
        out->values = arena_grow(arena, out->values, index, &capacity, sizeof *out->values);
        out->values[index] = statement_number(&query, 1);
    }
    return statement_close(&query);
}

static bool load_params(struct store *store, int64_t run, struct arena *arena,
                        struct history_baseline *out, struct error *err)
{
    struct statement query =
        statement_open(store, "SELECT key, value FROM param WHERE run_id = ?1 ORDER BY key", err);
    size_t capacity = 0;
    out->params = map_init(arena);
    statement_bind_count(&query, 1, run);
    while (statement_row(&query)) {
        uint32_t index = map_intern(&out->params, statement_text(&query, 0), NULL);
        out->param_values =
            arena_grow(arena, out->param_values, index, &capacity, sizeof *out->param_values);
        out->param_values[index] = statement_copy(&query, 1, arena);
    }
    return statement_close(&query);
}

static bool load_cases(struct store *store, int64_t run, struct arena *arena,
                       struct history_baseline *out, struct error *err)
{
    struct case_results results;
    if (!case_results_load(store, run, arena, &results, err))
        return false;
    out->cases =
        ARENA_ARRAY(arena, struct history_case, results.interpreter_count * results.case_count);
    for (size_t n = 0; n < results.interpreter_count; n++) {
        const struct case_results_verdicts *verdicts = &results.interpreters[n];
        for (size_t i = 0; i < results.case_count; i++)
            if (verdicts->letters.data[i] != CASE_RESULTS_UNSCORED)
                out->cases[out->case_count++] = (struct history_case){
                    .interpreter = verdicts->interpreter,
                    .case_id = results.cases[i].id,
                    .digest = results.cases[i].digest,
                    .pass = verdicts->letters.data[i] == CASE_RESULTS_PASSED,
                };
    }
    return true;
}

bool baseline_find(struct store *store, struct str experiment, int64_t before_ms,
                   struct arena *arena, struct history_baseline *out, struct error *err)
{
    int64_t run = 0;
    struct history_baseline baseline = {0};
    if (!find(store, experiment, before_ms, &run, &baseline, err))
        return false;
    if (baseline.exists && (!load_metrics(store, run, arena, &baseline, err) ||
                            !load_params(store, run, arena, &baseline, err) ||
                            !load_cases(store, run, arena, &baseline, err)))
        return false;
    *out = baseline;
    return true;
}
