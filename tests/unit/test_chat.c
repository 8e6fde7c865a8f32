#include "llm/chat.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "model/reading.h"
#include "suite.h"

#define ROOM ((size_t)1 << 20)

static struct arena *arena;
static struct json_reader *reader;

static void open_all(void)
{
    arena = arena_open("test", ROOM);
    reader = json_reader_open(ROOM);
}

static void close_all(void)
{
    json_reader_close(reader);
    arena_close(arena);
}

static struct chat_reply read_body(const char *body)
{
    struct chat_reply reply = {0};
    chat_read(reader, str_from(body), arena, &reply);
    return reply;
}

static const struct prompt_settings PLAIN = {.temperature = NAN, .top_p = NAN};

static struct str body_of(const struct prompt_settings *settings)
{
    const struct chat_message messages[] = {{"system", STR("You read \"queries\".")},
                                            {"user", STR("ünë\nline")}};
    const struct chat_request request = {STR("a-model"), messages, 2, settings};
    return chat_body(&request, arena);
}

#define MESSAGES                                                                                   \
    "\"messages\":[{\"role\":\"system\",\"content\":\"You read \\\"queries\\\".\"},"               \
    "{\"role\":\"user\",\"content\":\"ünë\\nline\"}]"

START_TEST(what_the_settings_leave_to_the_server_is_not_mentioned)
{
    ck_assert_str_eq(body_of(&PLAIN).data, "{\"model\":\"a-model\"," MESSAGES "}");
}
END_TEST

START_TEST(every_setting_is_sent)
{
    const struct prompt_settings settings = {.temperature = 0.2,
                                             .top_p = 0.9,
                                             .max_tokens = 256,
                                             .seeded = true,
                                             .seed = -7,
                                             .format = PROMPT_FORMAT_JSON};
    ck_assert_str_eq(body_of(&settings).data,
                     "{\"model\":\"a-model\"," MESSAGES
                     ",\"temperature\":0.2,\"top_p\":0.9,\"max_tokens\":256,\"seed\":-7,"
                     "\"response_format\":{\"type\":\"json_object\"}}");
}
END_TEST

START_TEST(a_temperature_and_a_seed_of_zero_are_sent)
{
    const struct prompt_settings settings = {.temperature = 0, .top_p = NAN, .seeded = true};
    ck_assert_str_eq(body_of(&settings).data,
                     "{\"model\":\"a-model\"," MESSAGES ",\"temperature\":0,\"seed\":0}");
}
END_TEST

START_TEST(a_schema_is_sent_as_a_strict_one)
{
    struct prompt_settings settings = PLAIN;
    settings.format = PROMPT_FORMAT_SCHEMA;
    settings.schema = STR("{\"type\": \"object\"}");
    ck_assert_str_eq(body_of(&settings).data,
                     "{\"model\":\"a-model\"," MESSAGES
                     ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                     "{\"name\":\"answer\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}}");
}
END_TEST

START_TEST(a_completion_is_text_tokens_and_why_it_ended)
{
    struct chat_reply reply = read_body(
        "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
        "\"{\\\"genres\\\":[]}\",\"reasoning_content\":\"hm\"},\"finish_reason\":\"stop\"},"
        "{\"message\":{\"content\":\"another\"}}],"
        "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15}}");
    ck_assert_int_eq(reply.failure, CHAT_OK);
    ck_assert_str_eq(reply.text.data, "{\"genres\":[]}");
    ck_assert_str_eq(reply.finish_reason.data, "stop");
    ck_assert_uint_eq(reply.error.size, 0);
    ck_assert_int_eq(reply.input_tokens, 12);
    ck_assert_int_eq(reply.output_tokens, 3);
}
END_TEST

