#include "eval/calls.h"

#include <math.h>

#include "suite.h"

static struct arena *arena;
static struct metric_list metrics;

static void open_all(void)
{
    arena = arena_open("test", 1 << 24);
    metrics = metric_list_init(arena);
}

static void close_all(void)
{
    arena_close(arena);
}

static struct reading answered(double latency_ms, double cost, bool cached)
{
    struct reading reading = reading_none();
    reading.status = READING_OK;
    reading.latency_ms = latency_ms;
    reading.input_tokens = 10;
    reading.output_tokens = 2;
    reading.cost = cost;
    reading.call.cached = cached;
    return reading;
}

static struct interpreter of(enum interpreter_kind kind, struct reading *readings, size_t repeats,
                             size_t count)
{
    return (struct interpreter){
        .name = STR("a"), .kind = kind, .readings = readings, .repeats = repeats, .count = count};
}

static double value(const char *selector)
{
    const struct metric *metric = metric_find(&metrics, str_from(selector));
    ck_assert_msg(metric != NULL, "%s", selector);
    return metric->value;
}

START_TEST(calls_of_all_repeats_are_added_up)
{
    struct reading readings[] = {answered(10, .5, false), answered(30, .25, true),
                                 answered(20, .25, true), reading_none()};
    struct interpreter interpreter = of(INTERPRETER_ENDPOINT, readings, 2, 2);
    calls_metrics(&interpreter, arena, &metrics);
    ck_assert_double_eq(value("eval_calls{interpreter=a,kind=sent}"), 1);
    ck_assert_double_eq(value("eval_calls{interpreter=a,kind=cached}"), 2);
    ck_assert_double_eq(value("eval_calls{interpreter=a,kind=missing}"), 1);
    ck_assert_double_eq(value("eval_input_tokens{interpreter=a}"), 30);
    ck_assert_double_eq(value("eval_output_tokens{interpreter=a}"), 6);
    ck_assert_double_eq(value("eval_cost{interpreter=a}"), 1);
    ck_assert_double_eq(value("eval_latency_p50_ms{interpreter=a}"), 20);
    ck_assert_double_eq(value("eval_latency_p95_ms{interpreter=a}"), 30);
}
END_TEST

START_TEST(part_of_a_cost_is_none_and_a_failed_call_is_free)
{
    struct reading readings[] = {answered(10, .5, false), answered(10, .5, false)};
    struct interpreter interpreter = of(INTERPRETER_REPLAY, readings, 1, 2);
    readings[1].status = READING_FAILED;
    readings[1].cost = NAN;
    calls_metrics(&interpreter, arena, &metrics);
    ck_assert_double_eq(value("eval_cost{interpreter=a}"), .5);
    ck_assert_ptr_null(metric_find(&metrics, STR("eval_calls{interpreter=a,kind=sent}")));
    readings[1].status = READING_UNPARSEABLE;
    metrics = metric_list_init(arena);
    calls_metrics(&interpreter, arena, &metrics);
    ck_assert(isnan(value("eval_cost{interpreter=a}")));
}
END_TEST

START_TEST(what_nobody_knows_is_not_zero)
{
    struct reading readings[] = {reading_none()};
    struct interpreter interpreter = of(INTERPRETER_ENDPOINT, readings, 1, 1);
    calls_metrics(&interpreter, arena, &metrics);
    ck_assert(isnan(value("eval_input_tokens{interpreter=a}")));
    ck_assert(isnan(value("eval_cost{interpreter=a}")));
    ck_assert(isnan(value("eval_latency_p50_ms{interpreter=a}")));
}
END_TEST

START_TEST(the_built_in_makes_no_calls)
{
    struct reading readings[] = {reading_none()};
    struct interpreter interpreter = of(INTERPRETER_BUILT_IN, readings, 1, 1);
    calls_metrics(&interpreter, arena, &metrics);
    ck_assert_uint_eq(metrics.count, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_all, close_all, "calls", calls_of_all_repeats_are_added_up,
                            part_of_a_cost_is_none_and_a_failed_call_is_free,
                            what_nobody_knows_is_not_zero, the_built_in_makes_no_calls);
}
