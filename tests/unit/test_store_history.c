#include "store/baseline.h"
#include "store/gold_history.h"
#include "store/run_list.h"
#include "store/series.h"

#include "store_case.h"
#include "suite.h"

#define CASE_ACCURACY "case_accuracy{interpreter=built-in}"
#define TOMORROW "2026-11-21T03:00:00Z"

/* Takes in a run of the 1st to 9th of November, named after its day. */
static void take_in_day(int day, struct store_case wanted)
{
    wanted.id = arena_printf(arena, "2026110%dT030000Z-1a2b3c4d", day);
    wanted.started = arena_printf(arena, "2026-11-0%dT03:00:00Z", day);
    store_case_take_in(wanted);
}

static struct history_baseline baseline_before(const char *experiment, const char *time)
{
    struct history_baseline baseline;
    struct error err = {0};
    ck_assert_msg(
        baseline_find(store, str_from(experiment), store_case_ms(time), arena, &baseline, &err),
        "%s", err.text);
    return baseline;
}

static struct history_series series_of(const char *name, const char *before, size_t runs)
{
    struct history_series series;
    struct error err = {0};
    struct str names[] = {str_from(name)};
    ck_assert_msg(series_load(store, STR("default"), store_case_ms(before), runs, names, 1, arena,
                              &series, &err),
                  "%s", err.text);
    return series;
}

static struct run_list_row *list_of(const char *experiment, size_t limit, size_t *count)
{
    struct run_list_row *rows;
    struct error err = {0};
    ck_assert_msg(run_list_load(store, str_from(experiment), limit, arena, &rows, count, &err),
                  "%s", err.text);
    return rows;
}

static bool not_the_third(void *context, const char *run_id)
{
    (void)context;
    return strncmp(run_id, "20261103", 8) != 0;
}

static void lose_the_third(void)
{
    size_t lost;
    ck_assert(store_mark_lost(store, not_the_third, NULL, &lost, NULL));
    ck_assert_uint_eq(lost, 1);
}

/* ── the baseline ── */

START_TEST(the_first_run_has_no_baseline)
{
    struct history_baseline baseline = baseline_before("default", TOMORROW);
    ck_assert(!baseline.exists);
    ck_assert(isnan(history_baseline_value(&baseline, STR(CASE_ACCURACY))));
}
END_TEST

START_TEST(the_baseline_is_the_latest_full_success_of_the_experiment)
{
    take_in_day(2, (struct store_case){.accuracy = 0.2});
    take_in_day(1, (struct store_case){.accuracy = 0.1});
    take_in_day(3, (struct store_case){.accuracy = 0.3});
    take_in_day(4, (struct store_case){.outcome = "gate_failed"});
    take_in_day(5, (struct store_case){.partial = true});
    take_in_day(6, (struct store_case){.experiment = "other"});
    take_in_day(7, (struct store_case){.outcome = "error"});
    struct history_baseline baseline = baseline_before("default", TOMORROW);
    ck_assert(baseline.exists);
    ck_assert_str_eq(baseline.run_id, "20261103T030000Z-1a2b3c4d");
    ck_assert_int_eq(baseline.started_ms, store_case_ms("2026-11-03T03:00:00Z"));
    ck_assert_double_eq(history_baseline_value(&baseline, STR(CASE_ACCURACY)), 0.3);

    lose_the_third();
    ck_assert_str_eq(baseline_before("default", TOMORROW).run_id, "20261102T030000Z-1a2b3c4d");
    ck_assert_str_eq(baseline_before("other", TOMORROW).run_id, "20261106T030000Z-1a2b3c4d");
    ck_assert(!baseline_before("Default", TOMORROW).exists);
}
END_TEST

START_TEST(a_baseline_started_before_and_not_with_the_run)
{
    take_in_day(1, (struct store_case){0});
    ck_assert(!baseline_before("default", "2026-11-01T03:00:00Z").exists);
    ck_assert(baseline_before("default", "2026-11-01T03:00:00.001Z").exists);
}
END_TEST

