#include "report/summary_robustness.h"

#include "report/fields.h"
#include "report/summary_cases.h"

/* A case that is right as it is and wrong when changed. */
static void put_broken(struct json *list, const struct summary_input *input,
                       const struct robustness_row *row, size_t at, struct arena *scratch)
{
    const struct reading *reading = &row->variant->readings[at];
    const struct case_score *after = &row->after[at];
    struct json *node = json_append_object(list);
    fields_text(node, "id", input->gold->items[at].id, scratch);
    json_put_text(node, "anchor", summary_cases_anchor(scratch, input->gold->items[at].id));
    fields_text(node, "query", row->variant->queries[at], scratch);
    struct json *wrong = json_put_object(node, "wrong");
    for (int s = 0; s < SLOT_COUNT; s++) {
        enum slot slot = (enum slot)s;
        if ((after->judged & ~after->right & SLOT_BIT(s)) != 0)
            fields_text(wrong, slots_name(slot),
                        slots_text(slot, &reading->slots, input->genres, input->intents,
                                   input->catalogue, scratch),
                        scratch);
    }
}

static void put_row(struct json *list, const struct summary_input *input,
                    const struct evaluation *evaluation, const struct robustness_row *row,
                    struct arena *scratch)
{
    struct json *node = json_append_object(list);
    fields_text(node, "perturbation", row->variant->name, scratch);
    json_put_count(node, "cases", row->cases);
    json_put_count(node, "right_before", row->right_before);
    json_put_count(node, "right_after", row->right_after);
    json_put_number(node, "lost", row->lost);
    fields_interval(node, row->interval);
    json_put_count(node, "broken", row->broken);
    json_put_count(node, "fixed", row->fixed);
    json_put_number(node, "p_value", row->p_value);
    json_put_number(node, "p_corrected", row->p_corrected);
    struct json *broken = json_put_array(node, "broken_cases");
    for (size_t i = 0; i < evaluation->count; i++)
        if (evaluation->cases[i].pass && row->after[i].scored && !row->after[i].pass)
            put_broken(broken, input, row, i, scratch);
}

void summary_robustness_put(struct json *interpreter, const struct summary_input *input,
                            const struct evaluation *evaluation, struct arena *scratch)
{
    const struct robustness *robustness = &evaluation->robustness;
    if (robustness->count == 0)
        return;
    struct json *list = json_put_array(interpreter, "robustness");
    for (size_t r = 0; r < robustness->count; r++)
        put_row(list, input, evaluation, &robustness->rows[r], scratch);
}
