#include "commands/night_gold.h"

#include "commands/gold_selection.h"
#include "commands/tables.h"
#include "eval/gold_changes.h"
#include "load/gold_file.h"
#include "store/gold_history.h"

/* Before any case is left out, so that a filter is no change. */
static bool take_account(struct night *night, struct error *err)
{
    struct gold_account *account = &night->gold_account;
    struct history_gold before;
    if (!gold_history_last(night->store, night->run.experiment, night->run.started_ms, night->arena,
                           &before, err))
        return false;
    account->digest = gold_changes_digest(&night->gold, night->scratch);
    account->total = night->gold.count;
    account->changes = gold_changes_since(&before, &night->gold, night->arena, night->scratch);
    return true;
}

static bool select_cases(struct night *night, struct error *err)
{
    const struct gold_set all = night->gold;
    if (!gold_selection_apply(night->config, night->store, &all, night->arena, &night->gold, err))
        return false;
    night->gold_account.selected = night->gold.count;
    night->run.filter = night->config->eval.filter;
    return true;
}

bool night_gold_load(struct night *night, struct loader *loader, struct error *err)
{
    const struct config_paths *paths = &night->config->inputs.gold;
    const struct gold_fields fields = tables_gold_fields(night->config);
    struct source_list sources;
    if (!source_expand(SOURCE_GOLD, paths->items, paths->count, night->arena, &sources, err))
        return false;
    if (sources.count == 0) {
        night->run.stages.eval = false;
        return true;
    }
    return gold_file_load(loader, &sources, &fields, &night->gold, err) &&
           input_check_accepted(&night->inputs, "gold", err) && take_account(night, err) &&
           select_cases(night, err);
}
