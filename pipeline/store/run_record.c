#include "store/run_record.h"

#include <stdio.h>

#include "base/timestamp.h"
#include "store/case_results.h"
#include "store/statement.h"

/* ── which run ── */

static bool find_latest(struct store *store, char run_id[RUN_ID_MAX], struct error *err)
{
    if (!store_last_run(store, run_id, err))
        return false;
    return run_id[0] != '\0' || error_set(err, ERROR_USAGE, AT_NOWHERE, "there is no run yet");
}

/* The first match comes first: a whole id may be the beginning of another one, "…-1a2b3c4d-2". */
static bool pick(struct statement *query, struct str wanted, char run_id[RUN_ID_MAX],
                 struct error *err)
{
    if (!statement_row(query))
        return query->failed || error_set(err, ERROR_USAGE, AT_NOWHERE,
                                          "no run's id is or begins with `%.*s`", STR_ARG(wanted));
    snprintf(run_id, RUN_ID_MAX, "%.*s", STR_ARG(statement_text(query, 0)));
    if (str_equal(statement_text(query, 0), wanted) || !statement_row(query))
        return true;
    return error_set(err, ERROR_USAGE, AT_NOWHERE, "more than one run's id begins with `%.*s`",
                     STR_ARG(wanted));
}

bool run_record_find(struct store *store, struct str wanted, char run_id[RUN_ID_MAX],
                     struct error *err)
{
    if (str_equal(wanted, STR("latest")))
        return find_latest(store, run_id, err);
    struct statement query = statement_open(store,
                                            "SELECT name FROM run WHERE parent_id IS NULL "
                                            "AND substr(name, 1, length(?1)) = ?1 "
                                            "ORDER BY name LIMIT 2",
                                            err);
    statement_bind_text(&query, 1, wanted);
    bool found = pick(&query, wanted, run_id, err);
    return statement_close(&query) && found;
}

/* ── columns as fields ── */

enum field_kind {
    FIELD_TEXT,
    FIELD_NUMBER,
    FIELD_BOOL,
    FIELD_TIME,
    FIELD_DIGEST,
    FIELD_LABELS, /* an object as JSON text */
};

/* How a column becomes a field; NULL becomes null. */
struct field {
    const char *key;
    enum field_kind kind;
};

static void put_time(struct json *object, const char *key, int64_t ms)
{
    char text[TIMESTAMP_TEXT];
    timestamp_format(ms, text);
    json_put_text(object, key, text);
}

static void put_digest(struct json *object, const char *key, struct hash_sha256 digest)
{
    char hex[HASH_SHA256_HEX];
    hash_hex(digest, hex);
    json_put_text(object, key, hex);
}

static bool put_labels(struct json *object, const char *key, struct str text, struct error *err)
{
    struct json *labels;
    struct json *copy = json_put_object(object, key);
    if (!json_parse(text, "labels in the history", &labels, err))
        return false;
    for (const struct json *label = json_first(labels); label; label = json_next(label))
        json_put_text(copy, json_key(label), json_text(label));
    json_free(labels);
    return true;
}

static bool put_field(struct json *object, const struct field *field, const struct statement *query,
                      int column, struct error *err)
{
    if (statement_is_null(query, column)) {
        json_put_null(object, field->key);
        return true;
    }
    switch (field->kind) {
    case FIELD_TEXT:
        json_put_string(object, field->key, statement_text(query, column));
        break;
    case FIELD_NUMBER:
        json_put_number(object, field->key, statement_number(query, column));
        break;
    case FIELD_BOOL:
        json_put_bool(object, field->key, statement_count(query, column) != 0);
        break;
    case FIELD_TIME:
        put_time(object, field->key, statement_count(query, column));
        break;
    case FIELD_DIGEST:
        put_digest(object, field->key, statement_digest(query, column));
        break;
    case FIELD_LABELS:
        return put_labels(object, field->key, statement_text(query, column), err);
    }
    return true;
}

/* The columns of a row in their order. */
static bool put_fields(struct json *object, const struct field *fields, int count,
                       const struct statement *query, struct error *err)
{
    for (int i = 0; i < count; i++)
        if (!put_field(object, &fields[i], query, i, err))
            return false;
    return true;
}

#define FIELDS(table) (table), (int)(sizeof(table) / sizeof *(table))

/* ── lists: one object per row, whose fields are the columns ── */

struct list {
    const char *key;
    const char *sql; /* ?1 is the run's row */
    const struct field *fields;
    int field_count;
};

