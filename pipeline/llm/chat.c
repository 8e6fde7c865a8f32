#include "llm/chat.h"

#include <math.h>

#include "base/json.h"
#include "base/unicode.h"
#include "model/reading.h"

const char *chat_failure_name(enum chat_failure failure)
{
    static const char *const NAMES[] = {
        [CHAT_OK] = "",
        [CHAT_TIMEOUT] = "timeout",
        [CHAT_UNREACHABLE] = "unreachable",
        [CHAT_TLS] = "tls",
        [CHAT_RATE_LIMITED] = "rate_limited",
        [CHAT_SERVER] = "server",
        [CHAT_REFUSED] = "refused",
        [CHAT_MALFORMED] = "malformed",
        [CHAT_TOO_LARGE] = "too_large",
        [CHAT_NOT_ASKED] = "not_asked",
    };
    return NAMES[failure];
}

/* ── the request ── */

static void put_format(struct json *body, const struct prompt_settings *settings)
{
    if (settings->format == PROMPT_FORMAT_TEXT)
        return;
    struct json *format = json_put_object(body, "response_format");
    if (settings->format == PROMPT_FORMAT_JSON) {
        json_put_text(format, "type", "json_object");
        return;
    }
    json_put_text(format, "type", "json_schema");
    struct json *schema = json_put_object(format, "json_schema");
    json_put_text(schema, "name", "answer");
    json_put_bool(schema, "strict", true);
    json_put_document(schema, "schema", settings->schema);
}

struct str chat_body(const struct chat_request *request, struct arena *arena)
{
    const struct prompt_settings *settings = request->settings;
    struct json *body = json_object();
    json_put_string(body, "model", request->model);
    struct json *messages = json_put_array(body, "messages");
    for (size_t i = 0; i < request->message_count; i++) {
        struct json *message = json_append_object(messages);
        json_put_text(message, "role", request->messages[i].role);
        json_put_string(message, "content", request->messages[i].content);
    }
    if (!isnan(settings->temperature))
        json_put_number(body, "temperature", settings->temperature);
    if (!isnan(settings->top_p))
        json_put_number(body, "top_p", settings->top_p);
    if (settings->max_tokens != 0)
        json_put_count(body, "max_tokens", settings->max_tokens);
    if (settings->seeded)
        json_put_number(body, "seed", (double)settings->seed);
    put_format(body, settings);
    struct str text = json_write_line(arena, body);
    json_free(body);
    return text;
}

/* ── the response ── */

static struct str field_text(struct json_reader_value object, const char *key)
{
    struct str text = STR_NONE;
    json_reader_string(json_reader_field(object, key), &text);
    return text;
}

static enum json_reader_type field_type(struct json_reader_value object, const char *key)
{
    return json_reader_type(json_reader_field(object, key));
}

static struct json_reader_value first_of(struct json_reader_value array)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value first = {0};
    if (json_reader_type(array) == JSON_READER_ARRAY)
        json_reader_walk(array, &cursor, NULL, &first);
    return first;
}

/* The text parts, one behind the other; others (images, thoughts) are left out. */
static struct str join_parts(struct json_reader_value parts, struct arena *arena)
{
    struct strbuf joined = strbuf_init(arena, SIZE_MAX);
    struct json_reader_cursor cursor = {0};
    struct json_reader_value part;
    while (json_reader_walk(parts, &cursor, NULL, &part)) {
        struct str type = field_text(part, "type");
        if (str_equal(type, STR("text")) || str_equal(type, STR("output_text")))
            strbuf_add(&joined, field_text(part, "text"));
    }
    return strbuf_str(&joined);
}

/* Sets the text; false when the message has none in any form that is known. */
static bool read_message(struct json_reader_value message, struct arena *arena,
                         struct chat_reply *reply)
{
    struct str refusal = field_text(message, "refusal");
    enum json_reader_type type = field_type(message, "content");
    if (type == JSON_READER_STRING) {
        reply->text = str_copy(arena, field_text(message, "content"));
    } else if (type == JSON_READER_ARRAY) {
        reply->text = join_parts(json_reader_field(message, "content"), arena);
    } else if (refusal.size != 0) {
        reply->text = str_copy(arena, refusal);
        reply->finish_reason = STR("refusal");
    } else {
        return type == JSON_READER_NULL;
    }
    return true;
}