START_TEST(a_baseline_brings_final_values_and_parameters)
{
    take_in_day(1, (struct store_case){.accuracy = 0.75});
    struct history_baseline baseline = baseline_before("default", TOMORROW);
    ck_assert_uint_eq(baseline.metrics.count, 3);
    ck_assert(map_find(&baseline.metrics, STR("ndcg_at_10{model=svd}"), NULL));
    ck_assert(isnan(history_baseline_value(&baseline, STR("ndcg_at_10{model=svd}"))));
    ck_assert(!map_find(&baseline.metrics, STR("train_rmse"), NULL));
    uint32_t index;
    ck_assert_uint_eq(baseline.params.count, 2);
    ck_assert(map_find(&baseline.params, STR("llm.primary"), &index));
    ck_assert_uint_eq(index, 0);
    ck_assert(str_equal(baseline.param_values[index], STR("built-in")));
    ck_assert(map_find(&baseline.params, STR("svd.factors"), &index));
    ck_assert(str_equal(baseline.param_values[index], STR("32")));
}
END_TEST

START_TEST(a_baseline_brings_the_verdicts_on_scored_cases)
{
    static const struct {
        const char *interpreter;
        const char *id;
        bool pass;
    } EXPECTED[] = {
        {"built-in", "a", true}, {"built-in", "c", false}, {"other", "a", false},
        {"other", "b", true},    {"other", "c", true},
    };
    take_in_day(1, (struct store_case){.cases = "abc", .verdicts = "PUF"});
    struct history_baseline baseline = baseline_before("default", TOMORROW);
    ck_assert_uint_eq(baseline.case_count, sizeof EXPECTED / sizeof *EXPECTED);
    for (size_t i = 0; i < baseline.case_count; i++) {
        const struct history_case *found = &baseline.cases[i];
        struct hash_sha256 digest = hash_sha256(str_from(EXPECTED[i].id));
        ck_assert(str_equal(found->interpreter, str_from(EXPECTED[i].interpreter)));
        ck_assert(str_equal(found->case_id, str_from(EXPECTED[i].id)));
        ck_assert_mem_eq(&found->digest, &digest, sizeof digest);
        ck_assert_int_eq(found->pass, EXPECTED[i].pass);
    }
}
END_TEST

START_TEST(cases_that_are_gone_from_their_table_are_damage)
{
    struct history_baseline baseline;
    struct error err = {0};
    take_in_day(1, (struct store_case){.cases = "abc", .verdicts = "PPP"});
    ck_assert(database_execute(store, "DELETE FROM gold_case WHERE name = 'b'", NULL));
    ck_assert(
        !baseline_find(store, STR("default"), store_case_ms(TOMORROW), arena, &baseline, &err));
    ck_assert_str_eq(err.text, arena_printf(arena,
                                            "%s: the history is damaged: a run and its cases do "
                                            "not fit together",
                                            history));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
}
END_TEST

/* ── series ── */

START_TEST(a_series_has_the_last_full_runs_oldest_first)
{
    take_in_day(3, (struct store_case){.accuracy = 0.3});
    take_in_day(1, (struct store_case){.accuracy = 0.1});
    take_in_day(4, (struct store_case){.accuracy = 0.4, .outcome = "gate_failed"});
    take_in_day(2, (struct store_case){.accuracy = 0.2});
    take_in_day(5, (struct store_case){.accuracy = 0.5, .partial = true});
    take_in_day(6, (struct store_case){.accuracy = 0.6, .experiment = "other"});
    take_in_day(7, (struct store_case){.accuracy = 0.7});
    lose_the_third();
    struct history_series series = series_of(CASE_ACCURACY, "2026-11-07T03:00:00Z", 3);
    ck_assert(str_equal(series.name, STR(CASE_ACCURACY)));
    ck_assert_uint_eq(series.count, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct history_point *point = &series.points[i];
        double value = 0.2 + 0.1 * (double)i;
        ck_assert_str_eq(point->run_id, arena_printf(arena, "2026110%zuT030000Z-1a2b3c4d", i + 2));
        ck_assert_int_eq(point->started_ms,
                         store_case_ms(arena_printf(arena, "2026-11-0%zuT03:00:00Z", i + 2)));
        ck_assert_double_eq_tol(point->value, value, 1e-12);
        ck_assert_double_eq_tol(point->interval.low, value - 0.1, 1e-12);
        ck_assert_double_eq_tol(point->interval.high, value + 0.1, 1e-12);
    }
}
END_TEST

START_TEST(a_run_without_the_metric_is_a_gap_in_the_series)
{
    take_in_day(1, (struct store_case){0});
    struct history_series series = series_of("rmse{model=svd}", TOMORROW, 30);
    ck_assert_uint_eq(series.count, 1);
    ck_assert(isnan(series.points[0].value));
    ck_assert(isnan(series.points[0].interval.low));
}
END_TEST