static const struct field STAGE_FIELDS[] = {
    {"name", FIELD_TEXT},
    {"duration_ms", FIELD_NUMBER},
};

static const struct field METRIC_FIELDS[] = {
    {"name", FIELD_TEXT},      {"title", FIELD_TEXT},    {"unit", FIELD_TEXT},
    {"direction", FIELD_TEXT}, {"labels", FIELD_LABELS}, {"value", FIELD_NUMBER},
    {"low", FIELD_NUMBER},     {"high", FIELD_NUMBER},   {"support", FIELD_NUMBER},
    {"headline", FIELD_BOOL},
};

static const struct field GATE_FIELDS[] = {
    {"name", FIELD_TEXT},        {"rule", FIELD_TEXT},       {"metric", FIELD_TEXT},
    {"unit", FIELD_TEXT},        {"status", FIELD_TEXT},     {"value", FIELD_NUMBER},
    {"threshold", FIELD_NUMBER}, {"baseline", FIELD_NUMBER},
};

static const struct field INPUT_FIELDS[] = {
    {"kind", FIELD_TEXT},        {"path", FIELD_TEXT},       {"bytes", FIELD_NUMBER},
    {"read", FIELD_NUMBER},      {"accepted", FIELD_NUMBER}, {"rejected", FIELD_NUMBER},
    {"duplicate", FIELD_NUMBER}, {"blank", FIELD_NUMBER},    {"synthetic", FIELD_BOOL},
    {"digest", FIELD_DIGEST},
};

static const struct field ARTIFACT_FIELDS[] = {
    {"path", FIELD_TEXT},
    {"bytes", FIELD_NUMBER},
    {"digest", FIELD_DIGEST},
};

static const struct list STAGES = {
    "stages", "SELECT name, duration_ms FROM run WHERE parent_id = ?1 ORDER BY id",
    FIELDS(STAGE_FIELDS)};
static const struct list METRICS = {
    "metrics",
    "SELECT name, title, unit, direction, labels, value, low, high, support, headline "
    "FROM measurement JOIN metric ON metric.id = metric_id WHERE run_id = ?1 AND step = 0 "
    "ORDER BY headline DESC, name",
    FIELDS(METRIC_FIELDS)};
static const struct list GATES = {
    "gates",
    "SELECT name, rule, metric, unit, status, value, threshold, baseline FROM gate "
    "WHERE run_id = ?1 ORDER BY position",
    FIELDS(GATE_FIELDS)};
static const struct list INPUTS = {
    "inputs",
    "SELECT kind, path, bytes, read, accepted, rejected, duplicate, blank, synthetic, digest "
    "FROM input WHERE run_id = ?1 ORDER BY position",
    FIELDS(INPUT_FIELDS)};
static const struct list ARTIFACTS = {
    "artifacts", "SELECT path, bytes, digest FROM artifact WHERE run_id = ?1 ORDER BY path",
    FIELDS(ARTIFACT_FIELDS)};

static bool put_list(struct store *store, int64_t run, const struct list *list, struct json *root,
                     struct error *err)
{
    struct statement query = statement_open(store, list->sql, err);
    struct json *array = json_put_array(root, list->key);
    bool done = true;
    statement_bind_count(&query, 1, run);
    while (done && statement_row(&query))
        done = put_fields(json_append_object(array), list->fields, list->field_count, &query, err);
    return statement_close(&query) && done;
}

/* ── what has another shape ── */

static bool put_run(struct store *store, const char *run_id, struct json *root, int64_t *run,
                    struct error *err)
{
    static const struct field fields[] = {
        {"id", FIELD_TEXT},
        {"experiment", FIELD_TEXT},
        {"started", FIELD_TIME},
        {"duration_ms", FIELD_NUMBER},
        {"outcome", FIELD_TEXT},
        {"full", FIELD_BOOL},
        {"folder_lost", FIELD_BOOL},
        {"baseline", FIELD_TEXT},
        {"version", FIELD_TEXT},
        {"host", FIELD_TEXT},
        {"threads", FIELD_NUMBER},
        {"seed", FIELD_TEXT},
        {"config_digest", FIELD_DIGEST},
        {"input_digest", FIELD_DIGEST},
    };
    struct statement query = statement_open(
        store,
        "SELECT run.name, experiment.name, started_ms, duration_ms, status, is_full, folder_lost, "
        "baseline, version, host, threads, seed, config_digest, input_digest, run.id "
        "FROM run JOIN experiment ON experiment.id = experiment_id "
        "WHERE parent_id IS NULL AND run.name = ?1",
        err);
    statement_bind_text(&query, 1, str_from(run_id));
    bool done = true;
    if (statement_row(&query)) {
        *run = statement_count(&query, sizeof fields / sizeof *fields);
        done = put_fields(root, FIELDS(fields), &query, err);
    }
    return statement_close(&query) && done;
}

