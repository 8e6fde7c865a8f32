#include "llm/replay.h"

#include <math.h>

#include "suite.h"
#include "vocabulary_fixture.h"

static struct vocabulary_fixture *fixture;
static struct replay_counts counts;
static struct findings unmatched;

/* Two cases, "one" and "two"; the second asks in another case and spacing. */
static const struct gold_set *gold(void)
{
    static struct gold_case cases[2];
    static struct gold_set set = {.items = cases, .count = 2};
    cases[0] = (struct gold_case){
        .id = STR("one"), .query = STR("A western"), .canonical = STR("a western")};
    cases[1] =
        (struct gold_case){.id = STR("two"), .query = STR("a drama"), .canonical = STR("a drama")};
    return &set;
}

/* A call of model "m" with prompt "p@1" for a case, which answers with one genre. */
static struct trace call(const char *case_id, int64_t ts_ms, const char *genre)
{
    return (struct trace){
        .trace_id = STR("t"),
        .ts_ms = ts_ms,
        .case_id = str_from(case_id),
        .model = STR("m"),
        .prompt = STR("p@1"),
        .output = str_from(arena_printf(fixture->arena, "{\"genres\":[\"%s\"]}", genre)),
        .latency_ms = (double)ts_ms,
        .input_tokens = 10,
        .output_tokens = 20,
    };
}

/* Replays the calls of the model and prompt ("": any). */
static struct interpreter replay(const char *model, const char *prompt, const struct trace *calls,
                                 size_t count)
{
    const struct replay_filter filter = {.model = str_from(model), .prompt = str_from(prompt)};
    struct replay *all = replay_open(gold(), &filter, fixture->arena);
    for (size_t i = 0; i < count; i++)
        replay_add(all, &calls[i], fixture->scratch);
    const struct clock clock = clock_start(0, true);
    return replay_finish(all, &fixture->vocabulary, &clock, NULL, &counts, &unmatched,
                         fixture->scratch);
}

static const char *says(const struct interpreter *interpreter, size_t index)
{
    return vocabulary_fixture_say(fixture, &interpreter->readings[index].slots);
}

static void open_fixture(void)
{
    fixture = vocabulary_fixture_open();
    unmatched = findings_init(fixture->arena);
}

static void assert_counts(size_t calls, size_t used, size_t superseded, size_t lost, size_t others)
{
    ck_assert_uint_eq(counts.calls, calls);
    ck_assert_uint_eq(counts.used, used);
    ck_assert_uint_eq(counts.superseded, superseded);
    ck_assert_uint_eq(counts.unmatched, lost);
    ck_assert_uint_eq(counts.others, others);
}

