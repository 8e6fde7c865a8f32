/*
 * chat.h - one question to an OpenAI-compatible server, and what came back.
 *
 * Pure: the body that is sent and the reading of the body that returns
 * (POST {base}/chat/completions). endpoint.h carries them.
 */
#ifndef LLM_CHAT_H
#define LLM_CHAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/json_reader.h"
#include "base/str.h"
#include "model/prompt.h"

struct chat_message {
    const char *role; /* "system", "user", "assistant" */
    struct str content;
};

struct chat_request {
    struct str model;
    const struct chat_message *messages;
    size_t message_count;
    const struct prompt_settings *settings;
};

/* Why there is no answer. */
enum chat_failure {
    CHAT_OK,
    CHAT_TIMEOUT,      /* connecting or in all */
    CHAT_UNREACHABLE,  /* no connection, broken connection, no such host */
    CHAT_TLS,          /* the server could not prove who it is */
    CHAT_RATE_LIMITED, /* 429 after all retries */
    CHAT_SERVER,       /* 5xx after all retries */
    CHAT_REFUSED,      /* another status: 400, 401, 404, a redirect */
    CHAT_MALFORMED,    /* the body is no chat completion */
    CHAT_TOO_LARGE,    /* the body is larger than allowed */
    CHAT_NOT_ASKED,    /* the budget was used up, or the run is replayed */
};

struct chat_reply {
    enum chat_failure failure;
    struct str text;  /* the answer; "" unless CHAT_OK */
    struct str error; /* one clause for a person: "HTTP 429 after 4 attempts"; "" if CHAT_OK */
    struct str finish_reason; /* "stop", "length", …; "refusal" when the text is one; "" when the
                                 server does not say */
    int status;               /* HTTP status of the last attempt; 0: none came */
    unsigned attempts;        /* requests sent */
    int64_t ts_ms;            /* when the first attempt was begun, since 1970 */
    double latency_ms;        /* of the last attempt, from its beginning to the last byte */
    double waited_ms;         /* before the last attempt: earlier attempts and pauses */
    int64_t input_tokens;     /* TOKENS_UNKNOWN when the server does not say */
    int64_t output_tokens;
};

/* "timeout", "unreachable", "tls", "rate_limited", … as recordings and metrics name it; "" for
 * CHAT_OK. */
const char *chat_failure_name(enum chat_failure failure);

/*
 * The request's body, JSON on one line. Equal requests have equal bodies. What the settings leave
 * to the server is not mentioned. A schema is sent as a strict one; what is not JSON, as null.
 */
struct str chat_body(const struct chat_request *request, struct arena *arena);

/*
 * Reads a body that came with status 200 into text, finish reason and tokens of `reply`, or sets
 * CHAT_MALFORMED with what is wrong with it. Texts are copied into `arena`.
 *
 * The text is the content of the first choice's message: a string, the text parts of an array
 * joined, or nothing where it is null. A model that refuses to answer says so in `refusal`; that is
 * the text then. What a model thinks aloud (`reasoning_content`) is not part of its answer.
 */
void chat_read(struct json_reader *reader, struct str body, struct arena *arena,
               struct chat_reply *reply);

#define CHAT_COMPLAINT_MAX 300 /* bytes */

/*
 * What the body of another status says that is wrong, in the words of the server, safe to show and
 * on one line; "" when it does not say so in a way that is known. The text is in `arena`.
 */
struct str chat_complaint(struct json_reader *reader, struct str body, struct arena *arena);

/* About how many tokens a text has, where no server says so: a quarter of its bytes of ASCII and
 * one for each two of other letters, rounded up. */
int64_t chat_estimate_tokens(struct str text);

#endif
