#include "report/summary_cases.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "model/slots.h"
#include "report/fields.h"
#include "report/summary_answers.h"
#include "report/summary_assertions.h"
#include "report/summary_calls.h"
#include "report/summary_robustness.h"

const char *summary_cases_anchor(struct arena *arena, struct str case_id)
{
    struct strbuf buf = strbuf_init(arena, 3 * case_id.size + sizeof "case-");
    strbuf_add(&buf, STR("case-"));
    for (size_t i = 0; i < case_id.size; i++) {
        unsigned char c = (unsigned char)case_id.data[i];
        if ((c < 0x80 && isalnum(c)) || c == '.' || c == '-' || c == '_')
            strbuf_add_char(&buf, (char)c);
        else
            strbuf_addf(&buf, "~%02x", c);
    }
    return buf.data;
}

/* ── interpreters ───────────────────────────────────────────────────────────────────────────────
 */

static void put_confusion(struct json *object, const char *key, const struct confusion *confusion,
                          struct arena *scratch)
{
    struct json *node = json_put_object(object, key);
    struct json *classes = json_put_array(node, "classes");
    struct json *counts = json_put_array(node, "counts");
    for (size_t row = 0; row < confusion->classes; row++) {
        json_append_string(classes, unicode_displayable(scratch, confusion->names[row]));
        struct json *cells = json_append_array(counts);
        for (size_t column = 0; column < confusion->classes; column++)
            json_append_number(cells, (double)*confusion_cell(confusion, row, column));
    }
}

static void put_answers(struct json *node, const struct evaluation *evaluation)
{
    size_t by_status[READING_FAILED + 1] = {0};
    size_t scored = 0;
    size_t passed = 0;
    for (size_t i = 0; i < evaluation->count * evaluation->interpreter->repeats; i++) {
        by_status[evaluation->interpreter->readings[i].status]++;
        scored += evaluation->cases[i].scored;
        passed += evaluation->cases[i].pass;
    }
    struct json *answers = json_put_object(node, "answers");
    for (int status = READING_MISSING; status <= READING_FAILED; status++)
        json_put_count(answers, reading_status_name((enum reading_status)status),
                       by_status[status]);
    json_put_count(node, "scored", scored);
    json_put_count(node, "passed", passed);
}

static void put_interpreters(const struct summary_input *input, struct json *root,
                             struct arena *scratch)
{
    struct json *list = json_put_array(root, "interpreters");
    for (size_t i = 0; i < input->evaluation_count; i++) {
        const struct evaluation *evaluation = &input->evaluations[i];
        const struct interpreter *interpreter = evaluation->interpreter;
        const struct history_flips *paired = input->against_primary;
        struct json *node = json_append_object(list);
        fields_text(node, "name", interpreter->name, scratch);
        json_put_text(node, "kind", reading_kind_name(interpreter->kind));
        fields_text_or_null(node, "model", interpreter->model, scratch);
        fields_text_or_null(node, "prompt", interpreter->prompt, scratch);
        fields_text_or_null(node, "params", interpreter->params, scratch);
        json_put_bool(node, "synthetic", interpreter->synthetic);
        json_put_bool(node, "primary", interpreter->primary);
        json_put_count(node, "repeats", interpreter->repeats);
        put_answers(node, evaluation);
        fields_flips(node, "against_primary",
                     paired == NULL || interpreter->primary ? NULL : &paired[i]);
        put_confusion(node, "intents", &evaluation->intents, scratch);
        put_confusion(node, "genres", &evaluation->genres, scratch);
        summary_robustness_put(node, input, evaluation, scratch);
    }
}

/* ── cases ──────────────────────────────────────────────────────────────────────────────────────
 */

/* What a person should see first has the lowest rank. */
static unsigned rank_case(const struct summary_input *input, size_t index)
{
    enum flip flip = input->flips == NULL ? FLIP_NONE : input->flips[index];
    bool primary_fails = false;
    bool other_fails = false;
    for (size_t i = 0; i < input->evaluation_count; i++) {
        const struct case_score *score = &input->evaluations[i].cases[index];
        bool fails = score->scored && !score->pass;
        if (input->evaluations[i].interpreter->primary)
            primary_fails = fails;
        else
            other_fails = other_fails || fails;
    }
    if (flip == FLIP_BROKEN)
        return 0;
    if (flip == FLIP_FIXED)
        return 1;
    if (primary_fails)
        return 2;
    return other_fails ? 3 : 4;
}