static int64_t read_tokens(struct json_reader_value usage, const char *key)
{
    int64_t tokens = TOKENS_UNKNOWN;
    json_reader_int64(json_reader_field(usage, key), &tokens);
    return tokens >= 0 ? tokens : TOKENS_UNKNOWN;
}

/* {"error":{"message":…}} of OpenAI, {"error":…} of Ollama, {"message":…} of vLLM, {"detail":…} of
 * FastAPI. */
static struct str find_complaint(struct json_reader_value root)
{
    static const char *const KEYS[] = {"error", "message", "detail"};
    struct str text = field_text(json_reader_field(root, "error"), "message");
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS && text.size == 0; i++)
        text = field_text(root, KEYS[i]);
    return text;
}

static struct str complaint_of(struct json_reader_value root, struct arena *arena)
{
    struct str text = str_cut(str_trim(find_complaint(root)), CHAT_COMPLAINT_MAX);
    char *line = arena_copy(arena, text.data, text.size);
    for (size_t i = 0; i < text.size; i++) {
        if (line[i] == '\n' || line[i] == '\r' || line[i] == '\t')
            line[i] = ' ';
    }
    return str_cut(unicode_displayable(arena, (struct str){line, text.size}), CHAT_COMPLAINT_MAX);
}

struct str chat_complaint(struct json_reader *reader, struct str body, struct arena *arena)
{
    struct json_reader_value root;
    const char *reason;
    return json_reader_parse(reader, body, &root, &reason) ? complaint_of(root, arena) : STR_NONE;
}

/* Reads a valid document; NULL, or what is wrong with it. */
static const char *read_root(struct json_reader_value root, struct arena *arena,
                             struct chat_reply *reply)
{
    struct json_reader_value choice = first_of(json_reader_field(root, "choices"));
    struct json_reader_value message = json_reader_field(choice, "message");
    if (json_reader_type(choice) != JSON_READER_OBJECT) {
        struct str complaint = complaint_of(root, arena);
        return complaint.size == 0 ? "it has no choices"
                                   : arena_printf(arena, "it says \"%.*s\"", STR_ARG(complaint));
    }
    if (json_reader_type(message) != JSON_READER_OBJECT)
        return "its first choice has no message";
    reply->finish_reason = str_copy(arena, field_text(choice, "finish_reason"));
    if (!read_message(message, arena, reply))
        return "its message has no content";
    struct json_reader_value usage = json_reader_field(root, "usage");
    reply->input_tokens = read_tokens(usage, "prompt_tokens");
    reply->output_tokens = read_tokens(usage, "completion_tokens");
    return NULL;
}

void chat_read(struct json_reader *reader, struct str body, struct arena *arena,
               struct chat_reply *reply)
{
    struct json_reader_value root;
    const char *reason;
    reply->text = reply->error = reply->finish_reason = STR_NONE;
    reply->input_tokens = reply->output_tokens = TOKENS_UNKNOWN;
    const char *wrong = json_reader_parse(reader, body, &root, &reason)
                            ? read_root(root, arena, reply)
                            : arena_printf(arena, "it is no JSON (%s)", reason);
    reply->failure = wrong == NULL ? CHAT_OK : CHAT_MALFORMED;
    if (wrong != NULL)
        reply->error =
            str_from(arena_printf(arena, "the response is no chat completion: %s", wrong));
}

int64_t chat_estimate_tokens(struct str text)
{
    int64_t ascii = 0;
    int64_t letters = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        ascii += byte < 0x80;
        letters += byte >= 0xC0; /* a character's first byte */
    }
    return (ascii + 2 * letters + 3) / 4;
}
