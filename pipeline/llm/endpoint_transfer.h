/*
 * endpoint_transfer.h - one question on its way: an easy handle that is used again and again, the
 * buffers of its request and response, and what its attempts came to.
 */
#ifndef LLM_ENDPOINT_TRANSFER_H
#define LLM_ENDPOINT_TRANSFER_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/json_reader.h"
#include "base/str.h"
#include "llm/chat.h"
#include "llm/endpoint.h"
#include "llm/endpoint_url.h"

/* What all transfers of an endpoint share. */
struct endpoint_channel {
    struct endpoint_options options; /* its texts are the endpoint's own */
    struct endpoint_url url;
    struct curl_slist *headers;
    struct clock steady; /* goes on where options.clock stands still: pauses are real */
    struct json_reader *reader;
};

/*
 * Free, then filled with a question, then sent as often as it takes. `begin_ms`, `first_ms` and
 * `last_ms` are of the steady clock.
 */
struct endpoint_transfer {
    const struct endpoint_channel *channel;
    CURL *easy;
    struct arena *question; /* the request, until the reply was taken */
    struct arena *attempt;  /* the response, until the next attempt */
    size_t number;          /* of the question, as its asker counts */
    uint64_t serial;        /* of the question, as the endpoint counts */
    double begin_ms;        /* when the next attempt may begin */
    double first_ms;        /* when the first attempt began */
    double last_ms;         /* when the last one did */
    struct strbuf response;
    size_t header_bytes;
    bool too_large; /* the last attempt was cut off at its maximum */
    char message[CURL_ERROR_SIZE];
    struct chat_reply reply; /* of the last attempt; its texts are in `attempt` */
};

/* NULL when libcurl refuses. */
struct endpoint_transfer *endpoint_transfer_open(const struct endpoint_channel *channel,
                                                 struct arena *arena);

/* Its handle belongs to no multi handle any more. NULL is nothing. */
void endpoint_transfer_close(struct endpoint_transfer *transfer);

/* Makes a free transfer ready for the first attempt at a question. */
void endpoint_transfer_fill(struct endpoint_transfer *transfer, size_t number, uint64_t serial,
                            const struct chat_request *request);

/* Makes it ready for its next attempt, which begins when the caller hands `easy` to libcurl. */
void endpoint_transfer_begin(struct endpoint_transfer *transfer);

/*
 * Reads what the attempt that ended with `code` came to into `reply`. True when another attempt
 * may help; `*asked_ms` is then what Retry-After says, 0 when nothing.
 */
bool endpoint_transfer_end(struct endpoint_transfer *transfer, CURLcode code, double *asked_ms);

/* Sets a reply to a question that is not to be sent, or not again. */
void endpoint_transfer_give_up(struct endpoint_transfer *transfer);

/* Empties it for the next question, once the reply was taken. */
void endpoint_transfer_free(struct endpoint_transfer *transfer);

#endif