struct ranked_case {
    unsigned rank;
    size_t index;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked_case *a = left;
    const struct ranked_case *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* The slots in `named`, and those that say something. */
static void put_slots(struct json *object, const char *key, const struct summary_input *input,
                      const struct slots *slots, unsigned named, struct arena *scratch)
{
    struct json *node = json_put_object(object, key);
    for (int s = 0; s < SLOT_COUNT; s++) {
        enum slot slot = (enum slot)s;
        struct str text =
            slots_text(slot, slots, input->genres, input->intents, input->catalogue, scratch);
        if ((named & SLOT_BIT(slot)) != 0 || text.size != 0)
            fields_text(node, slots_name(slot), text, scratch);
    }
}

static void put_tokens(struct json *node, const char *key, int64_t tokens)
{
    json_put_number(node, key, tokens == TOKENS_UNKNOWN ? NAN : (double)tokens);
}

/* What the case is worth by each metric of comparisons; a value that is not listed is 1. */
static void put_values(struct json *node, const struct paired_values *values, size_t index)
{
    struct json *list = json_put_object(node, "values");
    for (int m = 0; m < PAIRED_METRICS; m++)
        if (values->of[m][index] != 1)
            json_put_number(list, paired_metric_key((enum paired_metric)m), values->of[m][index]);
}

/* How many of the answers to the case were scored, and how many are right. */
static void put_repeats(struct json *node, const struct evaluation *evaluation, size_t index)
{
    size_t scored = 0;
    size_t right = 0;
    const size_t answers = evaluation->count * evaluation->interpreter->repeats;
    for (size_t i = index; i < answers; i += evaluation->count) {
        scored += evaluation->cases[i].scored;
        right += evaluation->cases[i].scored && evaluation->cases[i].pass;
    }
    struct json *repeats = json_put_object(node, "repeats");
    json_put_count(repeats, "scored", scored);
    json_put_count(repeats, "right", right);
}

static void put_reading(struct json *list, const struct summary_input *input,
                        const struct evaluation *evaluation, size_t index, struct arena *scratch)
{
    const struct reading *reading = &evaluation->interpreter->readings[index];
    const struct case_score *score = &evaluation->cases[index];
    struct json *node = json_append_object(list);
    json_put_text(node, "status", reading_status_name(reading->status));
    if (score->scored)
        json_put_bool(node, "pass", score->pass);
    else
        json_put_null(node, "pass");
    if (evaluation->interpreter->repeats > 1)
        put_repeats(node, evaluation, index);
    put_slots(node, "answer", input, &reading->slots, 0, scratch);
    struct json *wrong = json_put_array(node, "wrong");
    for (int slot = 0; score->scored && slot < SLOT_COUNT; slot++)
        if ((score->judged & ~score->right & SLOT_BIT(slot)) != 0)
            json_append_text(wrong, slots_name((enum slot)slot));
    if (input->values != NULL && score->scored)
        put_values(node, &input->values[evaluation - input->evaluations], index);
    fields_text_or_null(node, "raw", reading->raw, scratch);
    fields_text_or_null(node, "reason", reading->reason, scratch);
    json_put_number(node, "latency_ms", reading->latency_ms);
    put_tokens(node, "input_tokens", reading->input_tokens);
    put_tokens(node, "output_tokens", reading->output_tokens);
    summary_calls_put(node, reading, score, scratch);
    summary_answers_put(node, input, evaluation, index, scratch);
    summary_assertions_put(node, evaluation, index, scratch);
}

static const char *flip_name(enum flip flip)
{
    switch (flip) {
    case FLIP_FIXED:
        return "fixed";
    case FLIP_BROKEN:
        return "broken";
    case FLIP_NONE:
        break;
    }
    return NULL;
}

static void put_case(struct json *rows, const struct summary_input *input, size_t index,
                     struct arena *scratch)
{
    const struct gold_case *gold = &input->gold->items[index];
    struct json *node = json_append_object(rows);
    fields_text(node, "id", gold->id, scratch);
    json_put_text(node, "anchor", summary_cases_anchor(scratch, gold->id));
    fields_text(node, "query", gold->query, scratch);
    struct json *tags = json_put_array(node, "tags");
    for (size_t t = 0; t < gold->tag_count; t++)
        json_append_string(tags, unicode_displayable(scratch, gold->tags[t]));
    fields_at(node, "at", gold->at, scratch);
    fields_digest(node, "digest", gold->digest);
    json_put_text(node, "flip", input->flips == NULL ? NULL : flip_name(input->flips[index]));
    if (input->before != NULL && input->before[index].size != 0)
        fields_text(node, "before", input->before[index], scratch);
    put_slots(node, "expected", input, &gold->expected, gold->expected.named, scratch);
    struct json *readings = json_put_array(node, "readings");
    for (size_t i = 0; i < input->evaluation_count; i++)
        put_reading(readings, input, &input->evaluations[i], index, scratch);
}

static void put_cases(const struct summary_input *input, struct json *root, struct arena *scratch)
{
    size_t total = input->gold == NULL ? 0 : input->gold->count;
    size_t shown = input->max_cases == 0 || total < input->max_cases ? total : input->max_cases;
    struct ranked_case *order = ARENA_ARRAY(scratch, struct ranked_case, total);
    for (size_t i = 0; i < total; i++)
        order[i] = (struct ranked_case){rank_case(input, i), i};
    qsort(order, total, sizeof *order, compare_ranked);

    struct json *node = json_put_object(root, "cases");
    json_put_count(node, "total", total);
    json_put_count(node, "shown", shown);
    struct json *rows = json_put_array(node, "rows");
    for (size_t i = 0; i < total; i++)
        put_case(rows, input, order[i].index, scratch);
}

void summary_cases_put(const struct summary_input *input, struct json *root, struct arena *scratch)
{
    if (input->catalogue != NULL)
        json_put_count(root, "catalogue_films", input->catalogue->count);
    fields_text_or_null(root, "currency", input->currency, scratch);
    put_interpreters(input, root, scratch);
    put_cases(input, root, scratch);
}
