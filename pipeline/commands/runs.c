#include "commands/runs.h"

#include "base/io.h"
#include "base/json.h"
#include "base/timestamp.h"
#include "commands/columns.h"
#include "commands/run_text.h"
#include "report/format.h"
#include "store/run_list.h"
#include "store/run_record.h"
#include "store/store.h"

#define LIMIT 20
#define LIMIT_TEXT "20"

const struct commands_option runs_list_options[] = {
    {"experiment", "NAME", "only the runs of this experiment"},
    {"limit", "N", "the latest N runs, 0 for all (-n; " LIMIT_TEXT ")"},
    {0},
};

static bool open_history(const struct session *session, struct store **store, struct error *err)
{
    return store_open_reading(io_join(session->run, session->config->run.out, "history.db"), store,
                              err);
}

static void print_json(const struct session *session, const struct json *root)
{
    struct str text = json_write(session->scratch, root);
    fwrite(text.data, 1, text.size, session->out);
}

/* ── list ── */

static bool read_limit(const struct session *session, size_t *limit, struct error *err)
{
    const char *text = session_option(session, "limit");
    int64_t number = LIMIT;
    if (text != NULL && (!str_to_int64(str_from(text), &number) || number < 0))
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "`--limit` takes a whole number from 0 on, not `%s`", text);
    *limit = number == 0 ? INT64_MAX : (size_t)number;
    return true;
}

static void list_json(const struct session *session, const struct run_list_row *rows, size_t count)
{
    struct json *root = json_array();
    for (size_t i = 0; i < count; i++) {
        char started[TIMESTAMP_TEXT];
        struct json *node = json_append_object(root);
        timestamp_format(rows[i].started_ms, started);
        json_put_string(node, "id", rows[i].id);
        json_put_text(node, "started", started);
        json_put_string(node, "experiment", rows[i].experiment);
        json_put_string(node, "outcome", rows[i].outcome);
        json_put_bool(node, "full", rows[i].full);
        json_put_text(node, "filter", rows[i].filter.size == 0 ? NULL : rows[i].filter.data);
        json_put_number(node, "duration_ms", rows[i].duration_ms);
        json_put_number(node, "case_accuracy", rows[i].case_accuracy);
        json_put_number(node, "genre_recall", rows[i].genre_recall);
        json_put_number(node, "rmse", rows[i].rmse);
    }
    print_json(session, root);
    json_free(root);
}

static void add_row(struct columns *columns, const struct run_list_row *row)
{
    struct arena *arena = columns->arena;
    char started[TIMESTAMP_TEXT];
    timestamp_format(row->started_ms, started);
    columns_add(columns, row->id.data, COLUMNS_PLAIN);
    columns_add(columns, arena_printf(arena, "%s", started), COLUMNS_PLAIN);
    columns_add(columns, row->experiment.data, COLUMNS_PLAIN);
    columns_add(columns, row->outcome.data, run_text_colour(row->outcome.data));
    columns_add(columns,
                row->filter.size != 0 ? "some cases"
                : row->full           ? "all"
                                      : "some",
                COLUMNS_PLAIN);
    columns_add(columns, format_value(arena, METRIC_MS, row->duration_ms), COLUMNS_PLAIN);
    columns_add(columns, format_value(arena, METRIC_SHARE, row->case_accuracy), COLUMNS_PLAIN);
    columns_add(columns, format_value(arena, METRIC_SHARE, row->genre_recall), COLUMNS_PLAIN);
    columns_add(columns, format_value(arena, METRIC_STARS, row->rmse), COLUMNS_PLAIN);
}

static void list_text(const struct session *session, const struct run_list_row *rows, size_t count)
{
    static const char *const titles[] = {"run",      "started",      "experiment",
                                         "outcome",  "stages",       "duration",
                                         "accuracy", "genre recall", "RMSE"};
    if (count == 0) {
        fputs("there is no run yet\n", session->out);
        return;
    }
    struct columns columns = columns_init(session->scratch, "lllllrrrr", session->colour);
    for (size_t i = 0; i < columns.width; i++)
        columns_add(&columns, titles[i], COLUMNS_FAINT);
    for (size_t i = 0; i < count; i++)
        add_row(&columns, &rows[i]);
    columns_print(&columns, "", session->out);
}

bool runs_list_command(struct session *session, struct error *err)
{
    struct run_list_row *rows = NULL;
    struct store *store;
    size_t count = 0;
    size_t limit = LIMIT;
    if (!read_limit(session, &limit, err) || !open_history(session, &store, err))
        return false;
    struct str experiment = str_from(session_option(session, "experiment"));
    bool done =
        store == NULL || run_list_load(store, experiment, limit, session->run, &rows, &count, err);
    store_close(store);
    if (!done)
        return false;
    if (session->json)
        list_json(session, rows, count);
    else
        list_text(session, rows, count);
    return true;
}

/* ── show ── */

static bool read_record(struct session *session, struct store *store, struct json **record,
                        struct error *err)
{
    const char *wanted = session->argument_count == 0 ? "latest" : session->arguments[0];
    char run_id[RUN_ID_MAX];
    if (store == NULL)
        return error_set(err, ERROR_USAGE, AT_FILE(session->config->run.out),
                         "there is no run yet: `reelgauge run` makes one");
    return run_record_find(store, str_from(wanted), run_id, err) &&
           run_record_read(store, run_id, session->scratch, record, err);
}

bool runs_show_command(struct session *session, struct error *err)
{
    struct json *record;
    struct store *store;
    if (!open_history(session, &store, err))
        return false;
    bool done = read_record(session, store, &record, err);
    store_close(store);
    if (!done)
        return false;
    if (session->json)
        print_json(session, record);
    else
        run_text_print(record, session->scratch, session->colour, session->out);
    json_free(record);
    return true;
}
