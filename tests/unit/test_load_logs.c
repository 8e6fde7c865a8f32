#include "load/feedback_file.h"
#include "load/traces_file.h"

#include <math.h>

#include "load/recent.h"
#include "loading.h"
#include "suite.h"

#define DAY_MS INT64_C(86400000)

/* Copies of what the visitors got. */
static struct {
    struct feedback_event items[16];
    size_t count;
} events;
static struct {
    struct trace items[16];
    size_t count;
} traces;

static void open_all(void)
{
    loading_open();
    events.count = traces.count = 0;
}

static bool keep_event(void *context, const struct feedback_event *event, struct error *err)
{
    (void)context;
    (void)err;
    events.items[events.count] = *event;
    events.items[events.count++].comment = str_copy(loading.arena, event->comment);
    return true;
}

static bool keep_trace(void *context, const struct trace *trace, struct error *err)
{
    (void)context;
    (void)err;
    struct trace *copy = &traces.items[traces.count++];
    *copy = *trace;
    copy->query = str_copy(loading.arena, trace->query);
    copy->output = str_copy(loading.arena, trace->output);
    copy->params = str_copy(loading.arena, trace->params);
    return true;
}

static void read_feedback(const char *text)
{
    struct error err = {0};
    struct source_list list = loading_file(SOURCE_FEEDBACK, "feedback.jsonl", str_from(text));
    ck_assert_msg(feedback_file_read(&loading.loader, &list, 7 * DAY_MS, keep_event, NULL, &err),
                  "%s", err.text);
}

static void read_traces(const char *text)
{
    struct error err = {0};
    struct source_list list = loading_file(SOURCE_TRACES, "traces.jsonl", str_from(text));
    ck_assert_msg(traces_file_read(&loading.loader, &list, keep_trace, NULL, &err), "%s", err.text);
}

#define SWIPE(more) "{\"ts\":1790000000,\"user_id\":\"7\",\"movie_id\":\"alien-1979\"," more "}\n"

START_TEST(a_swipe_arrives_with_pseudonym_and_film)
{
    read_feedback(SWIPE("\"action\":\"like\",\"position\":3"));
    ck_assert_uint_eq(events.count, 1);
    ck_assert_int_eq(events.items[0].action, SWIPE_LIKE);
    ck_assert_uint_eq(events.items[0].film, 0);
    ck_assert_int_eq(events.items[0].position, 3);
    ck_assert_int_eq(events.items[0].ts_ms, INT64_C(1790000000000));
    ck_assert_uint_eq(events.items[0].user, pseudonym_number(&loading.key, STR("7")));
}
END_TEST

START_TEST(an_id_may_be_a_number)
{
    read_feedback("{\"ts\":1790000000,\"user_id\":7,\"movie_id\":42,\"action\":\"skip\"}\n");
    ck_assert_uint_eq(events.items[0].user, pseudonym_number(&loading.key, STR("7")));
    ck_assert_uint_eq(events.items[0].film, FILM_NONE);
    ck_assert_str_eq(loading_finding(&loading_account()->notes, 0),
                     "feedback.jsonl:1: the catalogue has no film \"42\"");
}
END_TEST

START_TEST(the_same_event_counts_once)
{
    read_feedback(SWIPE("\"action\":\"like\"") SWIPE("\"action\":\"like\"")
                      SWIPE("\"action\":\"skip\"") SWIPE("\"action\":\"like\",\"event_id\":\"e1\"")
                          SWIPE("\"action\":\"skip\",\"event_id\":\"e1\""));
    ck_assert_uint_eq(events.count, 3);
    ck_assert_uint_eq(loading_account()->duplicate, 2);
    ck_assert_uint_eq(loading_account()->read, 5);
}
END_TEST

START_TEST(comments_are_masked)
{
    read_feedback("{\"kind\":\"comment\",\"ts\":\"2026-11-20T03:00:00Z\",\"user_id\":\"7\","
                  "\"type\":\"bug\",\"description\":\"write to ana@example.com\"}\n");
    ck_assert_int_eq(events.items[0].kind, FEEDBACK_COMMENT);
    ck_assert(str_equal(events.items[0].comment, STR("write to [email]")));
    ck_assert_uint_eq(loading.masked.found[REDACT_EMAIL], 1);
}
END_TEST

START_TEST(every_bad_event_is_rejected_with_its_reason)
{
    static const struct {
        const char *line;
        const char *message;
    } BAD[] = {
        {"[]\n", "feedback.jsonl:1: not a JSON object"},
        {"{\"user_id\":\"7\"}\n", "feedback.jsonl:1: \"ts\" is missing"},
        {"{\"ts\":\"soon\",\"user_id\":\"7\"}\n",
         "feedback.jsonl:1: \"ts\" is no time (RFC 3339, or seconds or milliseconds since 1970)"},
        {"{\"ts\":1,\"user_id\":null}\n", "feedback.jsonl:1: \"user_id\" is missing"},
        {"{\"ts\":1,\"user_id\":true}\n", "feedback.jsonl:1: \"user_id\" is not a string"},
        {"{\"ts\":1,\"user_id\":\"\"}\n", "feedback.jsonl:1: \"user_id\" is empty"},
        {SWIPE("\"action\":\"love\""),
         "feedback.jsonl:1: \"action\" is neither like, dislike nor skip"},
        {SWIPE("\"action\":\"like\",\"position\":1.5"),
         "feedback.jsonl:1: \"position\" is not a whole number"},
        {SWIPE("\"action\":\"like\",\"position\":-1"),
         "feedback.jsonl:1: \"position\" is negative"},
        {SWIPE("\"kind\":\"wink\",\"action\":\"like\""),
         "feedback.jsonl:1: \"kind\" is neither swipe nor comment"},
        {"{\"kind\":\"comment\",\"ts\":1,\"user_id\":\"7\",\"type\":\"bug\"}\n",
         "feedback.jsonl:1: \"description\" is missing"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        read_feedback(BAD[i].line);
        ck_assert_uint_eq(loading_account()->rejected, 1);
        ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0), BAD[i].message);
    }
    ck_assert_uint_eq(events.count, 0);
}
END_TEST

