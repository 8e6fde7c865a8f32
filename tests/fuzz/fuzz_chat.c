/*
 * fuzz_chat.c - whatever a server sends is read: an answer or what is wrong with it, texts that may
 * be stored and shown, and an answer that can be sent again as a question.
 */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/unicode.h"
#include "llm/chat.h"
#include "model/reading.h"

#define ROOM ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct str text)
{
    assert(unicode_invalid_at(text) == text.size);
}

static void check_complaint(struct str complaint)
{
    check_text(complaint);
    assert(complaint.size <= CHAT_COMPLAINT_MAX);
    for (size_t i = 0; i < complaint.size; i++)
        assert((unsigned char)complaint.data[i] >= ' ');
}

/* The text is in the body as it was, but for NUL, which JSON documents here do not carry. */
static void check_body(struct json_reader *reader, struct str text, struct arena *arena)
{
    const struct prompt_settings settings = {.temperature = NAN, .top_p = NAN};
    const struct chat_message message = {"user", text};
    const struct chat_request request = {text, &message, 1, &settings};
    struct json_reader_value root;
    const char *reason;
    assert(json_reader_parse(reader, chat_body(&request, arena), &root, &reason));
    struct str model = STR_NONE;
    assert(json_reader_string(json_reader_field(root, "model"), &model));
    assert(text.size != 0 && memchr(text.data, '\0', text.size) != NULL ? !str_equal(model, text)
                                                                        : str_equal(model, text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_open("fuzz", ROOM);
    struct json_reader *reader = json_reader_open(ROOM);
    struct str body = {(const char *)data, size};
    struct chat_reply reply = {0};

    chat_read(reader, body, arena, &reply);
    assert(reply.failure == CHAT_OK || reply.failure == CHAT_MALFORMED);
    assert((reply.failure == CHAT_OK) == (reply.error.size == 0));
    assert(reply.failure == CHAT_OK || reply.text.size == 0);
    assert(reply.input_tokens >= TOKENS_UNKNOWN && reply.output_tokens >= TOKENS_UNKNOWN);
    check_text(reply.text);
    check_text(reply.error);
    check_text(reply.finish_reason);
    check_complaint(chat_complaint(reader, body, arena));

    int64_t tokens = chat_estimate_tokens(reply.text);
    assert(tokens >= 0 && tokens <= (int64_t)reply.text.size);
    check_body(reader, reply.text, arena);
    json_reader_close(reader);
    arena_close(arena);
    return 0;
}
