#include "model/trace.h"

#include <math.h>

#include "base/json_compact.h"
#include "suite.h"

static struct arena *arena;
static struct json_reader *reader;

static void open_all(void)
{
    arena = arena_open("test", 1 << 24);
    reader = json_reader_open(1 << 20);
}

static void close_all(void)
{
    json_reader_close(reader);
    arena_close(arena);
}

static struct json_reader_value parse(struct str text)
{
    struct json_reader_value value;
    const char *reason;
    ck_assert(json_reader_parse(reader, text, &value, &reason));
    return value;
}

static struct str line_of(const struct trace *trace)
{
    struct json *object = json_object();
    trace_put(object, trace);
    struct str line = json_write_line(arena, object);
    json_free(object);
    return line;
}

START_TEST(what_is_written_is_read_back)
{
    struct span spans[] = {
        {STR("render"), STR_NONE, 0, 0.25, STR_NONE},
        {STR("request"), STR("chat"), 0.25, NAN, STR("{\"attempts\":2,\"status\":200}")},
    };
    struct trace trace = {
        .trace_id = STR("t-1"),
        .ts_ms = 1789948800123,
        .interpreter = STR("a/b"),
        .case_id = STR("case"),
        .query = STR("a \"funny\" film\n"),
        .model = STR("m"),
        .prompt = STR("p@1"),
        .params = STR("{\"temperature\":0.7}"),
        .variant = STR("typo"),
        .repeat = 2,
        .output = STR("{\"genres\":[]}"),
        .error = STR("HTTP 429"),
        .failure = STR("rate_limited"),
        .latency_ms = 12.5,
        .input_tokens = 7,
        .output_tokens = 0,
        .call = {.attempts = 3, .tokens_estimated = true, .spans = spans, .span_count = 2},
    };
    struct str line = line_of(&trace);
    struct trace back;
    ck_assert(trace_read(parse(line), arena, &back));
    ck_assert(str_equal(line_of(&back), line));
    ck_assert(str_equal(back.query, trace.query));
    ck_assert(str_equal(back.params, trace.params));
    ck_assert(str_equal(back.failure, trace.failure));
    ck_assert(!back.live);
    ck_assert_int_eq(back.output_tokens, 0);
    ck_assert_uint_eq(back.call.attempts, 3);
    ck_assert_uint_eq(back.call.span_count, 2);
    ck_assert(isnan(back.call.spans[1].duration_ms));
    ck_assert(str_equal(back.call.spans[1].attributes, spans[1].attributes));
}
END_TEST

START_TEST(what_is_unknown_is_left_out)
{
    struct trace trace = {.ts_ms = 5,
                          .query = STR("q"),
                          .model = STR("m"),
                          .live = true,
                          .latency_ms = NAN,
                          .input_tokens = -1,
                          .output_tokens = -1};
    struct str line = line_of(&trace);
    ck_assert(str_equal(line, STR("{\"ts\":5,\"query\":\"q\",\"model\":\"m\",\"source\":\"live\","
                                  "\"repeat\":0,\"output\":\"\"}")));
    struct trace back;
    ck_assert(trace_read(parse(line), arena, &back));
    ck_assert(isnan(back.latency_ms));
    ck_assert_int_eq(back.input_tokens, -1);
    ck_assert(back.live);
}
END_TEST

START_TEST(a_field_of_another_type_counts_as_absent)
{
    struct trace back;
    ck_assert(
        trace_read(parse(STR("{\"ts\":1,\"query\":\"q\",\"model\":\"m\",\"prompt\":3,"
                             "\"repeat\":-4,\"latency_ms\":\"x\",\"params\":[1],"
                             "\"attempts\":-1,\"spans\":[1,{\"name\":5},{\"attributes\":7}]}")),
                   arena, &back));
    ck_assert_uint_eq(back.prompt.size, 0);
    ck_assert_int_eq(back.repeat, 0);
    ck_assert(isnan(back.latency_ms));
    ck_assert_uint_eq(back.params.size, 0);
    ck_assert_uint_eq(back.call.attempts, 0);
    ck_assert_uint_eq(back.call.span_count, 2);
    ck_assert_uint_eq(back.call.spans[0].name.size, 0);
    ck_assert_uint_eq(back.call.spans[1].attributes.size, 0);
    ck_assert(!trace_read(parse(STR("{\"query\":\"q\",\"model\":\"m\"}")), arena, &back));
    ck_assert(!trace_read(parse(STR("[]")), arena, &back));
}
END_TEST

START_TEST(no_more_spans_are_kept_than_a_page_can_show)
{
    struct strbuf text = strbuf_init(arena, 1 << 20);
    strbuf_add(&text, STR("{\"spans\":[{}"));
    for (int i = 0; i < 2 * CALL_SPANS_MAX; i++)
        strbuf_add(&text, STR(",{}"));
    strbuf_add(&text, STR("]}"));
    struct call call = {0};
    call_read(parse(strbuf_str(&text)), arena, &call);
    ck_assert_uint_eq(call.span_count, CALL_SPANS_MAX);
    struct call copy = call_copy(&call, arena);
    ck_assert_uint_eq(copy.span_count, CALL_SPANS_MAX);
    ck_assert_ptr_ne(copy.spans, call.spans);
}
END_TEST

START_TEST(equal_values_are_equal_texts)
{
    struct str a = json_compact(parse(STR("{ \"b\" : [1, 0.7, true, null], \"a\":\"x\\ny\" }")),
                                1 << 10, arena);
    ck_assert(str_equal(a, STR("{\"a\":\"x\\u000ay\",\"b\":[1,0.7,true,null]}")));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_all, close_all, "trace", what_is_written_is_read_back,
                            what_is_unknown_is_left_out, a_field_of_another_type_counts_as_absent,
                            no_more_spans_are_kept_than_a_page_can_show,
                            equal_values_are_equal_texts);
}
