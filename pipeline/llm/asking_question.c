#include "llm/asking_question.h"

#include <math.h>
#include <stdio.h>

#include "base/json.h"

static void add_number(struct hash_stream *stream, double number)
{
    char text[32];
    int size = snprintf(text, sizeof text, "%.17g", number);
    hash_stream_add_field(stream, (struct str){text, (size_t)size});
}

struct hash_sha256 asking_question_key(const struct asking_question *question)
{
    const struct chat_request *request = &question->request;
    const struct prompt_settings *settings = request->settings;
    struct hash_stream *stream = hash_stream_open();
    hash_stream_add_field(stream, request->model);
    hash_stream_add_field(stream, (struct str){(const char *)question->prompt_digest.bytes,
                                               sizeof question->prompt_digest.bytes});
    for (size_t i = 0; i < request->message_count; i++) {
        hash_stream_add_field(stream, str_from(request->messages[i].role));
        hash_stream_add_field(stream, request->messages[i].content);
    }
    add_number(stream, settings->temperature);
    add_number(stream, settings->top_p);
    add_number(stream, (double)settings->max_tokens);
    add_number(stream, settings->seeded ? (double)settings->seed : NAN);
    add_number(stream, settings->format);
    hash_stream_add_field(stream, settings->schema);
    hash_stream_add_field(stream, question->variant);
    add_number(stream, (double)question->repeat);
    return hash_stream_close(stream);
}

struct str asking_question_params(const struct asking_question *question, struct arena *arena)
{
    const struct prompt_settings *settings = question->request.settings;
    static const char *const FORMATS[] = {"text", "json", "schema"};
    struct json *object = json_object();
    json_put_text(object, "format", FORMATS[settings->format]);
    if (settings->max_tokens != 0)
        json_put_count(object, "max_tokens", settings->max_tokens);
    if (settings->seeded)
        json_put_number(object, "seed", (double)settings->seed);
    if (!isnan(settings->temperature))
        json_put_number(object, "temperature", settings->temperature);
    if (!isnan(settings->top_p))
        json_put_number(object, "top_p", settings->top_p);
    struct str text = json_write_line(arena, object);
    json_free(object);
    return text;
}

int64_t asking_question_tokens(const struct asking_question *question)
{
    const struct chat_request *request = &question->request;
    int64_t tokens = 0;
    for (size_t i = 0; i < request->message_count; i++)
        tokens += chat_estimate_tokens(request->messages[i].content);
    return tokens;
}