START_TEST(a_call_answers_the_case_of_its_id_or_else_of_its_query)
{
    open_fixture();
    struct trace calls[] = {call("two", 5, "Drama"), call("", 6, "Western")};
    calls[1].query = STR("  a WESTERN ");
    struct interpreter interpreter = replay("", "", calls, 2);
    ck_assert_int_eq(interpreter.kind, INTERPRETER_REPLAY);
    ck_assert_uint_eq(interpreter.count, 2);
    ck_assert(str_equal(interpreter.model, STR("m")));
    ck_assert(str_equal(interpreter.prompt, STR("p@1")));
    ck_assert_str_eq(says(&interpreter, 0), "genres=Western");
    ck_assert_str_eq(says(&interpreter, 1), "genres=Drama");
    ck_assert_double_eq(interpreter.readings[1].latency_ms, 5);
    ck_assert_int_eq(interpreter.readings[1].input_tokens, 10);
    ck_assert_int_eq(interpreter.readings[1].output_tokens, 20);
    ck_assert(str_equal(interpreter.readings[1].raw, STR("{\"genres\":[\"Drama\"]}")));
    assert_counts(2, 2, 0, 0, 0);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_case_without_a_call_is_missing)
{
    open_fixture();
    struct trace calls[] = {call("two", 5, "Drama")};
    struct interpreter interpreter = replay("", "", calls, 1);
    ck_assert_int_eq(interpreter.readings[0].status, READING_MISSING);
    ck_assert(isnan(interpreter.readings[0].latency_ms));
    ck_assert_int_eq(interpreter.readings[1].status, READING_OK);
    interpreter = replay("", "", NULL, 0);
    ck_assert_int_eq(interpreter.readings[1].status, READING_MISSING);
    assert_counts(0, 0, 0, 0, 0);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_failed_call_fails_and_a_bad_answer_is_unparseable)
{
    open_fixture();
    struct trace calls[] = {call("one", 5, "War"), call("two", 5, "War")};
    calls[0].error = STR("time-out");
    calls[0].output = STR_NONE;
    calls[1].output = STR("no idea");
    struct interpreter interpreter = replay("", "", calls, 2);
    ck_assert_int_eq(interpreter.readings[0].status, READING_FAILED);
    ck_assert(str_equal(interpreter.readings[0].reason, STR("time-out")));
    ck_assert_int_eq(interpreter.readings[0].slots.intent, INTENT_NONE);
    ck_assert_int_eq(interpreter.readings[1].status, READING_UNPARSEABLE);
    ck_assert(str_equal(interpreter.readings[1].raw, STR("no idea")));
    ck_assert_double_eq(interpreter.readings[1].latency_ms, 5);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(of_several_calls_the_latest_counts_in_whatever_order_they_come)
{
    open_fixture();
    struct trace calls[] = {call("one", 7, "War"), call("one", 9, "Drama"),
                            call("one", 8, "Horror")};
    struct interpreter interpreter = replay("", "", calls, 3);
    ck_assert_str_eq(says(&interpreter, 0), "genres=Drama");
    assert_counts(3, 1, 2, 0, 0);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(repeats_are_readings_of_their_own_in_the_order_of_their_numbers)
{
    open_fixture();
    struct trace calls[] = {call("one", 9, "War"), call("one", 7, "Drama"), call("one", 8, "Crime"),
                            call("two", 7, "Horror")};
    calls[0].repeat = 1;
    calls[1].repeat = 3;
    calls[2].repeat = 3;
    calls[3].repeat = 1;
    struct interpreter interpreter = replay("", "", calls, 4);
    ck_assert_uint_eq(interpreter.repeats, 2);
    ck_assert_uint_eq(interpreter.count, 2);
    ck_assert_str_eq(says(&interpreter, 0), "genres=War");
    ck_assert_str_eq(says(&interpreter, 1), "genres=Horror");
    ck_assert_str_eq(says(&interpreter, 2), "genres=Crime");
    ck_assert_int_eq(interpreter.readings[3].status, READING_MISSING);
    assert_counts(4, 3, 1, 0, 0);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(changed_queries_are_variants_and_a_live_variant_is_the_products)
{
    open_fixture();
    struct trace calls[] = {call("one", 7, "War"), call("one", 8, "Drama"), call("two", 9, "Crime"),
                            call("two", 9, "Horror")};
    calls[1].variant = calls[2].variant = STR("typo");
    calls[1].query = STR("a wsetern");
    calls[3].variant = STR("B");
    calls[3].live = true;
    struct interpreter interpreter = replay("", "", calls, 4);
    ck_assert_str_eq(says(&interpreter, 0), "genres=War");
    ck_assert_str_eq(says(&interpreter, 1), "genres=Horror");
    ck_assert_uint_eq(interpreter.variant_count, 1);
    const struct reading_variant *variant = &interpreter.variants[0];
    ck_assert(str_equal(variant->name, STR("typo")));
    ck_assert(str_equal(variant->queries[0], STR("a wsetern")));
    ck_assert_int_eq(variant->readings[0].status, READING_OK);
    ck_assert_str_eq(vocabulary_fixture_say(fixture, &variant->readings[1].slots), "genres=Crime");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_repeat_beyond_all_sense_is_not_kept)
{
    open_fixture();
    struct trace calls[] = {call("one", 7, "War"), call("one", 8, "Drama")};
    calls[0].repeat = INT64_MAX;
    calls[1].repeat = -1;
    struct interpreter interpreter = replay("", "", calls, 2);
    ck_assert_uint_eq(interpreter.repeats, 1);
    assert_counts(2, 0, 0, 2, 0);
    ck_assert(
        str_equal(unmatched.items[0].reason, STR("call \"t\": its repeat is none of 0 to 100")));
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(spans_are_kept_and_the_reading_is_added_to_them)
{
    open_fixture();
    struct trace calls[] = {call("one", 7, "War"), call("two", 7, "War")};
    struct span request = {STR("request"), STR_NONE, 1, 20, STR("{\"attempts\":2}")};
    calls[0].call = (struct call){.attempts = 2, .spans = &request, .span_count = 1};
    struct interpreter interpreter = replay("", "", calls, 2);
    const struct call *call = &interpreter.readings[0].call;
    ck_assert_uint_eq(call->attempts, 2);
    ck_assert_uint_eq(call->span_count, 2);
    ck_assert(str_equal(call->spans[0].attributes, request.attributes));
    ck_assert(str_equal(call->spans[1].name, STR("parse")));
    ck_assert_double_eq(call->spans[1].start_ms, 21);
    ck_assert(isnan(call->spans[1].duration_ms));
    ck_assert_uint_eq(interpreter.readings[1].call.span_count, 0);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(calls_of_another_model_or_prompt_are_others)
{
    open_fixture();
    struct trace calls[] = {call("one", 7, "War"), call("one", 8, "Drama"),
                            call("one", 9, "Horror")};
    calls[1].prompt = STR("p@2");
    calls[2].model = STR("n");
    struct interpreter interpreter = replay("m", "p@1", calls, 3);
    ck_assert_str_eq(says(&interpreter, 0), "genres=War");
    assert_counts(3, 1, 0, 0, 2);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(where_none_is_named_the_newest_interpreter_is_replayed)
{
    open_fixture();
    struct trace calls[] = {call("one", 7, "War"), call("two", 9, "Drama"),
                            call("one", 8, "Horror")};
    calls[1].prompt = STR("p@2");
    calls[2].params = STR("{\"temperature\":1}");
    struct interpreter interpreter = replay("m", "", calls, 3);
    ck_assert(str_equal(interpreter.prompt, STR("p@2")));
    ck_assert_int_eq(interpreter.readings[0].status, READING_MISSING);
    ck_assert_str_eq(says(&interpreter, 1), "genres=Drama");
    assert_counts(3, 1, 0, 0, 2);

    interpreter = replay("m", "p@1", calls, 3);
    ck_assert_str_eq(says(&interpreter, 0), "genres=Horror");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(of_equally_new_interpreters_the_first_by_name_is_replayed)
{
    open_fixture();
    struct trace calls[] = {call("one", 7, "War"), call("one", 7, "Drama")};
    calls[0].model = STR("b");
    calls[1].model = STR("a");
    struct interpreter interpreter = replay("", "", calls, 2);
    ck_assert(str_equal(interpreter.model, STR("a")));
    ck_assert_str_eq(says(&interpreter, 0), "genres=Drama");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_call_without_a_case_is_counted_and_named)
{
    open_fixture();
    struct trace calls[] = {call("gone", 7, "War"), call("", 8, "Drama"), call("one", 9, "War")};
    calls[1].query = STR("something else");
    replay("", "", calls, 3);
    assert_counts(3, 1, 0, 2, 0);
    ck_assert_uint_eq(unmatched.count, 2);
    ck_assert(
        str_equal(unmatched.items[0].reason, STR("call \"t\": there is no gold case \"gone\"")));
    ck_assert(str_equal(unmatched.items[1].reason, STR("call \"t\": no gold case has its query")));
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(more_lost_calls_than_are_kept_are_all_counted)
{
    open_fixture();
    struct trace calls[FINDINGS_KEPT + 5];
    for (size_t i = 0; i < FINDINGS_KEPT + 5; i++)
        calls[i] = call("gone", 7, "War");
    replay("", "", calls, FINDINGS_KEPT + 5);
    ck_assert_uint_eq(counts.unmatched, FINDINGS_KEPT + 5);
    ck_assert_uint_eq(unmatched.count, FINDINGS_KEPT + 5);
    vocabulary_fixture_close(fixture);
}
END_TEST

#define MANY 300

START_TEST(readings_do_not_depend_on_the_number_of_threads)
{
    const struct clock clock = clock_start(0, true);
    const struct replay_filter any = {STR_NONE, STR_NONE, STR_NONE};
    struct gold_case cases[MANY] = {0};
    struct gold_set many = {.items = cases, .count = MANY};
    struct interpreter read[2];
    struct pool *pool;
    ck_assert(pool_open(3, &pool, NULL));
    fixture = vocabulary_fixture_open();
    unmatched = findings_init(fixture->arena);
    for (size_t i = 0; i < MANY; i++)
        cases[i].id = str_from(arena_printf(fixture->arena, "case %zu", i));
    for (int run = 0; run < 2; run++) {
        struct replay *all = replay_open(&many, &any, fixture->arena);
        for (size_t i = 0; i < MANY; i++) {
            struct trace one = call(cases[i].id.data, (int64_t)i, i % 2 == 0 ? "Comedy" : "none");
            replay_add(all, &one, fixture->scratch);
        }
        read[run] = replay_finish(all, &fixture->vocabulary, &clock, run == 0 ? NULL : pool,
                                  &counts, &unmatched, fixture->scratch);
        ck_assert_uint_eq(counts.used, MANY);
    }
    pool_close(pool);
    for (size_t i = 0; i < MANY; i++) {
        ck_assert_int_eq(read[0].readings[i].status, read[1].readings[i].status);
        ck_assert_uint_eq(read[0].readings[i].slots.genres, read[1].readings[i].slots.genres);
        ck_assert(str_equal(read[0].readings[i].raw, read[1].readings[i].raw));
        ck_assert(str_equal(read[0].readings[i].reason, read[1].readings[i].reason));
    }
    vocabulary_fixture_close(fixture);
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "replay", a_call_answers_the_case_of_its_id_or_else_of_its_query,
        a_case_without_a_call_is_missing, a_failed_call_fails_and_a_bad_answer_is_unparseable,
        of_several_calls_the_latest_counts_in_whatever_order_they_come,
        repeats_are_readings_of_their_own_in_the_order_of_their_numbers,
        changed_queries_are_variants_and_a_live_variant_is_the_products,
        a_repeat_beyond_all_sense_is_not_kept, spans_are_kept_and_the_reading_is_added_to_them,
        calls_of_another_model_or_prompt_are_others,
        where_none_is_named_the_newest_interpreter_is_replayed,
        of_equally_new_interpreters_the_first_by_name_is_replayed,
        a_call_without_a_case_is_counted_and_named, more_lost_calls_than_are_kept_are_all_counted,
        readings_do_not_depend_on_the_number_of_threads);
}