/* Rows of key and value as one object. */
static bool put_pairs(struct store *store, int64_t run, const char *sql, struct json *object,
                      struct error *err)
{
    struct statement query = statement_open(store, sql, err);
    statement_bind_count(&query, 1, run);
    while (statement_row(&query))
        json_put_string(object, statement_text(&query, 0).data, statement_text(&query, 1));
    return statement_close(&query);
}

static bool put_epochs(struct store *store, int64_t run, struct json *root, struct error *err)
{
    static const struct field fields[] = {
        {"name", FIELD_TEXT}, {"title", FIELD_TEXT}, {"unit", FIELD_TEXT}};
    struct statement query =
        statement_open(store,
                       "SELECT name, title, unit, value, step FROM measurement "
                       "JOIN metric ON metric.id = metric_id WHERE run_id = ?1 AND step > 0 "
                       "ORDER BY metric_id, step",
                       err);
    struct json *list = json_put_array(root, "epochs");
    struct json *values = NULL;
    bool done = true;
    statement_bind_count(&query, 1, run);
    while (done && statement_row(&query)) {
        if (values == NULL || statement_count(&query, 4) == 1) {
            struct json *course = json_append_object(list);
            done = put_fields(course, FIELDS(fields), &query, err);
            values = json_put_array(course, "values");
        }
        json_append_number(values, statement_number(&query, 3));
    }
    return statement_close(&query) && done;
}

static void put_verdicts(struct json *list, const struct case_results *results,
                         const struct case_results_verdicts *verdicts)
{
    struct json *node = json_append_object(list);
    size_t passed = 0;
    size_t failed = 0;
    for (size_t i = 0; i < results->case_count; i++) {
        passed += verdicts->letters.data[i] == CASE_RESULTS_PASSED;
        failed += verdicts->letters.data[i] == CASE_RESULTS_FAILED;
    }
    json_put_string(node, "name", verdicts->interpreter);
    json_put_count(node, "passed", passed);
    json_put_count(node, "failed", failed);
    json_put_count(node, "unscored", results->case_count - passed - failed);
    struct json *cases = json_put_array(node, "cases");
    for (size_t i = 0; i < results->case_count; i++) {
        struct json *entry = json_append_object(cases);
        json_put_string(entry, "id", results->cases[i].id);
        put_digest(entry, "digest", results->cases[i].digest);
        if (verdicts->letters.data[i] == CASE_RESULTS_UNSCORED)
            json_put_null(entry, "pass");
        else
            json_put_bool(entry, "pass", verdicts->letters.data[i] == CASE_RESULTS_PASSED);
    }
}

static bool put_interpreters(struct store *store, int64_t run, struct json *root,
                             struct arena *scratch, struct error *err)
{
    struct case_results results;
    struct json *list = json_put_array(root, "interpreters");
    if (!case_results_load(store, run, scratch, &results, err))
        return false;
    for (size_t i = 0; i < results.interpreter_count; i++)
        put_verdicts(list, &results, &results.interpreters[i]);
    return true;
}

static bool put_all(struct store *store, const char *run_id, struct json *root,
                    struct arena *scratch, struct error *err)
{
    int64_t run = 0;
    return put_run(store, run_id, root, &run, err) && put_list(store, run, &STAGES, root, err) &&
           put_pairs(store, run, "SELECT key, value FROM tag WHERE run_id = ?1 ORDER BY key",
                     json_put_object(root, "tags"), err) &&
           put_pairs(store, run, "SELECT key, value FROM param WHERE run_id = ?1 ORDER BY key",
                     json_put_object(root, "params"), err) &&
           put_list(store, run, &METRICS, root, err) && put_epochs(store, run, root, err) &&
           put_list(store, run, &GATES, root, err) && put_list(store, run, &INPUTS, root, err) &&
           put_interpreters(store, run, root, scratch, err) &&
           put_list(store, run, &ARTIFACTS, root, err);
}

bool run_record_read(struct store *store, const char *run_id, struct arena *scratch,
                     struct json **out, struct error *err)
{
    struct json *root = json_object();
    if (!put_all(store, run_id, root, scratch, err)) {
        json_free(root);
        return false;
    }
    *out = root;
    return true;
}
