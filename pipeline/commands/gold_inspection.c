#include "commands/gold_inspection.h"

#include <stdlib.h>
#include <string.h>

#include "eval/gold_balance.h"
#include "eval/gold_check.h"

static bool is_at(struct at a, struct at b)
{
    return a.line == b.line && a.file != NULL && b.file != NULL && strcmp(a.file, b.file) == 0;
}

static bool is_told(const struct gold_finding_list *findings, struct at at)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].kind <= GOLD_FINDING_CONTRADICTION &&
            is_at(findings->items[i].at, at))
            return true;
    return false;
}

/* Before the set is looked at: so far a finding of those kinds is a rejected record. */
static void add_invalid(const struct input_list *inputs, struct arena *arena,
                        struct gold_finding_list *out)
{
    size_t rejected = 0;
    size_t told = gold_finding_total(out, (2u << GOLD_FINDING_CONTRADICTION) - 1);
    for (size_t i = 0; i < inputs->count; i++) {
        const struct input *input = &inputs->items[i];
        if (strcmp(input->kind, "gold") != 0)
            continue;
        rejected += input->rejected;
        for (size_t f = 0; f < findings_kept(&input->rejects); f++) {
            const struct finding *one = &input->rejects.items[f];
            if (!is_told(out, one->at))
                gold_finding_add(out, arena, GOLD_FINDING_INVALID, one->at, "%.*s",
                                 STR_ARG(one->reason));
        }
    }
    out->counts[GOLD_FINDING_INVALID] = rejected - told;
}

static int compare_findings(const void *left, const void *right)
{
    const struct gold_finding *a = left;
    const struct gold_finding *b = right;
    if ((a->at.file == NULL) != (b->at.file == NULL))
        return a->at.file == NULL ? 1 : -1;
    int order = a->at.file == NULL ? 0 : strcmp(a->at.file, b->at.file);
    if (order != 0)
        return order;
    if (a->at.line != b->at.line)
        return a->at.line < b->at.line ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return str_compare(a->text, b->text);
}

void gold_inspection_finish(const struct config *config, const struct gold_inspection_of *of,
                            struct arena *arena, struct arena *scratch, struct gold_inspection *out)
{
    const struct gold_check_tables tables = {of->genres, of->catalogue, of->prompts};
    const struct gold_check_options options = {
        .similarity = config->gold.similarity,
        .held_out_tag = config->gold.held_out_tag,
    };
    struct gold_finding_list *findings = &out->findings;
    add_invalid(of->inputs, arena, findings);
    gold_check_cases(of->gold, &tables, &options, arena, scratch, findings);
    out->classes = gold_balance_count(of->gold, of->genres, of->intents, arena);
    gold_balance_judge(&out->classes, config->gold.min_class_cases, arena, findings);
    if (findings->count != 0)
        qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
}