START_TEST(no_runs_wanted_or_there_is_an_empty_series)
{
    ck_assert_uint_eq(series_of(CASE_ACCURACY, TOMORROW, 30).count, 0);
    take_in_day(1, (struct store_case){0});
    ck_assert_uint_eq(series_of(CASE_ACCURACY, TOMORROW, 0).count, 0);
}
END_TEST

/* ── the list ── */

START_TEST(the_list_begins_with_the_newest_run)
{
    size_t count;
    take_in_day(1, (struct store_case){.accuracy = 0.1});
    take_in_day(3, (struct store_case){.accuracy = 0.3, .partial = true});
    take_in_day(2, (struct store_case){.accuracy = 0.2, .experiment = "größer"});
    lose_the_third();
    struct run_list_row *rows = list_of("", 2, &count);
    ck_assert_uint_eq(count, 2);
    ck_assert(str_equal(rows[0].id, STR("20261103T030000Z-1a2b3c4d")));
    ck_assert(str_equal(rows[0].outcome, STR("error")));
    ck_assert(!rows[0].full);
    ck_assert_double_eq(rows[0].case_accuracy, 0.3);
    ck_assert(isnan(rows[0].rmse));
    ck_assert(str_equal(rows[1].experiment, STR("größer")));
    ck_assert_double_eq(rows[1].duration_ms, 1250.5);
    ck_assert(str_equal(rows[1].outcome, STR("success")));

    rows = list_of("größer", 9, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert(str_equal(rows[0].id, STR("20261102T030000Z-1a2b3c4d")));
}
END_TEST

START_TEST(a_new_history_lists_nothing)
{
    size_t count = 7;
    list_of("", 9, &count);
    ck_assert_uint_eq(count, 0);
}
END_TEST

static struct history_gold gold_before(const char *time)
{
    struct history_gold gold;
    struct error err = {0};
    ck_assert_msg(gold_history_last(store, STR("default"), store_case_ms(time), arena, &gold, &err),
                  "%s", err.text);
    return gold;
}

START_TEST(the_last_gold_set_is_that_of_any_run_without_a_filter)
{
    ck_assert(!gold_before(TOMORROW).exists);
    take_in_day(1, (struct store_case){.cases = "ab", .verdicts = "PF"});
    take_in_day(2,
                (struct store_case){
                    .cases = "abc", .verdicts = "PFU", .outcome = "gate_failed", .partial = true});
    take_in_day(3, (struct store_case){.cases = "a", .verdicts = "P", .filter = "tag=x"});
    take_in_day(4, (struct store_case){.partial = true});
    take_in_day(5, (struct store_case){.cases = "d", .verdicts = "P", .experiment = "other"});
    struct history_gold gold = gold_before(TOMORROW);
    ck_assert(gold.exists);
    ck_assert_str_eq(gold.run_id, "20261102T030000Z-1a2b3c4d");
    ck_assert_uint_eq(gold.count, 3);
    struct hash_sha256 digest = hash_sha256(STR("c"));
    ck_assert(str_equal(gold.cases[2].id, STR("c")));
    ck_assert_mem_eq(&gold.cases[2].digest, &digest, sizeof digest);
    ck_assert_uint_eq(gold_before("2026-11-02T03:00:00Z").count, 2);
}
END_TEST

START_TEST(the_list_says_which_runs_were_filtered)
{
    size_t count;
    take_in_day(1, (struct store_case){.cases = "a", .verdicts = "P", .filter = "tag=x"});
    take_in_day(2, (struct store_case){.cases = "a", .verdicts = "P", .filter = ""});
    struct run_list_row *rows = list_of("default", 9, &count);
    ck_assert_uint_eq(rows[0].filter.size, 0);
    ck_assert(str_equal(rows[1].filter, STR("tag=x")));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        store_case_open, store_case_close, "store_history", the_first_run_has_no_baseline,
        the_baseline_is_the_latest_full_success_of_the_experiment,
        a_baseline_started_before_and_not_with_the_run,
        a_baseline_brings_final_values_and_parameters,
        a_baseline_brings_the_verdicts_on_scored_cases,
        cases_that_are_gone_from_their_table_are_damage,
        a_series_has_the_last_full_runs_oldest_first,
        a_run_without_the_metric_is_a_gap_in_the_series, no_runs_wanted_or_there_is_an_empty_series,
        the_list_begins_with_the_newest_run, the_last_gold_set_is_that_of_any_run_without_a_filter,
        the_list_says_which_runs_were_filtered, a_new_history_lists_nothing);
}
