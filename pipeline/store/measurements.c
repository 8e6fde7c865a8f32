#include "store/measurements.h"

#include "store/document.h"
#include "store/statement.h"

/* One number of an epoch, which the summary lists without saying what it is. */
struct epoch_metric {
    const char *name; /* also the field in the summary */
    const char *title;
    const char *unit;
    const char *direction;
};

static const struct epoch_metric EPOCH_METRICS[] = {
    {"train_rmse", "RMSE in training", "stars", "lower"},
    {"validation_rmse", "RMSE on the validation part", "stars", "lower"},
    {"learning_rate", "Learning rate", "score", "neutral"},
};
#define EPOCH_METRIC_COUNT (sizeof EPOCH_METRICS / sizeof *EPOCH_METRICS)

static struct statement open_define(struct store *store, struct error *err)
{
    return statement_open(store,
                          "INSERT INTO metric (name, key, labels, title, unit, direction) "
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (name) DO UPDATE SET "
                          "title = excluded.title, unit = excluded.unit, "
                          "direction = excluded.direction "
                          "WHERE title <> excluded.title OR unit <> excluded.unit "
                          "OR direction <> excluded.direction",
                          err);
}

static struct statement open_measure(struct store *store, int64_t run, struct error *err)
{
    struct statement measure = statement_open(
        store,
        "INSERT INTO measurement (run_id, metric_id, step, value, low, high, support, headline) "
        "VALUES (?1, (SELECT id FROM metric WHERE name = ?2), ?3, ?4, ?5, ?6, ?7, ?8)",
        err);
    statement_bind_count(&measure, 1, run);
    return measure;
}

static bool keep_metrics(struct store *store, int64_t run, const struct json *metrics,
                         struct arena *scratch, struct error *err)
{
    struct statement define = open_define(store, err);
    struct statement measure = open_measure(store, run, err);
    for (const struct json *metric = json_first(metrics); metric; metric = json_next(metric)) {
        const struct json *labels = json_get(metric, "labels");
        document_bind_text(&define, 1, metric, "name");
        document_bind_text(&define, 2, metric, "key");
        statement_bind_text(&define, 3, json_write_line(scratch, labels));
        document_bind_text(&define, 4, metric, "title");
        document_bind_text(&define, 5, metric, "unit");
        document_bind_text(&define, 6, metric, "direction");
        statement_run(&define);

        document_bind_text(&measure, 2, metric, "name");
        statement_bind_count(&measure, 3, 0);
        document_bind_number(&measure, 4, metric, "value");
        document_bind_number(&measure, 5, metric, "low");
        document_bind_number(&measure, 6, metric, "high");
        document_bind_count(&measure, 7, metric, "support");
        document_bind_bool(&measure, 8, metric, "headline");
        statement_run(&measure);
    }
    bool measured = statement_close(&measure);
    return statement_close(&define) && measured;
}

static bool define_epochs(struct store *store, struct error *err)
{
    struct statement define = open_define(store, err);
    statement_bind_text(&define, 3, STR("{}"));
    for (size_t i = 0; i < EPOCH_METRIC_COUNT; i++) {
        statement_bind_text(&define, 1, str_from(EPOCH_METRICS[i].name));
        statement_bind_text(&define, 2, str_from(EPOCH_METRICS[i].name));
        statement_bind_text(&define, 4, str_from(EPOCH_METRICS[i].title));
        statement_bind_text(&define, 5, str_from(EPOCH_METRICS[i].unit));
        statement_bind_text(&define, 6, str_from(EPOCH_METRICS[i].direction));
        statement_run(&define);
    }
    return statement_close(&define);
}

static bool keep_epochs(struct store *store, int64_t run, const struct json *epochs,
                        struct error *err)
{
    if (json_count(epochs) == 0)
        return true;
    if (!define_epochs(store, err))
        return false;
    struct statement measure = open_measure(store, run, err);
    int64_t step = 0;
    statement_bind_count(&measure, 8, false);
    for (const struct json *epoch = json_first(epochs); epoch; epoch = json_next(epoch)) {
        statement_bind_count(&measure, 3, ++step);
        for (size_t i = 0; i < EPOCH_METRIC_COUNT; i++) {
            statement_bind_text(&measure, 2, str_from(EPOCH_METRICS[i].name));
            document_bind_number(&measure, 4, epoch, EPOCH_METRICS[i].name);
            statement_run(&measure);
        }
    }
    return statement_close(&measure);
}

bool measurements_keep(struct store *store, int64_t run, const struct json *summary,
                       struct arena *scratch, struct error *err)
{
    const struct json *epochs = json_get(json_get(summary, "training"), "epochs");
    return keep_metrics(store, run, json_get(summary, "metrics"), scratch, err) &&
           keep_epochs(store, run, epochs, err);
}

bool measurements_keep_trial(struct store *store, int64_t run, const struct json *rmse,
                             struct error *err)
{
    if (!define_epochs(store, err))
        return false;
    struct statement measure = open_measure(store, run, err);
    int64_t step = 0;
    statement_bind_text(&measure, 2, STR("validation_rmse"));
    statement_bind_count(&measure, 8, false);
    for (const struct json *value = json_first(rmse); value; value = json_next(value)) {
        statement_bind_count(&measure, 3, ++step);
        statement_bind_number(&measure, 4, json_number(value));
        statement_run(&measure);
    }
    return statement_close(&measure);
}