START_TEST(a_window_forgets_what_is_older)
{
    struct recent *recent = recent_open(10);
    ck_assert(!recent_seen(recent, 1, 100));
    ck_assert(recent_seen(recent, 1, 110));
    ck_assert(!recent_seen(recent, 1, 111));
    ck_assert(recent_seen(recent, 1, 112));
    for (uint64_t i = 2; i < 100000; i++)
        ck_assert(!recent_seen(recent, i, (int64_t)(111 + i)));
    ck_assert(recent_seen(recent, 99999, 111 + 99999));
    ck_assert(!recent_seen(recent, 5, 111 + 99999));
    recent_close(recent);
}
END_TEST

#define CALL(more) "{\"ts\":1790000000,\"query\":\"q\",\"model\":\"m\"" more "}\n"

START_TEST(a_call_arrives_masked_and_with_unknowns)
{
    read_traces(
        "{\"trace_id\":\"t1\",\"ts\":1790000000,\"query\":\"mail ana@example.com\","
        "\"model\":\"m\",\"output\":\"to ana@example.com\",\"params\":{\"b\":1,\"a\":\"x\"}}"
        "\n");
    ck_assert(str_equal(traces.items[0].query, STR("mail [email]")));
    ck_assert(str_equal(traces.items[0].output, STR("to [email]")));
    ck_assert(str_equal(traces.items[0].params, STR("{\"a\":\"x\",\"b\":1}")));
    ck_assert(traces.items[0].live);
    ck_assert(isnan(traces.items[0].latency_ms));
    ck_assert_int_eq(traces.items[0].input_tokens, -1);
}
END_TEST

START_TEST(params_are_one_text_whatever_their_order)
{
    static const char *const PARAMS[] = {
        "{\"t\":0.5,\"stop\":[\"\\\"\",\"\\n\"],\"deep\":{\"b\":null,\"a\":true}}",
        "{ \"deep\": {\"a\":true, \"b\":null}, \"stop\":[\"\\u0022\",\"\\u000a\"], \"t\":5e-1 }",
    };
    for (size_t i = 0; i < 2; i++) {
        read_traces(arena_printf(loading.arena, CALL(",\"output\":\"\",\"params\":%s"), PARAMS[i]));
        ck_assert(str_equal(traces.items[i].params,
                            STR("{\"deep\":{\"a\":true,\"b\":null},\"stop\":[\"\\\"\",\"\\u000a\"],"
                                "\"t\":0.5}")));
    }
}
END_TEST

START_TEST(a_trace_id_counts_once)
{
    read_traces(CALL(",\"output\":\"\",\"trace_id\":\"a\"") CALL(
        ",\"output\":\"\",\"trace_id\":\"a\"") CALL(",\"output\":\"\"") CALL(",\"output\":\"\""));
    ck_assert_uint_eq(traces.count, 3);
    ck_assert_uint_eq(loading_account()->duplicate, 1);
}
END_TEST

START_TEST(every_bad_call_is_rejected_with_its_reason)
{
    static const struct {
        const char *line;
        const char *message;
    } BAD[] = {
        {CALL(""), "traces.jsonl:1: there is neither an \"output\" nor an \"error\""},
        {CALL(",\"output\":7"), "traces.jsonl:1: \"output\" is not a string"},
        {CALL(",\"output\":\"\",\"source\":\"dead\""),
         "traces.jsonl:1: \"source\" is neither live nor eval"},
        {CALL(",\"output\":\"\",\"latency_ms\":-1"), "traces.jsonl:1: \"latency_ms\" is negative"},
        {CALL(",\"output\":\"\",\"latency_ms\":\"fast\""),
         "traces.jsonl:1: \"latency_ms\" is not a number"},
        {CALL(",\"output\":\"\",\"input_tokens\":-7"),
         "traces.jsonl:1: a number of tokens is negative"},
        {CALL(",\"output\":\"\",\"params\":[]"), "traces.jsonl:1: \"params\" is not an object"},
        {"{\"ts\":1,\"query\":\" \",\"model\":\"m\",\"output\":\"\"}\n",
         "traces.jsonl:1: \"query\" is empty"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        read_traces(BAD[i].line);
        ck_assert_uint_eq(loading_account()->rejected, 1);
        ck_assert_str_eq(loading_finding(&loading_account()->rejects, 0), BAD[i].message);
    }
}
END_TEST

static bool refuse(void *context, const struct trace *trace, struct error *err)
{
    (void)context;
    (void)trace;
    return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "enough");
}

START_TEST(a_visitor_may_end_the_reading)
{
    struct error err = {0};
    struct source_list list =
        loading_file(SOURCE_TRACES, "t.jsonl", str_from(CALL(",\"output\":\"\"")));
    ck_assert(!traces_file_read(&loading.loader, &list, refuse, NULL, &err));
    ck_assert_str_eq(err.text, "enough");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, loading_close, "load_logs", a_swipe_arrives_with_pseudonym_and_film,
        an_id_may_be_a_number, the_same_event_counts_once, comments_are_masked,
        every_bad_event_is_rejected_with_its_reason, a_window_forgets_what_is_older,
        a_call_arrives_masked_and_with_unknowns, params_are_one_text_whatever_their_order,
        a_trace_id_counts_once, every_bad_call_is_rejected_with_its_reason,
        a_visitor_may_end_the_reading);
}
