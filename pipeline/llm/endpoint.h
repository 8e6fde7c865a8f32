/*
 * endpoint.h - many questions to one OpenAI-compatible server at once.
 *
 * Only the endpoint files know libcurl. The server's certificate is verified, redirects are not
 * followed, no compression is asked for, a response is cut off at its maximum. Connections are kept
 * and used again; each carries one request at a time (HTTP/1.1), so that one that breaks costs one
 * attempt.
 *
 * Tried again are 429, 5xx and connections that cannot be made or break: after what Retry-After
 * says, otherwise after a pause that doubles, with jitter. A request that is sent and not answered
 * in time is not: the server may still be at work on it.
 *
 * Proxies: libcurl takes them from http_proxy, https_proxy, all_proxy and no_proxy of the
 * environment, except for a server on this machine (localhost, 127.0.0.0/8, ::1), which is asked
 * directly.
 *
 * Signals are left alone, so that an interrupt ends a program in the midst of it; only SIGPIPE has
 * to be ignored by the program.
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
    const char *key;     /* sent as "Authorization: Bearer KEY"; NULL or "": none. In no text
                          that comes back, even when the server repeats it */
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

/* So many questions in a row that got no response at all, or twice as many as are under way at
 * once, and endpoint_ask() takes the server for dead: the others fail without being sent. */
#define ENDPOINT_SILENT_MAX 16

/* A key of so many bytes is a secret: where a server repeats it, asterisks take its place. A
 * shorter one ("ollama") is a word that answers may well have. */
#define ENDPOINT_SECRET_MIN 8

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

/*
 * Copies the options; what they point to need not outlive this, except the clock. Errors:
 * ERROR_USAGE when the URL is none of http and https or holds a password, when the key has
 * characters that no header carries, when ca_file cannot be read; ERROR_SYSTEM from libcurl.
 */
bool endpoint_open(const struct endpoint_options *options, struct endpoint **out,
                   struct error *err);

/* Asks all that `work` gives, at most options->concurrency at once. Errors: that of take(), and
 * ERROR_SYSTEM from libcurl itself; a question without an answer is no error but a reply. */
bool endpoint_ask(struct endpoint *endpoint, const struct endpoint_work *work, struct error *err);

/* NULL is nothing. */
void endpoint_close(struct endpoint *endpoint);

/* The version of libcurl that runs. */
const char *endpoint_library_version(void);

#endif
