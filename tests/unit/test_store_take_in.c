#include "store/take_in.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store_case.h"
#include "suite.h"

#define RUN "20261120T030000Z-1a2b3c4d"

static const struct store_case NIGHT = {
    .accuracy = 0.9, .cases = "abcdefgh", .verdicts = "PPFPUPPP"};

START_TEST(a_run_taken_in_twice_is_there_once)
{
    store_case_take_in(NIGHT);
    ck_assert(store_case_has(RUN));
    int rows = store_case_number("SELECT count(*) FROM measurement");
    int pages = store_case_number("PRAGMA page_count");
    store_case_take_in((struct store_case){.accuracy = 0.1, .outcome = "gate_failed"});
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM run WHERE parent_id IS NULL"), 1);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM measurement"), rows);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM run WHERE status = 'success'"), 3);
    ck_assert_int_eq(store_case_number("PRAGMA page_count"), pages);
}
END_TEST

START_TEST(stages_are_runs_below_their_run)
{
    store_case_take_in(NIGHT);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM run AS stage JOIN run ON "
                                       "run.id = stage.parent_id WHERE run.name = '" RUN "'"),
                     2);
    ck_assert_int_eq(store_case_number("SELECT duration_ms FROM run WHERE name = 'load'"), 12);
    ck_assert_int_eq(store_case_number("SELECT duration_ms IS NULL FROM run WHERE name = 'train'"),
                     1);
    ck_assert(!store_case_has("load"));
}
END_TEST

START_TEST(what_could_not_be_computed_is_null)
{
    store_case_take_in(NIGHT);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM measurement JOIN metric ON "
                                       "metric.id = metric_id WHERE key = 'ndcg_at_10' AND "
                                       "value IS NULL AND low IS NULL AND support = 40"),
                     1);
}
END_TEST

START_TEST(epochs_are_steps)
{
    store_case_take_in(NIGHT);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM measurement WHERE step > 0"), 9);
    ck_assert_int_eq(
        store_case_number("SELECT round(100 * value) FROM measurement JOIN metric ON "
                          "metric.id = metric_id WHERE name = 'train_rmse' AND step = 3"),
        80);
}
END_TEST

START_TEST(nights_of_the_same_cases_share_them)
{
    store_case_take_in(NIGHT);
    struct store_case next = NIGHT;
    next.id = "20261121T030000Z-1a2b3c4d";
    next.cases = "hgfedcba"; /* a summary begins with what failed */
    next.verdicts = "FPPPPPPP";
    store_case_take_in(next);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM gold_case"), 8);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM case_set"), 1);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM case_result WHERE interpreter = "
                                       "'built-in' AND verdicts IN ('PPFPUPPP', 'PPPPPPPF')"),
                     2);
}
END_TEST

START_TEST(a_case_more_is_another_set_of_the_same_cases)
{
    store_case_take_in(NIGHT);
    struct store_case next = NIGHT;
    next.id = "20261121T030000Z-1a2b3c4d";
    next.cases = "abcdefghi";
    next.verdicts = "PPFPUPPPP";
    store_case_take_in(next);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM gold_case"), 9);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM case_set"), 2);
}
END_TEST

/* The summary of NIGHT with the first `from` in it replaced. */
static struct json *changed(const char *from, const char *to)
{
    struct json *summary = store_case_summary(NIGHT);
    struct str text = json_write_line(arena, summary);
    json_free(summary);
    size_t at = str_find(text, str_from(from));
    ck_assert_msg(at != SIZE_MAX, "%s is not in %s", from, text.data);
    const char *other =
        arena_printf(arena, "%.*s%s%s", (int)at, text.data, to, text.data + at + strlen(from));
    struct error err = {0};
    ck_assert_msg(json_parse(str_from(other), "summary.json", &summary, &err), "%s", err.text);
    return summary;
}

START_TEST(a_new_title_of_a_metric_replaces_the_old_one)
{
    store_case_take_in((struct store_case){.id = "20261119T030000Z-1a2b3c4d"});
    int metrics = store_case_number("SELECT count(*) FROM metric");
    struct error err = {0};
    struct json *summary = changed("A title", "Case accuracy");
    ck_assert_msg(store_case_try(summary, &err), "%s", err.text);
    json_free(summary);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM metric"), metrics);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM metric WHERE title = 'Case accuracy'"),
                     1);
}
END_TEST

