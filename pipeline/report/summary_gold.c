#include "report/summary_gold.h"

#include "report/fields.h"

static void put_changes(const struct gold_changes *changes, struct json *gold,
                        struct arena *scratch)
{
    if (!changes->known) {
        json_put_null(gold, "changes");
        return;
    }
    struct json *node = json_put_object(gold, "changes");
    json_put_text(node, "since", changes->run_id);
    fields_time(node, "started", changes->started_ms);
    for (int kind = 0; kind < GOLD_CHANGE_KINDS; kind++)
        json_put_count(node, gold_account_change_name((enum gold_change_kind)kind),
                       changes->counts[kind]);
    struct json *list = json_put_array(node, "cases");
    for (size_t i = 0; i < changes->count; i++) {
        const struct gold_change *change = &changes->items[i];
        struct json *item = json_append_object(list);
        json_put_text(item, "change", gold_account_change_name(change->kind));
        fields_text(item, "id", change->id, scratch);
        if (change->at.file == NULL)
            json_put_null(item, "at");
        else
            fields_at(item, "at", change->at, scratch);
    }
}

void summary_gold_put(const struct summary_input *input, struct json *root, struct arena *scratch)
{
    const struct gold_account *account = input->gold_account;
    if (account == NULL) {
        json_put_null(root, "gold");
        return;
    }
    struct json *node = json_put_object(root, "gold");
    fields_digest(node, "digest", account->digest);
    json_put_count(node, "total", account->total);
    json_put_count(node, "selected", account->selected);
    fields_text_or_null(node, "filter", input->run->filter, scratch);
    put_changes(&account->changes, node, scratch);
}
