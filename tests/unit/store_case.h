/* store_case.h - what the tests of store/ share: a history in a folder, and summaries to take in.
 */
#ifndef UNIT_STORE_CASE_H
#define UNIT_STORE_CASE_H

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/timestamp.h"
#include "folder.h"
#include "store/database.h"
#include "store/store.h"
#include "store/take_in.h"

static struct arena *arena;
static const char *folder;
static char history[256];
static struct store *store;

static inline void store_case_open(void)
{
    struct error err = {0};
    arena = arena_open("test", (size_t)256 << 20);
    folder = folder_make();
    snprintf(history, sizeof history, "%s/history.db", folder);
    ck_assert_msg(store_open(history, &store, &err), "%s", err.text);
}

static inline void store_case_close(void)
{
    store_close(store);
    store = NULL;
    arena_close(arena);
}

/* What a summary says; what is left out has a plain value. */
struct store_case {
    const char *id;         /* "20261120T030000Z-1a2b3c4d" */
    const char *started;    /* "2026-11-20T03:00:00Z" */
    const char *experiment; /* "default" */
    const char *outcome;    /* "success" */
    bool partial;           /* not all stages ran */
    const char *filter;     /* of its gold cases; NULL: none */
    double accuracy;        /* case_accuracy{interpreter=built-in}, the headline */
    const char *cases;      /* ids, one letter each, "abc" */
    const char *verdicts;   /* of the built-in interpreter: "PFU" */
};

static inline const char *store_case_or(const char *text, const char *otherwise)
{
    return text == NULL ? otherwise : text;
}

static inline void store_case_put_digest(struct json *node, const char *key, const char *of)
{
    char hex[HASH_SHA256_HEX];
    hash_hex(hash_sha256(str_from(of)), hex);
    json_put_text(node, key, hex);
}

static inline void store_case_put_pair(struct json *list, const char *key, const char *value)
{
    struct json *pair = json_append_object(list);
    json_put_text(pair, "key", key);
    json_put_text(pair, "value", value);
}

static inline void store_case_put_run(struct json *root, const struct store_case *wanted)
{
    struct json *run = json_put_object(root, "run");
    json_put_text(run, "id", store_case_or(wanted->id, "20261120T030000Z-1a2b3c4d"));
    json_put_text(run, "started", store_case_or(wanted->started, "2026-11-20T03:00:00Z"));
    json_put_number(run, "duration_ms", 1250.5);
    json_put_text(run, "experiment", store_case_or(wanted->experiment, "default"));
    json_put_text(run, "outcome", store_case_or(wanted->outcome, "success"));
    json_put_bool(run, "full", !wanted->partial);
    struct json *children = json_put_array(run, "children");
    struct json *load = json_append_object(children);
    json_put_text(load, "name", "load");
    json_put_number(load, "duration_ms", 12);
    struct json *train = json_append_object(children);
    json_put_text(train, "name", "train");
    json_put_number(train, "duration_ms", NAN);
    store_case_put_pair(json_put_array(run, "tags"), "branch", "größer ✓");
    struct json *params = json_put_array(run, "params");
    store_case_put_pair(params, "svd.factors", "32");
    store_case_put_pair(params, "llm.primary", "built-in");
    if (wanted->filter != NULL)
        store_case_put_pair(params, "eval.filter", wanted->filter);
    json_put_text(run, "seed", "18446744073709551615");
    json_put_count(run, "threads", 2);
    json_put_text(run, "host", "gauge");
    store_case_put_digest(run, "config_digest", "config");
    store_case_put_digest(run, "input_digest", "input");
}

static inline void store_case_put_metric(struct json *list, const char *key, const char *label,
                                         const char *value, double number, bool headline)
{
    struct json *metric = json_append_object(list);
    json_put_text(metric, "name", arena_printf(arena, "%s{%s=%s}", key, label, value));
    json_put_text(metric, "key", key);
    json_put_text(json_put_object(metric, "labels"), label, value);
    json_put_text(metric, "title", "A title");
    json_put_text(metric, "unit", "share");
    json_put_text(metric, "direction", "higher");
    json_put_number(metric, "value", number);
    json_put_number(metric, "low", number - 0.1);
    json_put_number(metric, "high", number + 0.1);
    json_put_count(metric, "support", 40);
    json_put_bool(metric, "headline", headline);
}

