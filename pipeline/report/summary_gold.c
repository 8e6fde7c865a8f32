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

static void put_findings(const struct gold_finding_list *findings, struct json *node,
                         struct arena *scratch)
{
    struct json *kinds = json_put_object(node, "kinds");
    for (int kind = 0; kind < GOLD_FINDING_KINDS; kind++)
        json_put_count(kinds,
                       str_copy(scratch, gold_finding_name((enum gold_finding_kind)kind)).data,
                       findings->counts[kind]);
    struct json *list = json_put_array(node, "findings");
    for (size_t i = 0; i < findings->count; i++) {
        const struct gold_finding *one = &findings->items[i];
        struct json *item = json_append_object(list);
        json_put_string(item, "kind", gold_finding_name(one->kind));
        if (one->at.file == NULL)
            json_put_null(item, "at");
        else
            fields_at(item, "at", one->at, scratch);
        fields_text(item, "text", one->text, scratch);
    }
}

static void put_classes(const struct gold_classes *classes, struct json *node,
                        struct arena *scratch)
{
    struct json *object = json_put_object(node, "classes");
    for (int axis = 0; axis < GOLD_AXES; axis++) {
        struct json *list =
            json_put_array(object, gold_classes_axis_name((enum gold_axis_kind)axis));
        for (size_t c = 0; c < classes->axes[axis].count; c++) {
            struct json *item = json_append_object(list);
            fields_text(item, "name", classes->axes[axis].items[c].name, scratch);
            json_put_count(item, "cases", classes->axes[axis].items[c].cases);
        }
    }
}

void summary_gold_put_check(const struct gold_account *account, struct json *node,
                            struct arena *scratch)
{
    fields_digest(node, "digest", account->digest);
    json_put_count(node, "total", account->total);
    if (account->findings == NULL) {
        json_put_null(node, "mistakes");
        return;
    }
    json_put_count(node, "mistakes", gold_finding_total(account->findings, account->fail_on));
    put_findings(account->findings, node, scratch);
    put_classes(account->classes, node, scratch);
}

void summary_gold_put(const struct summary_input *input, struct json *root, struct arena *scratch)
{
    const struct gold_account *account = input->gold_account;
    if (account == NULL) {
        json_put_null(root, "gold");
        return;
    }
    struct json *node = json_put_object(root, "gold");
    summary_gold_put_check(account, node, scratch);
    json_put_count(node, "selected", account->selected);
    fields_text_or_null(node, "filter", input->run->filter, scratch);
    put_changes(&account->changes, node, scratch);
}
