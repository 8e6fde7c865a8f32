#include "report/summary_judges.h"

#include "base/stats.h"
#include "report/fields.h"

static const char *status_name(enum judgement_status status)
{
    static const char *const names[] = {
        [JUDGEMENT_MISSING] = "missing", [JUDGEMENT_DECIDED] = "decided",
        [JUDGEMENT_GIVEN] = "given",     [JUDGEMENT_UNREADABLE] = "unreadable",
        [JUDGEMENT_FAILED] = "failed",
    };
    return names[status];
}

static void put_estimate(struct json *node, const char *key, double value, struct interval interval,
                         size_t n)
{
    struct json *estimate = json_put_object(node, key);
    json_put_number(estimate, "value", value);
    fields_interval(estimate, interval);
    json_put_count(estimate, "n", n);
}

static void put_agreement(const struct agreement *agreement, struct json *node)
{
    struct json *out = json_put_object(node, "agreement");
    size_t n = agreement->count;
    json_put_count(out, "labels", n);
    json_put_number(out, "observed", agreement->observed);
    put_estimate(out, "kappa", agreement->kappa, agreement->interval, n);
    put_estimate(out, "kappa_linear", agreement->linear, agreement->linear_interval, n);
    put_estimate(out, "kappa_quadratic", agreement->weighted, agreement->weighted_interval, n);
}

static bool is_judged(const struct judgement *judgement)
{
    return judgement->status == JUDGEMENT_GIVEN || judgement->status == JUDGEMENT_DECIDED;
}

/* Of the cases that were drawn. */
static void put_cases(const struct judging *judging, const struct gold_set *gold, struct json *node,
                      struct arena *scratch)
{
    struct json *list = json_put_array(node, "cases");
    for (size_t i = 0; i < judging->count; i++) {
        const struct judgement *judgement = &judging->items[i];
        if (judgement->answer.size == 0)
            continue;
        struct json *out = json_append_object(list);
        fields_text(out, "id", gold->items[i].id, scratch);
        json_put_text(out, "status", status_name(judgement->status));
        json_put_text(out, "score",
                      is_judged(judgement)
                          ? rubric_score_text(judging->rubric, judgement->score, scratch)
                          : NULL);
        if (is_judged(judgement))
            json_put_bool(out, "passed", judgement->score >= judging->rubric->pass);
        else
            json_put_null(out, "passed");
        json_put_text(out, "label",
                      judgement->labelled
                          ? rubric_score_text(judging->rubric, judgement->label, scratch)
                          : NULL);
        fields_text(out, "explanation", judgement->explanation, scratch);
        fields_text(out, "answer", judgement->answer, scratch);
        fields_text_or_null(out, "trace_id", judgement->trace_id, scratch);
    }
}

static void put_judging(const struct judging *judging, const struct gold_set *gold,
                        struct json *node, struct arena *scratch)
{
    struct json *counts;
    fields_text(node, "interpreter", judging->interpreter, scratch);
    fields_text_or_null(node, "against", judging->against, scratch);
    counts = json_put_object(node, "counts");
    for (int status = 0; status <= JUDGEMENT_FAILED; status++)
        json_put_count(counts, status_name((enum judgement_status)status),
                       judging->by_status[status]);
    put_estimate(node, "score", mean_value(judging->score), judging->interval, judging->score.n);
    put_estimate(node, "pass", ratio_value(judging->pass), stats_wilson(judging->pass, .95),
                 judging->pass.total);
    if (judging->against.size != 0)
        put_estimate(node, "inconsistent", ratio_value(judging->inconsistent),
                     stats_wilson(judging->inconsistent, .95), judging->inconsistent.total);
    put_cases(judging, gold, node, scratch);
}

static void put_rubric(const struct rubric *rubric, struct json *node, struct arena *scratch)
{
    struct json *out = json_put_object(node, "rubric");
    fields_text(out, "name", rubric->prompt.name, scratch);
    fields_text(out, "title", rubric->title, scratch);
    fields_text(out, "prompt", rubric->prompt.reference, scratch);
    json_put_text(out, "scale", rubric_scale_text(rubric, scratch));
    json_put_text(out, "pass", rubric_score_text(rubric, rubric->pass, scratch));
    json_put_bool(out, "ordinal", rubric->scale == RUBRIC_ORDINAL);
}

void summary_judges_put(const struct judge_results *results, const struct gold_set *gold,
                        struct json *root, struct arena *scratch)
{
    if (results == NULL || results->judge_count == 0)
        return;
    struct json *list = json_put_array(root, "judges");
    for (size_t i = 0; i < results->judge_count; i++) {
        const struct judge *judge = &results->judges[i];
        struct json *node = json_append_object(list);
        fields_text(node, "name", judge->name, scratch);
        fields_text(node, "model", judge->model, scratch);
        put_rubric(judge->rubric, node, scratch);
        json_put_bool(node, "synthetic", judge->synthetic);
        json_put_bool(node, "labels_synthetic", results->labels_synthetic);
        put_agreement(&judge->agreement, node);
        json_put_number(node, "min_kappa", judge->min_kappa);
        json_put_count(node, "min_labels", judge->min_labels);
        fields_text_or_null(node, "distrust", judge->distrust, scratch);
        struct json *judgings = json_put_array(node, "judgings");
        for (size_t j = 0; j < results->judging_count; j++)
            if (str_equal(results->judgings[j].judge, judge->name))
                put_judging(&results->judgings[j], gold, json_append_object(judgings), scratch);
    }
}