START_TEST(content_comes_in_many_forms)
{
    static const struct {
        const char *message;
        const char *text;
        const char *finish_reason;
    } rows[] = {
        {"{\"content\":\"\"}", "", "length"},
        {"{\"content\":null}", "", "length"},
        {"{\"content\":null,\"reasoning_content\":\"still thinking\"}", "", "length"},
        {"{\"content\":null,\"refusal\":\"I cannot\"}", "I cannot", "refusal"},
        {"{\"refusal\":\"I cannot\"}", "I cannot", "refusal"},
        {"{\"content\":\"but\",\"refusal\":null}", "but", "length"},
        {"{\"content\":[]}", "", "length"},
        {"{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"text\":\"no\"}"
         ","
         "{\"type\":\"output_text\",\"text\":\"b\"},7,{\"type\":\"text\"}]}",
         "ab", "length"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct chat_reply reply = read_body(
            arena_printf(arena, "{\"choices\":[{\"message\":%s,\"finish_reason\":\"length\"}]}",
                         rows[i].message));
        ck_assert_msg(reply.failure == CHAT_OK, "%s", rows[i].message);
        ck_assert_msg(str_equal(reply.text, str_from(rows[i].text)), "%s", rows[i].message);
        ck_assert_msg(str_equal(reply.finish_reason, str_from(rows[i].finish_reason)), "%s",
                      rows[i].message);
    }
}
END_TEST

START_TEST(what_is_no_completion_says_why)
{
    static const struct {
        const char *body;
        const char *wrong;
    } rows[] = {
        {"", "it is no JSON (empty document)"},
        {"<html>", "it is no JSON (expected a value)"},
        {"{\"choices\":[{\"message\":{\"content\":\"cut o", "it is no JSON (unclosed string)"},
        {"[]", "it has no choices"},
        {"{}", "it has no choices"},
        {"{\"choices\":[]}", "it has no choices"},
        {"{\"choices\":{\"message\":{}}}", "it has no choices"},
        {"{\"choices\":[7]}", "it has no choices"},
        {"{\"error\":{\"message\":\"out of\\nmemory\"}}", "it says \"out of memory\""},
        {"{\"choices\":[{\"text\":\"old\"}]}", "its first choice has no message"},
        {"{\"choices\":[{\"message\":{}}]}", "its message has no content"},
        {"{\"choices\":[{\"message\":{\"content\":7}}]}", "its message has no content"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct chat_reply reply = read_body(rows[i].body);
        ck_assert_int_eq(reply.failure, CHAT_MALFORMED);
        ck_assert_str_eq(
            reply.error.data,
            arena_printf(arena, "the response is no chat completion: %s", rows[i].wrong));
        ck_assert_uint_eq(reply.text.size, 0);
    }
}
END_TEST

START_TEST(tokens_that_are_not_said_are_unknown)
{
    static const char *const USAGES[] = {
        "null",
        "{}",
        "{\"prompt_tokens\":null,\"completion_tokens\":\"3\"}",
        "{\"prompt_tokens\":-1,\"completion_tokens\":2.5}",
        "[]",
    };
    for (size_t i = 0; i < sizeof USAGES / sizeof *USAGES; i++) {
        struct chat_reply reply = read_body(arena_printf(
            arena, "{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"usage\":%s}", USAGES[i]));
        ck_assert_int_eq(reply.failure, CHAT_OK);
        ck_assert_msg(reply.input_tokens == TOKENS_UNKNOWN, "%s", USAGES[i]);
        ck_assert_msg(reply.output_tokens == TOKENS_UNKNOWN, "%s", USAGES[i]);
        ck_assert_uint_eq(reply.finish_reason.size, 0);
    }
}
END_TEST

START_TEST(a_server_complains_in_one_of_four_ways)
{
    static const struct {
        const char *body;
        const char *complaint;
    } rows[] = {
        {"{\"error\":{\"message\":\" no such model \",\"code\":404}}", "no such model"},
        {"{\"error\":\"model 'x' not found\"}", "model 'x' not found"},
        {"{\"object\":\"error\",\"message\":\"too long\"}", "too long"},
        {"{\"detail\":\"Not Found\"}", "Not Found"},
        {"{\"detail\":[{\"loc\":[]}]}", ""},
        {"{\"error\":{\"message\":\"a\\tb\\r\\nc\\u001b[31m\\u202e\"}}", "a b  c\uFFFD[31m\uFFFD"},
        {"gateway", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str complaint = chat_complaint(reader, str_from(rows[i].body), arena);
        ck_assert_msg(str_equal(complaint, str_from(rows[i].complaint)), "%s", rows[i].body);
    }
}
END_TEST

START_TEST(a_long_complaint_is_cut)
{
    struct strbuf body = strbuf_init(arena, ROOM);
    strbuf_add(&body, STR("{\"error\":\""));
    for (int i = 0; i < 200; i++)
        strbuf_add(&body, STR("öö"));
    strbuf_add(&body, STR("\"}"));
    ck_assert_uint_eq(chat_complaint(reader, strbuf_str(&body), arena).size, CHAT_COMPLAINT_MAX);
}
END_TEST

START_TEST(tokens_are_estimated_by_letters)
{
    static const struct {
        const char *text;
        int64_t tokens;
    } rows[] = {
        {"", 0},     {"a", 1},    {"four", 1},   {"fives", 2},
        {"über", 2}, {"日本", 1}, {"日本語", 2}, {"a space comedy from the 80s", 7},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(chat_estimate_tokens(str_from(rows[i].text)) == rows[i].tokens, "%s",
                      rows[i].text);
}
END_TEST

START_TEST(every_failure_has_a_name_of_its_own)
{
    for (int i = CHAT_OK; i <= CHAT_NOT_ASKED; i++) {
        for (int j = CHAT_OK; j < i; j++)
            ck_assert_str_ne(chat_failure_name((enum chat_failure)i),
                             chat_failure_name((enum chat_failure)j));
    }
    ck_assert_str_eq(chat_failure_name(CHAT_OK), "");
    ck_assert_str_eq(chat_failure_name(CHAT_RATE_LIMITED), "rate_limited");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, close_all, "chat", what_the_settings_leave_to_the_server_is_not_mentioned,
        every_setting_is_sent, a_temperature_and_a_seed_of_zero_are_sent,
        a_schema_is_sent_as_a_strict_one, a_completion_is_text_tokens_and_why_it_ended,
        content_comes_in_many_forms, what_is_no_completion_says_why,
        tokens_that_are_not_said_are_unknown, a_server_complains_in_one_of_four_ways,
        a_long_complaint_is_cut, tokens_are_estimated_by_letters,
        every_failure_has_a_name_of_its_own);
}
