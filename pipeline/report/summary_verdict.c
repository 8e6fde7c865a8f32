#include "report/summary_verdict.h"

#include <math.h>
#include <string.h>

#include "report/fields.h"
#include "report/format.h"
#include "report/sentences.h"
#include "report/sentences_scoring.h"

/* ── gates ──────────────────────────────────────────────────────────────────────────────────────
 */

/* "RMSE (svd)": the title, and what tells the metric from its sisters. */
static const char *metric_title(const struct metric *metric, struct arena *scratch)
{
    struct strbuf buf = strbuf_init(scratch, 512);
    strbuf_add(&buf, str_from(metric->definition->title));
    for (size_t l = 0; l < metric->label_count && !metric->headline; l++)
        strbuf_addf(&buf, "%s%.*s", l == 0 ? " (" : ", ", STR_ARG(metric->labels[l].value));
    if (metric->label_count != 0 && !metric->headline)
        strbuf_add_char(&buf, ')');
    return buf.data;
}

static const char *gate_rule(const struct gate *gate, struct arena *scratch)
{
    const char *op = gate_operator_text(gate->op);
    if (gate->no_worse)
        return arena_printf(scratch, "%.*s no worse than baseline by %.6g%s", STR_ARG(gate->metric),
                            gate->number, gate->skip_undecided ? " unless undecided" : "");
    if (!gate->against_baseline)
        return arena_printf(scratch, "%.*s %s %.6g", STR_ARG(gate->metric), op, gate->number);
    if (gate->number == 0)
        return arena_printf(scratch, "%.*s %s baseline", STR_ARG(gate->metric), op);
    return arena_printf(scratch, "%.*s %s baseline %c %.6g", STR_ARG(gate->metric), op,
                        gate->number < 0 ? '-' : '+', fabs(gate->number));
}

/* The numbers in words where there are numbers, otherwise why there are none. */
static const char *gate_sentence(const struct gate_result *result, const struct metric *metric,
                                 struct arena *scratch)
{
    if (metric != NULL && result->evidence.cases != 0)
        return sentences_no_worse(scratch, metric_title(metric, scratch), result->gate->number,
                                  result->status, &result->evidence);
    if (metric == NULL || result->gate->no_worse || result->status == GATE_SKIPPED ||
        !isfinite(result->value) || !isfinite(result->threshold))
        return str_copy(scratch, result->reason).data;
    const struct sentences_gate gate = {
        .title = metric_title(metric, scratch),
        .unit = metric->definition->unit,
        .op = result->gate->op,
        .value = result->value,
        .threshold = result->threshold,
        .passed = result->status == GATE_PASSED,
    };
    return sentences_gate(scratch, &gate);
}

static void put_evidence(struct json *gate, const struct gate_evidence *evidence)
{
    struct json *node = json_put_object(gate, "evidence");
    json_put_count(node, "cases", evidence->cases);
    json_put_number(node, "difference", evidence->difference);
    json_put_number(node, "p_value", evidence->p_value);
    json_put_number(node, "power", evidence->power);
    json_put_bool(node, "undecided", evidence->undecided);
}

static void put_gate(struct json *list, const struct gate_result *result,
                     const struct summary_input *input, struct arena *scratch)
{
    const struct gate *gate = result->gate;
    const struct metric *metric = metric_find(input->metrics, gate->metric);
    enum metric_unit unit = metric == NULL ? METRIC_SCORE : metric->definition->unit;
    struct str title = metric == NULL ? gate->metric : str_from(metric_title(metric, scratch));

    struct json *node = json_append_object(list);
    fields_text(node, "name", gate->name, scratch);
    fields_text(node, "metric", gate->metric, scratch);
    fields_text(node, "title", title, scratch);
    json_put_text(node, "unit", metric_unit_name(unit));
    fields_text(node, "rule", str_from(gate_rule(gate, scratch)), scratch);
    json_put_text(node, "operator", gate_operator_text(gate->op));
    json_put_bool(node, "against_baseline", gate->against_baseline);
    json_put_number(node, "number", gate->number);
    json_put_text(node, "status", gate_status_name(result->status));
    json_put_number(node, "value", result->value);
    json_put_number(node, "threshold", result->threshold);
    json_put_number(node, "baseline", result->baseline);
    if (result->evidence.cases != 0)
        put_evidence(node, &result->evidence);
    fields_text(node, "sentence", str_from(gate_sentence(result, metric, scratch)), scratch);
}

/* ── baseline ───────────────────────────────────────────────────────────────────────────────────
 */

static void put_changed(struct json *list, struct str key, struct str now, struct str then,
                        struct arena *scratch)
{
    struct json *node = json_append_object(list);
    fields_text(node, "key", key, scratch);
    fields_text_or_null(node, "value", now, scratch);
    fields_text_or_null(node, "baseline", then, scratch);
}

static bool has_param(const struct run *run, struct str key)
{
    for (size_t i = 0; i < run->param_count; i++)
        if (str_equal(run->params[i].key, key))
            return true;
    return false;
}

/* In the order of this run's parameters, then what only the baseline had, by key. */
static void put_changed_params(const struct summary_input *input, struct json *node,
                               struct arena *scratch)
{
    struct json *list = json_put_array(node, "changed_params");
    const struct history_baseline *baseline = input->baseline;
    for (size_t i = 0; i < input->run->param_count; i++) {
        const struct run_param *param = &input->run->params[i];
        uint32_t index;
        bool known = map_find(&baseline->params, param->key, &index);
        struct str then = known ? baseline->param_values[index] : STR_NONE;
        if (!known || !str_equal(then, param->value))
            put_changed(list, param->key, param->value, then, scratch);
    }
    struct str *gone = ARENA_ARRAY(scratch, struct str, baseline->params.count);
    for (size_t s = 0; s < baseline->params.capacity; s++) {
        const struct map_slot *slot = &baseline->params.slots[s];
        if (slot->key.data != NULL)
            gone[slot->value] = slot->key;
    }
    for (size_t i = 0; i < baseline->params.count; i++)
        if (!has_param(input->run, gone[i]))
            put_changed(list, gone[i], STR_NONE, baseline->param_values[i], scratch);
}

