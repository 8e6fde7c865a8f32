#include "report/summary_calls.h"

#include <math.h>

#include "suite.h"

static struct arena *arena;

static void open_all(void)
{
    arena = arena_open("test", 1 << 24);
}

static void close_all(void)
{
    arena_close(arena);
}

static const char *text_of(const struct reading *reading, bool pass)
{
    const struct case_score score = {.scored = true, .pass = pass};
    struct json *node = json_object();
    summary_calls_put(node, reading, &score, arena);
    struct str text = json_write_line(arena, node);
    json_free(node);
    return text.data;
}

START_TEST(a_call_is_told_from_the_prompt_to_the_verdict)
{
    struct span spans[] = {
        {STR("render"), STR_NONE, 0, 0.5, STR_NONE},
        {STR("request"), STR("chat"), 0.5, NAN, STR("{\"status\":200}")},
    };
    struct reading reading = reading_none();
    reading.cost = 0.25;
    reading.call = (struct call){.trace_id = STR("t"),
                                 .ts_ms = 1000,
                                 .attempts = 2,
                                 .cached = true,
                                 .spans = spans,
                                 .span_count = 2};
    ck_assert_str_eq(
        text_of(&reading, false),
        "{\"cost\":0.25,\"call\":{\"trace_id\":\"t\",\"ts\":\"1970-01-01T00:00:01Z\",\"attempts\":"
        "2,"
        "\"cached\":true,\"tokens_estimated\":false,\"spans\":["
        "{\"name\":\"render\",\"parent\":null,\"start_ms\":0,\"duration_ms\":0.5,"
        "\"attributes\":null},"
        "{\"name\":\"request\",\"parent\":\"chat\",\"start_ms\":0.5,\"duration_ms\":null,"
        "\"attributes\":\"{\\\"status\\\":200}\"},"
        "{\"name\":\"score\",\"parent\":null,\"start_ms\":null,\"duration_ms\":null,"
        "\"attributes\":\"{\\\"pass\\\":false}\"}]}}");
}
END_TEST

START_TEST(what_is_not_known_of_a_call_is_not_told)
{
    struct reading reading = reading_none();
    reading.call = (struct call){.trace_id = STR("t"), .ts_ms = 1000};
    ck_assert_str_eq(text_of(&reading, true), "{}");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_all, close_all, "summary_calls",
                            a_call_is_told_from_the_prompt_to_the_verdict,
                            what_is_not_known_of_a_call_is_not_told);
}
