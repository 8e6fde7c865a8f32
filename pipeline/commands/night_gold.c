#include "commands/night_gold.h"

#include "commands/gold_selection.h"
#include "commands/tables.h"
#include "eval/gold_changes.h"
#include "eval/gold_check.h"
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
    loader->gold_findings = &night->gold_inspection.findings;
    return gold_file_load(loader, &sources, &fields, &night->gold, err) &&
           input_check_accepted(&night->inputs, "gold", err) && take_account(night, err);
}

void night_gold_inspect(struct night *night)
{
    const struct config_gold *config = &night->config->gold;
    struct gold_inspection *inspection = &night->gold_inspection;
    struct gold_account *account = &night->gold_account;
    const struct gold_inspection_of of = {
        .gold = &night->gold,
        .inputs = &night->inputs,
        .genres = &night->genres,
        .intents = &night->intents,
        .catalogue = &night->catalogue,
        .prompts = &night->prompts,
    };
    if (config->check == CONFIG_CHECK_OFF)
        return;
    gold_inspection_finish(night->config, &of, night->arena, night->scratch, inspection);
    gold_check_metrics(&inspection->findings, config->fail_on.set, night->gold.count,
                       &night->metrics);
    account->findings = &inspection->findings;
    account->fail_on = config->fail_on.set;
    account->classes = &inspection->classes;
}

bool night_gold_select(struct night *night, struct error *err)
{
    const struct gold_set all = night->gold;
    if (!gold_selection_apply(night->config, night->store, &all, night->arena, &night->gold, err))
        return false;
    night->gold_account.selected = night->gold.count;
    night->run.filter = night->config->eval.filter;
    return true;
}