static void put_baseline(const struct summary_input *input, struct json *root,
                         struct arena *scratch)
{
    if (!input->baseline->exists) {
        json_put_null(root, "baseline");
        return;
    }
    struct json *node = json_put_object(root, "baseline");
    json_put_text(node, "run_id", input->baseline->run_id);
    fields_time(node, "started", input->baseline->started_ms);
    fields_flips(node, "cases", input->against_base);
    put_changed_params(input, node, scratch);
}

/* ── verdict ────────────────────────────────────────────────────────────────────────────────────
 */

static struct sentences_gates count_gates(const struct summary_input *input, struct arena *scratch)
{
    struct sentences_gates gates = {0};
    for (size_t i = 0; i < input->gate_count; i++) {
        const struct gate_result *result = &input->gates[i];
        gates.passed += result->status == GATE_PASSED;
        gates.skipped += result->status == GATE_SKIPPED;
        gates.failed += result->status == GATE_FAILED;
        if (result->status == GATE_FAILED && gates.first_failure == NULL)
            gates.first_failure =
                gate_sentence(result, metric_find(input->metrics, result->gate->metric), scratch);
    }
    return gates;
}

/* A metric of the recommender carries the label of its model. */
static void count_failed_gate(const struct summary_input *input, const struct gate_result *result,
                              struct sentences_situation *now)
{
    const struct metric *metric = metric_find(input->metrics, result->gate->metric);
    bool of_model = false;
    for (size_t l = 0; metric != NULL && l < metric->label_count; l++)
        of_model = of_model || strcmp(metric->labels[l].key, "model") == 0;
    if (result->status != GATE_FAILED)
        return;
    if (of_model)
        now->model_gates_failed++;
    else
        now->reading_gates_failed++;
}

/* The model whose lists are better than the headline's beyond chance; NULL: there is none. */
static const char *better_model(const struct summary_input *input, struct arena *scratch)
{
    const struct scoring *scoring = input->scoring;
    if (scoring == NULL || scoring->k == 0 || scoring->comparison_count == 0)
        return NULL;
    /* Comparisons by nDCG come last. */
    const struct comparison *last = &scoring->comparisons[scoring->comparison_count - 1];
    const struct metric *metric = metric_find(input->metrics, last->metric);
    struct sentences_serving choice;
    if (metric == NULL ||
        !sentences_scoring_serving(scratch, scoring, metric->definition, &choice) ||
        str_equal(choice.model, scoring->headline))
        return NULL;
    return str_copy(scratch, choice.model).data;
}

static struct sentences_situation situation_of(const struct summary_input *input,
                                               struct arena *scratch)
{
    struct sentences_situation now = {
        .broken = input->against_base == NULL ? 0 : input->against_base->broken,
        .no_model = input->training != NULL && input->training->status == TRAINING_SKIPPED,
        .better_model = better_model(input, scratch),
    };
    for (size_t i = 0; i < input->inputs->count; i++)
        now.rejected += input->inputs->items[i].rejected;
    for (size_t i = 0; i < input->gate_count; i++)
        count_failed_gate(input, &input->gates[i], &now);
    for (size_t e = 0; e < input->evaluation_count; e++) {
        const struct evaluation *evaluation = &input->evaluations[e];
        if (!evaluation->interpreter->primary)
            continue;
        now.built_in = evaluation->interpreter->kind == INTERPRETER_BUILT_IN;
        for (size_t i = 0; i < evaluation->count; i++) {
            enum reading_status status = evaluation->interpreter->readings[i].status;
            now.failing += evaluation->cases[i].scored && !evaluation->cases[i].pass;
            now.unusable += status == READING_UNPARSEABLE || status == READING_FAILED;
            now.missing += status == READING_MISSING;
        }
    }
    return now;
}

static const char *change_sentence(const struct summary_input *input, struct arena *scratch)
{
    if (!input->baseline->exists)
        return "There is no baseline yet: the first full run without a failed gate becomes it";
    if (input->against_base == NULL)
        return "No case was read, so nothing is compared with the baseline";
    return sentences_flips(scratch, input->against_base);
}

static void put_verdict(const struct summary_input *input, struct json *root, struct arena *scratch)
{
    struct sentences_gates gates = count_gates(input, scratch);
    struct sentences_situation situation = situation_of(input, scratch);
    struct sentences_step steps[SENTENCES_STEPS_MAX];
    size_t step_count = sentences_next(scratch, &situation, steps);

    struct json *node = json_put_object(root, "verdict");
    json_put_text(node, "outcome", run_outcome_name(input->run->outcome));
    fields_text(node, "sentence", str_from(sentences_gates(scratch, &gates)), scratch);
    json_put_text(node, "change", change_sentence(input, scratch));
    struct json *next = json_put_array(node, "next");
    for (size_t i = 0; i < step_count; i++) {
        struct json *step = json_append_object(next);
        json_put_text(step, "text", steps[i].text);
        json_put_text(step, "target", steps[i].section);
    }
}

void summary_verdict_put(const struct summary_input *input, struct json *root,
                         struct arena *scratch)
{
    put_verdict(input, root, scratch);
    struct json *gates = json_put_array(root, "gates");
    for (size_t i = 0; i < input->gate_count; i++)
        put_gate(gates, &input->gates[i], input, scratch);
    put_baseline(input, root, scratch);
}