START_TEST(any_text_is_kept_as_it_is)
{
    struct error err = {0};
    struct json *summary =
        changed("größer ✓", "'; DROP TABLE run; -- <b>é</b> \xD7\x94\xE2\x80\x8E \\u0001 𝄞");
    ck_assert_msg(store_case_try(summary, &err), "%s", err.text);
    json_free(summary);
    ck_assert_int_eq(
        store_case_number("SELECT count(*) FROM tag WHERE key = 'branch' AND value = "
                          "'''; DROP TABLE run; -- <b>é</b> \xD7\x94\xE2\x80\x8E ' || char(1) || "
                          "' 𝄞'"),
        1);
}
END_TEST

/* ── what does not fit ── */

#define MISFIT "the summary does not fit the history: "
#define REFUSED "%s: the history refuses it: " /* the path of the history stands before it */
#define LONG_ID "2026112020261120202611202026112020261120"

static const struct {
    const char *from;
    const char *to;
    const char *message;
} MISFITS[] = {
    {"\"schema_version\":1", "\"schema_version\":2", MISFIT "schema_version is not 1"},
    {"\"id\":\"" RUN "\"", "\"id\":\"../../etc\"", MISFIT "\"../../etc\" is no id of a run"},
    {"\"id\":\"" RUN "\"", "\"id\":\"\"", MISFIT "\"\" is no id of a run"},
    {"\"id\":\"" RUN "\"", "\"id\":\"" LONG_ID "\"", MISFIT "\"" LONG_ID "\" is no id of a run"},
    {"2026-11-20T03:00:00Z", "yesterday", REFUSED "CHECK constraint failed: a run has a start"},
    {"\"config_digest\":\"b", "\"config_digest\":\"B",
     REFUSED "CHECK constraint failed: a run has digests"},
    {"\"input_digest\"", "\"input\"", REFUSED "CHECK constraint failed: a run has digests"},
    {"\"experiment\":\"default\"", "\"experiment\":7",
     REFUSED "NOT NULL constraint failed: experiment.name"},
    {"\"outcome\":\"success\"", "\"outcome\":\"splendid\"",
     REFUSED "CHECK constraint failed: outcome IN ('success', 'gate_failed', 'error')"},
    {"\"full\":true,", "", REFUSED "NOT NULL constraint failed: run.is_full"},
    {"\"version\":\"0.1.0\"", "\"version\":null",
     REFUSED "CHECK constraint failed: a run has a version"},
    {"\"name\":\"train\"", "\"name\":\"load\"",
     REFUSED "UNIQUE constraint failed: run.parent_id, run.name"},
    {"\"key\":\"branch\"", "\"word\":\"branch\"", REFUSED "NOT NULL constraint failed: tag.key"},
    {"\"unit\":\"share\",\"direction\"", "\"unit\":\"miles\",\"direction\"",
     REFUSED "CHECK constraint failed: unit IN ('share', 'count', 'stars', 'score', 'ms')"},
    {"interpreter=other", "interpreter=built-in",
     REFUSED "UNIQUE constraint failed: measurement.run_id, measurement.metric_id, "
             "measurement.step"},
    {"\"read\":11", "\"read\":-1", REFUSED "NOT NULL constraint failed: input.read"},
    {"\"read\":11", "\"read\":1.5", REFUSED "NOT NULL constraint failed: input.read"},
    {"\"status\":\"passed\"", "\"status\":\"postponed\"",
     REFUSED "CHECK constraint failed: status IN ('passed', 'failed', 'skipped')"},
    {"{\"pass\":true},", "", MISFIT "case a has 1 readings of 2 interpreters"},
};

START_TEST(a_summary_that_does_not_fit_leaves_the_history_as_it_was)
{
    store_case_take_in((struct store_case){.id = "20261119T030000Z-1a2b3c4d"});
    for (size_t i = 0; i < sizeof MISFITS / sizeof *MISFITS; i++) {
        struct error err = {0};
        struct json *summary = changed(MISFITS[i].from, MISFITS[i].to);
        ck_assert_msg(!store_case_try(summary, &err), "%s is taken", MISFITS[i].to);
        json_free(summary);
        const char *message = MISFITS[i].message;
        if (message[0] == '%')
            message = arena_printf(arena, "%s%s", history, message + 2);
        ck_assert_str_eq(err.text, message);
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        ck_assert(!store_case_has(RUN));
        ck_assert_int_eq(store_case_number("SELECT count(*) FROM gold_case"), 0);
    }
    store_case_take_in(NIGHT);
    ck_assert(store_case_has(RUN));
}
END_TEST

