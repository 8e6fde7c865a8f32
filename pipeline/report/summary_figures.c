#include "report/summary_figures.h"

#include <math.h>
#include <string.h>

#include "report/fields.h"
#include "report/sentences.h"

/* What comes first on the page, where the run has it. */
static const char *const KEY_FIGURES[] = {"case_accuracy", "genre_recall", "intent_accuracy",
                                          "rmse",          "ndcg_at_10",   "like_rate",
                                          "llm_error_rate"};

static double baseline_value(const struct summary_input *input, const struct metric *metric,
                             struct arena *scratch)
{
    return history_baseline_value(input->baseline, metric_name(metric, scratch));
}

/* ── key figures ────────────────────────────────────────────────────────────────────────────────
 */

/* The interval that a headline metric had in the baseline run, from its course over the runs. */
static struct interval baseline_interval(const struct summary_input *input, struct str name)
{
    for (size_t s = 0; input->baseline->exists && s < input->series_count; s++) {
        const struct history_series *series = &input->series[s];
        for (size_t p = 0; str_equal(series->name, name) && p < series->count; p++)
            if (strcmp(series->points[p].run_id, input->baseline->run_id) == 0)
                return series->points[p].interval;
    }
    return INTERVAL_UNKNOWN;
}

/* The comparison of the primary interpreter with itself in the baseline; NULL: there is none. */
static const struct paired *paired_change(const struct summary_input *input,
                                          const struct metric *metric)
{
    enum paired_metric compared;
    if (!metric->headline || input->since_baseline == NULL || metric->label_count != 1 ||
        !paired_metric_find(metric->definition->key, &compared))
        return NULL;
    return paired_find(input->since_baseline, compared, metric->labels[0].value, STR_NONE);
}

static bool is_synthetic(const struct summary_input *input, const struct metric *metric)
{
    if (strcmp(metric->definition->key, "like_rate") == 0)
        return input_synthetic(input->inputs, "feedback");
    if (strcmp(metric->definition->key, "llm_error_rate") == 0)
        return input_synthetic(input->inputs, "traces");
    for (size_t l = 0; l < metric->label_count; l++) {
        const struct metric_label *label = &metric->labels[l];
        if (strcmp(label->key, "model") == 0)
            return input_synthetic(input->inputs, "ratings");
        for (size_t i = 0; strcmp(label->key, "interpreter") == 0 && i < input->evaluation_count;
             i++)
            if (str_equal(input->evaluations[i].interpreter->name, label->value))
                return input->evaluations[i].interpreter->synthetic;
    }
    return false;
}

/* The metric is of an interpreter that was asked several times. */
static bool is_repeated(const struct summary_input *input, const struct metric *metric)
{
    for (size_t i = 0; i < input->evaluation_count; i++) {
        const struct interpreter *interpreter = input->evaluations[i].interpreter;
        for (size_t l = 0; l < metric->label_count; l++)
            if (strcmp(metric->labels[l].key, "interpreter") == 0 && interpreter->repeats > 1 &&
                str_equal(metric->labels[l].value, interpreter->name))
                return true;
    }
    return false;
}

static void put_value(struct json *node, const struct metric *metric)
{
    const struct metric_definition *definition = metric->definition;
    json_put_text(node, "title", definition->title);
    json_put_text(node, "unit", metric_unit_name(definition->unit));
    json_put_text(node, "direction", metric_direction_name(definition->direction));
    json_put_number(node, "value", metric->value);
    fields_interval(node, metric->interval);
    json_put_count(node, "support", metric->support);
}

static void put_key_figure(struct json *list, const struct summary_input *input,
                           const struct metric *metric, struct arena *scratch)
{
    struct str name = metric_name(metric, scratch);
    const struct paired *paired = paired_change(input, metric);
    const struct sentences_figure figure = {
        .definition = metric->definition,
        .value = metric->value,
        .interval = metric->interval,
        .support = metric->support,
        .baseline = baseline_value(input, metric, scratch),
        .baseline_interval = baseline_interval(input, name),
        .p_value = paired == NULL ? NAN : paired->p_corrected,
        .corrected = paired != NULL,
        .repeated = is_repeated(input, metric),
    };
    const char *movement = sentences_movement(&figure);
    enum sentences_certainty certainty = sentences_certainty(&figure);

    struct json *node = json_append_object(list);
    fields_text(node, "name", name, scratch);
    json_put_text(node, "key", metric->definition->key);
    put_value(node, metric);
    json_put_number(node, "baseline", figure.baseline);
    json_put_number(node, "change", figure.value - figure.baseline);
    json_put_number(node, "p_value", figure.p_value);
    if (figure.corrected)
        json_put_bool(node, "corrected", true);
    json_put_text(node, "movement", movement[0] == '\0' ? NULL : movement);
    if (certainty == SENTENCES_UNKNOWN)
        json_put_null(node, "beyond_chance");
    else
        json_put_bool(node, "beyond_chance", certainty == SENTENCES_BEYOND);
    json_put_bool(node, "synthetic", is_synthetic(input, metric));
    json_put_text(node, "sentence", sentences_figure(scratch, &figure));
}