static inline void store_case_put_epochs(struct json *root)
{
    struct json *training = json_put_object(root, "training");
    struct json *epochs = json_put_array(training, "epochs");
    for (int i = 0; i < 3; i++) {
        struct json *epoch = json_append_object(epochs);
        json_put_number(epoch, "train_rmse", 1.0 - 0.1 * i);
        json_put_number(epoch, "validation_rmse", i == 2 ? NAN : 1.1 - 0.1 * i);
        json_put_number(epoch, "learning_rate", 0.03);
    }
    struct json *model = json_put_object(training, "model");
    json_put_text(model, "path", "models/tonight.svd");
    store_case_put_digest(model, "digest", "model");
    json_put_count(model, "bytes", 123456);
}

/* Interpreter "other" passes what "built-in" does not. */
static inline void store_case_put_cases(struct json *root, const struct store_case *wanted)
{
    const char *cases = store_case_or(wanted->cases, "");
    struct json *interpreters = json_put_array(root, "interpreters");
    json_put_text(json_append_object(interpreters), "name", "built-in");
    json_put_text(json_append_object(interpreters), "name", "other");
    struct json *rows = json_put_array(json_put_object(root, "cases"), "rows");
    for (size_t i = 0; cases[i] != '\0'; i++) {
        struct json *row = json_append_object(rows);
        const char id[2] = {cases[i], '\0'};
        json_put_text(row, "id", id);
        store_case_put_digest(row, "digest", id);
        struct json *readings = json_put_array(row, "readings");
        struct json *own = json_append_object(readings);
        if (wanted->verdicts[i] == 'U')
            json_put_null(own, "pass");
        else
            json_put_bool(own, "pass", wanted->verdicts[i] == 'P');
        json_put_bool(json_append_object(readings), "pass", wanted->verdicts[i] != 'P');
    }
}

static inline void store_case_put_gates_and_inputs(struct json *root)
{
    struct json *gate = json_append_object(json_put_array(root, "gates"));
    json_put_text(gate, "name", "gold");
    json_put_text(gate, "rule", "case_accuracy >= 0.875");
    json_put_text(gate, "metric", "case_accuracy");
    json_put_text(gate, "unit", "share");
    json_put_text(gate, "status", "passed");
    json_put_number(gate, "value", 0.9);
    json_put_number(gate, "threshold", 0.875);
    json_put_null(gate, "baseline");
    struct json *input = json_append_object(json_put_array(root, "inputs"));
    static const char *const counts[] = {"bytes",    "read",      "accepted",
                                         "rejected", "duplicate", "blank"};
    json_put_text(input, "kind", "gold");
    json_put_text(input, "path", "datasets/gold.jsonl");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        json_put_count(input, counts[i], 10 + i);
    json_put_bool(input, "synthetic", false);
    store_case_put_digest(input, "digest", "gold");
}

/* A document as summary_build() makes it, as far as the history reads it. */
static inline struct json *store_case_summary(struct store_case wanted)
{
    struct json *root = json_object();
    json_put_count(root, "schema_version", 1);
    json_put_text(json_put_object(root, "generator"), "version", "0.1.0");
    store_case_put_run(root, &wanted);
    store_case_put_gates_and_inputs(root);
    json_put_null(root, "baseline");
    struct json *metrics = json_put_array(root, "metrics");
    store_case_put_metric(metrics, "case_accuracy", "interpreter", "built-in", wanted.accuracy,
                          true);
    store_case_put_metric(metrics, "case_accuracy", "interpreter", "other", 0.25, false);
    store_case_put_metric(metrics, "ndcg_at_10", "model", "svd", NAN, true);
    store_case_put_cases(root, &wanted);
    store_case_put_epochs(root);
    return root;
}

static inline bool store_case_try(const struct json *summary, struct error *err)
{
    const struct take_in_artifact artifacts[] = {
        {"index.html", 1000, hash_sha256(STR("page"))},
        {"summary.json", 2000, hash_sha256(STR("summary"))},
    };
    return take_in_run(store, summary, artifacts, 2, err);
}

static inline void store_case_take_in(struct store_case wanted)
{
    struct error err = {0};
    struct json *summary = store_case_summary(wanted);
    ck_assert_msg(store_case_try(summary, &err), "%s", err.text);
    json_free(summary);
}

/* The number that a query gives. */
static inline int store_case_number(const char *sql)
{
    struct error err = {0};
    int number = -1;
    ck_assert_msg(database_number(store, sql, &number, &err), "%s", err.text);
    return number;
}

static inline bool store_case_has(const char *run_id)
{
    struct error err = {0};
    bool has;
    ck_assert_msg(store_has_run(store, run_id, &has, &err), "%s", err.text);
    return has;
}

static inline int64_t store_case_ms(const char *time)
{
    int64_t ms;
    ck_assert(timestamp_parse(str_from(time), &ms));
    return ms;
}

#endif
