#include "store/gold_history.h"

#include <stdio.h>

#include "store/case_results.h"
#include "store/statement.h"

static const char QUERY[] =
    "SELECT run.id, run.name, started_ms FROM run JOIN experiment ON experiment.id = experiment_id "
    "WHERE parent_id IS NULL AND experiment.name = ?1 AND started_ms < ?2 "
    "AND case_set_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM param WHERE run_id = run.id AND key = 'eval.filter' AND value <> '') "
    "ORDER BY started_ms DESC, run.id DESC LIMIT 1";

static bool find(struct store *store, struct str experiment, int64_t before_ms, int64_t *run,
                 struct history_gold *out, struct error *err)
{
    struct statement query = statement_open(store, QUERY, err);
    statement_bind_text(&query, 1, experiment);
    statement_bind_count(&query, 2, before_ms);
    if (statement_row(&query)) {
        out->exists = true;
        *run = statement_count(&query, 0);
        snprintf(out->run_id, sizeof out->run_id, "%.*s", STR_ARG(statement_text(&query, 1)));
        out->started_ms = statement_count(&query, 2);
    }
    return statement_close(&query);
}

bool gold_history_last(struct store *store, struct str experiment, int64_t before_ms,
                       struct arena *arena, struct history_gold *out, struct error *err)
{
    struct history_gold gold = {0};
    struct case_results results;
    int64_t run = 0;
    if (!find(store, experiment, before_ms, &run, &gold, err))
        return false;
    if (gold.exists) {
        if (!case_results_load(store, run, arena, &results, err))
            return false;
        gold.cases = ARENA_ARRAY(arena, struct history_gold_case, results.case_count);
        gold.count = results.case_count;
        for (size_t i = 0; i < results.case_count; i++)
            gold.cases[i] =
                (struct history_gold_case){results.cases[i].id, results.cases[i].digest};
    }
    *out = gold;
    return true;
}
