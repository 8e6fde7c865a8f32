#include "report/summary.h"

#include "report/fields.h"
#include "report/summary_cases.h"
#include "report/summary_figures.h"
#include "report/summary_gold.h"
#include "report/summary_hybrid.h"
#include "report/summary_judges.h"
#include "report/summary_paired.h"
#include "report/summary_prompts.h"
#include "report/summary_scoring.h"
#include "report/summary_training.h"
#include "report/summary_tuning.h"
#include "report/summary_verdict.h"

/* ── the run ────────────────────────────────────────────────────────────────────────────────────
 */

static void put_key_value(struct json *list, struct str key, struct str value,
                          struct arena *scratch)
{
    struct json *node = json_append_object(list);
    fields_text(node, "key", key, scratch);
    fields_text(node, "value", value, scratch);
}

static void put_stages(const struct run *run, struct json *node)
{
    struct json *stages = json_put_object(node, "stages");
    json_put_bool(stages, "eval", run->stages.eval);
    json_put_bool(stages, "train", run->stages.train);
    json_put_bool(stages, "watch", run->stages.watch);
    struct json *children = json_put_array(node, "children");
    for (size_t i = 0; i < run->child_count; i++) {
        struct json *child = json_append_object(children);
        json_put_text(child, "name", run->children[i].name);
        json_put_number(child, "duration_ms", run->children[i].duration_ms);
    }
}

static void put_run(const struct run *run, struct json *root, struct arena *scratch)
{
    struct json *node = json_put_object(root, "run");
    json_put_text(node, "id", run->id);
    fields_time(node, "started", run->started_ms);
    json_put_number(node, "duration_ms", run->duration_ms);
    fields_text(node, "experiment", run->experiment, scratch);
    json_put_text(node, "outcome", run_outcome_name(run->outcome));
    json_put_bool(node, "full", run_is_full(run));
    json_put_text(node, "partial", run->partial);
    put_stages(run, node);
    struct json *tags = json_put_array(node, "tags");
    for (size_t i = 0; i < run->tag_count; i++)
        put_key_value(tags, run->tags[i].key, run->tags[i].value, scratch);
    struct json *params = json_put_array(node, "params");
    for (size_t i = 0; i < run->param_count; i++)
        put_key_value(params, run->params[i].key, run->params[i].value, scratch);
    fields_u64(node, "seed", run->seed);
    if (run->threads == 0)
        json_put_null(node, "threads");
    else
        json_put_count(node, "threads", run->threads);
    fields_text_or_null(node, "host", str_from(run->host), scratch);
    fields_digest(node, "config_digest", run->config_digest);
    fields_digest(node, "input_digest", run->input_digest);
}

/* ── the logs and the data ──────────────────────────────────────────────────────────────────────
 */

static void put_logs(const struct summary_input *input, struct json *root)
{
    const struct feedback_counts *feedback = input->feedback;
    if (feedback == NULL) {
        json_put_null(root, "feedback");
    } else {
        struct json *node = json_put_object(root, "feedback");
        json_put_count(node, "likes", feedback->swipes[SWIPE_LIKE]);
        json_put_count(node, "dislikes", feedback->swipes[SWIPE_DISLIKE]);
        json_put_count(node, "skips", feedback->swipes[SWIPE_SKIP]);
        json_put_count(node, "comments", feedback->comments);
        json_put_count(node, "unknown_movies", feedback->unknown_movies);
        json_put_count(node, "users", feedback->users);
        fields_time(node, "first", feedback->first_ms);
        fields_time(node, "last", feedback->last_ms);
        json_put_bool(node, "synthetic", input_synthetic(input->inputs, "feedback"));
    }
    const struct trace_counts *traces = input->traces;
    if (traces == NULL) {
        json_put_null(root, "traces");
        return;
    }
    struct json *node = json_put_object(root, "traces");
    json_put_count(node, "calls", traces->calls);
    json_put_count(node, "failed", traces->failed);
    fields_time(node, "first", traces->first_ms);
    fields_time(node, "last", traces->last_ms);
    json_put_bool(node, "synthetic", input_synthetic(input->inputs, "traces"));
}

static void put_privacy(const struct redact_counts *redacted, struct json *root)
{
    if (redacted == NULL) {
        json_put_null(root, "privacy");
        return;
    }
    struct json *node = json_put_object(root, "privacy");
    for (int kind = 0; kind < REDACT_KINDS; kind++)
        json_put_count(node, redact_kind_name((enum redact_kind)kind), redacted->found[kind]);
}

static void put_findings(struct json *object, const char *key, const struct findings *findings,
                         struct arena *scratch)
{
    struct json *node = json_put_object(object, key);
    json_put_count(node, "count", findings->count);
    struct json *first = json_put_array(node, "first");
    for (size_t i = 0; i < findings_kept(findings); i++) {
        struct json *finding = json_append_object(first);
        fields_at(finding, "at", findings->items[i].at, scratch);
        fields_text(finding, "reason", findings->items[i].reason, scratch);
    }
}

static void put_inputs(const struct input_list *inputs, struct json *root, struct arena *scratch)
{
    struct json *list = json_put_array(root, "inputs");
    for (size_t i = 0; i < inputs->count; i++) {
        const struct input *input = &inputs->items[i];
        struct json *node = json_append_object(list);
        json_put_text(node, "kind", input->kind);
        fields_text(node, "path", str_from(input->path), scratch);
        json_put_count(node, "bytes", input->bytes);
        json_put_count(node, "read", input->read);
        json_put_count(node, "accepted", input->accepted);
        json_put_count(node, "rejected", input->rejected);
        json_put_count(node, "duplicate", input->duplicate);
        json_put_count(node, "blank", input->blank);
        json_put_bool(node, "synthetic", input->synthetic);
        fields_digest(node, "digest", input->digest);
        put_findings(node, "rejects", &input->rejects, scratch);
        put_findings(node, "notes", &input->notes, scratch);
    }
}

struct json *summary_build(const struct summary_input *input, struct arena *scratch)
{
    struct json *root = json_object();
    json_put_count(root, "schema_version", SUMMARY_SCHEMA_VERSION);
    fields_text(root, "title", str_from(input->title), scratch);
    struct json *generator = json_put_object(root, "generator");
    json_put_text(generator, "name", "reelgauge");
    json_put_text(generator, "version", input->run->version);
    put_run(input->run, root, scratch);
    summary_verdict_put(input, root, scratch);
    summary_figures_put(input, root, scratch);
    summary_gold_put(input, root, scratch);
    summary_paired_put(input, root, scratch);
    summary_cases_put(input, root, scratch);
    summary_judges_put(input->judged, input->gold, root, scratch);
    summary_prompts_put(input->prompts, input->prompt_count, root, scratch);
    summary_training_put(input, root, scratch);
    summary_scoring_put(input, root, scratch);
    summary_tuning_put(input->tuning, root, scratch);
    summary_hybrid_put(input, root, scratch);
    put_logs(input, root);
    put_privacy(input->redacted, root);
    put_inputs(input->inputs, root, scratch);
    return root;
}