START_TEST(a_document_that_is_no_summary_is_refused)
{
    struct error err = {0};
    struct json *other = json_array();
    ck_assert(!store_case_try(other, &err));
    json_free(other);
    ck_assert_str_eq(err.text, MISFIT "schema_version is not 1");
}
END_TEST

/* ── trouble on the way ── */

START_TEST(a_full_disk_leaves_the_history_as_it_was)
{
    store_case_take_in((struct store_case){.id = "20261119T030000Z-1a2b3c4d"});
    int pages = store_case_number("PRAGMA page_count");
    int rows = store_case_number("SELECT count(*) FROM measurement");
    struct error err = {0};
    ck_assert(
        database_execute(store, arena_printf(arena, "PRAGMA max_page_count = %d", pages), NULL));

    struct json *summary = changed("größer ✓", arena_printf(arena, "%09000d", 7));
    ck_assert(!store_case_try(summary, &err));
    ck_assert_str_eq(err.text, arena_printf(arena, "%s: database or disk is full", history));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    ck_assert(!store_case_has(RUN));
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM measurement"), rows);
    ck_assert_int_eq(store_case_number("PRAGMA page_count"), pages);

    ck_assert(database_execute(store, "PRAGMA max_page_count = 100000", NULL));
    ck_assert(store_case_try(summary, NULL));
    json_free(summary);
    ck_assert(store_case_has(RUN));
}
END_TEST

#define KILL_EVERY 3 /* statements; each kill costs a process and two openings */

static int statements_to_live;

static int die_at_a_statement(unsigned what, void *context, void *handle, void *text)
{
    (void)what;
    (void)context;
    (void)handle;
    (void)text;
    if (statements_to_live-- == 0)
        raise(SIGKILL);
    return 0;
}

/* Another process takes NIGHT in and is killed before its statement number `number`; false: it has
 * no such statement, and came to its end. */
static bool killed_before_statement(int number)
{
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        if (!store_open(history, &store, NULL))
            _exit(1);
        statements_to_live = number;
        sqlite3_trace_v2(store->db, SQLITE_TRACE_STMT, die_at_a_statement, NULL);
        _exit(store_case_try(store_case_summary(NIGHT), NULL) ? 0 : 2);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return true;
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 0);
    return false;
}

START_TEST(killed_between_statements_the_history_is_whole_and_the_run_can_enter)
{
    struct error err = {0};
    store_case_take_in((struct store_case){.id = "20261119T030000Z-1a2b3c4d"});
    store_close(store);
    int number = 0;
    while (killed_before_statement(number)) {
        ck_assert_msg(store_open(history, &store, &err), "%s", err.text);
        ck_assert(store_case_has("20261119T030000Z-1a2b3c4d"));
        ck_assert(!store_case_has(RUN));
        ck_assert_int_eq(store_case_number("SELECT count(*) FROM case_result"), 0);
        /* What a process leaves when it is killed does not depend on the disk. */
        ck_assert(database_execute(store, "PRAGMA synchronous = OFF", NULL));
        store_close(store);
        number += KILL_EVERY;
    }
    ck_assert_int_gt(number, 40);
    ck_assert_msg(store_open(history, &store, &err), "%s", err.text);
    ck_assert(store_case_has(RUN));
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM case_result"), 2);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        store_case_open, store_case_close, "store_take_in", a_run_taken_in_twice_is_there_once,
        stages_are_runs_below_their_run, what_could_not_be_computed_is_null, epochs_are_steps,
        nights_of_the_same_cases_share_them, a_case_more_is_another_set_of_the_same_cases,
        a_new_title_of_a_metric_replaces_the_old_one, any_text_is_kept_as_it_is,
        a_summary_that_does_not_fit_leaves_the_history_as_it_was,
        a_document_that_is_no_summary_is_refused, a_full_disk_leaves_the_history_as_it_was,
        killed_between_statements_the_history_is_whole_and_the_run_can_enter);
}
