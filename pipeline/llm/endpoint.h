/*
 * endpoint.h - many questions to one OpenAI-compatible server at once.
 *
 * The one file that knows libcurl. TLS is verified, redirects are not followed, a response is cut
 * off at its maximum, connections are kept and used again. 429, 5xx and broken connections are
 * tried again after what Retry-After says, otherwise after a pause that doubles, with jitter.
 */
#ifndef LLM_ENDPOINT_H
#define LLM_ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "llm/chat.h"

struct endpoint_options {
    const char *url;     /* of the API: "http://127.0.0.1:11434/v1" */
    const char *key;     /* sent as "Authorization: Bearer KEY"; NULL or "": none. Never logged */
    const char *ca_file; /* PEM of authorities to trust instead of the system's; NULL: those */
    size_t concurrency;  /* requests under way at once, from 1 on */
    double connect_timeout_ms;
    double timeout_ms;          /* of one attempt, in all */
    size_t response_max;        /* bytes of a body */
    size_t retries;             /* attempts after the first */
    double retry_wait_ms;       /* before the second attempt, when the server does not say */
    double retry_wait_max_ms;   /* longest pause, also when the server asks for a longer one */
    double requests_per_minute; /* attempts that are begun; 0: no limit */
    uint64_t seed;              /* of the jitter */
    const struct clock *clock;
};

struct endpoint;

/* What is to be asked, one by one, so that a million questions need no more memory than a few. */
struct endpoint_work {
    void *context;
    /* Sets the next question and a number for it; false: there is no further one. What the request
     * points to lives until its reply was taken. */
    bool (*next)(void *context, size_t *number, struct chat_request *request);
    /* Gets each reply once, in the order of arrival, on the caller's thread; its texts live until
     * it returns. False ends everything with its error; what is under way is cut off. */
    bool (*take)(void *context, size_t number, const struct chat_reply *reply, struct error *err);
};

/* Errors: ERROR_USAGE when the URL is none of http and https; ERROR_SYSTEM from libcurl. */
bool endpoint_open(const struct endpoint_options *options, struct endpoint **out,
                   struct error *err);

/* Asks all that `work` gives, at most options->concurrency at once. Errors: that of take(), and
 * ERROR_SYSTEM from libcurl itself; a question without an answer is no error but a reply. */
bool endpoint_ask(struct endpoint *endpoint, const struct endpoint_work *work, struct error *err);

/* NULL is nothing. */
void endpoint_close(struct endpoint *endpoint);

#endif