static void put_key_figures(const struct summary_input *input, struct json *root,
                            struct arena *scratch)
{
    struct json *list = json_put_array(root, "key_figures");
    for (size_t i = 0; i < sizeof KEY_FIGURES / sizeof *KEY_FIGURES; i++) {
        const struct metric *metric = metric_find(input->metrics, str_from(KEY_FIGURES[i]));
        if (metric != NULL && metric->headline)
            put_key_figure(list, input, metric, scratch);
    }
}

/* ── all metrics ────────────────────────────────────────────────────────────────────────────────
 */

static void put_metrics(const struct summary_input *input, struct json *root, struct arena *scratch)
{
    struct json *list = json_put_array(root, "metrics");
    for (size_t i = 0; i < input->metrics->count; i++) {
        const struct metric *metric = &input->metrics->items[i];
        struct json *node = json_append_object(list);
        fields_text(node, "name", metric_name(metric, scratch), scratch);
        json_put_text(node, "key", metric->definition->key);
        struct json *labels = json_put_object(node, "labels");
        for (size_t l = 0; l < metric->label_count; l++)
            fields_text(labels, metric->labels[l].key, metric->labels[l].value, scratch);
        put_value(node, metric);
        json_put_bool(node, "headline", metric->headline);
        json_put_number(node, "baseline", baseline_value(input, metric, scratch));
    }
}

/* A key may have several definitions: of all cases, and of one genre; and each model its own copy.
 */
static bool is_first_of_definition(const struct metric_list *metrics, size_t index)
{
    const struct metric_definition *one = metrics->items[index].definition;
    for (size_t i = 0; i < index; i++) {
        const struct metric_definition *other = metrics->items[i].definition;
        if (one == other ||
            (strcmp(one->key, other->key) == 0 && strcmp(one->formula, other->formula) == 0))
            return false;
    }
    return true;
}

static void put_definitions(const struct summary_input *input, struct json *root)
{
    struct json *list = json_put_array(root, "definitions");
    for (size_t i = 0; i < input->metrics->count; i++) {
        const struct metric *metric = &input->metrics->items[i];
        const struct metric_definition *definition = metric->definition;
        if (!is_first_of_definition(input->metrics, i))
            continue;
        struct json *node = json_append_object(list);
        json_put_text(node, "key", definition->key);
        struct json *labels = json_put_array(node, "labels");
        for (size_t l = 0; l < metric->label_count; l++)
            json_append_text(labels, metric->labels[l].key);
        json_put_text(node, "title", definition->title);
        json_put_text(node, "unit", metric_unit_name(definition->unit));
        json_put_text(node, "direction", metric_direction_name(definition->direction));
        json_put_text(node, "formula", definition->formula);
        json_put_text(node, "interval", definition->interval);
    }
}

/* ── their course over the runs ─────────────────────────────────────────────────────────────────
 */

static void put_trends(const struct summary_input *input, struct json *root, struct arena *scratch)
{
    struct json *list = json_put_array(root, "trends");
    for (size_t s = 0; s < input->series_count; s++) {
        const struct history_series *series = &input->series[s];
        struct json *node = json_append_object(list);
        fields_text(node, "name", series->name, scratch);
        struct json *points = json_put_array(node, "points");
        for (size_t p = 0; p < series->count; p++) {
            struct json *point = json_append_object(points);
            json_put_text(point, "run_id", series->points[p].run_id);
            fields_time(point, "started", series->points[p].started_ms);
            json_put_number(point, "value", series->points[p].value);
            fields_interval(point, series->points[p].interval);
        }
    }
}

void summary_figures_put(const struct summary_input *input, struct json *root,
                         struct arena *scratch)
{
    put_key_figures(input, root, scratch);
    put_metrics(input, root, scratch);
    put_definitions(input, root);
    put_trends(input, root, scratch);
}
