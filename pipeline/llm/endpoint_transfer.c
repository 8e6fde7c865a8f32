#include "llm/endpoint_transfer.h"

#include <math.h>
#include <string.h>

#include "base/unicode.h"
#include "model/reading.h"

#define QUESTION_MAX ((size_t)256 << 20) /* bytes of a request */
#define HEADERS_MAX ((size_t)256 << 10)  /* bytes of a response's headers */
#define MESSAGE_MAX 300                  /* bytes of libcurl's words in an error */

/* ── setting up ── */

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
    struct endpoint_transfer *transfer = context;
    (void)size; /* is 1 */
    if (count > transfer->response.max - transfer->response.size) {
        transfer->too_large = true;
        return 0;
    }
    strbuf_add(&transfer->response, (struct str){data, count});
    return count;
}

static size_t on_header(char *data, size_t size, size_t count, void *context)
{
    struct endpoint_transfer *transfer = context;
    (void)data;
    (void)size; /* is 1 */
    transfer->header_bytes += count;
    if (transfer->header_bytes <= HEADERS_MAX)
        return count;
    transfer->too_large = true;
    return 0;
}

/* True when libcurl takes all of them: one that it does not know may be one for safety. */
static bool set_limits(CURL *easy, const struct endpoint_options *options)
{
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           (options->ca_file == NULL ||
            curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file) == CURLE_OK) &&
           curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                            lround(fmax(options->connect_timeout_ms, 1))) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, lround(fmax(options->timeout_ms, 1))) ==
               CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)options->response_max) ==
               CURLE_OK;
}

static bool set_up(struct endpoint_transfer *transfer)
{
    CURL *easy = transfer->easy;
    const struct endpoint_channel *channel = transfer->channel;
    return set_limits(easy, &channel->options) &&
           curl_easy_setopt(easy, CURLOPT_URL, channel->url.text) == CURLE_OK &&
           (!channel->url.local || curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK) &&
           curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTPHEADER, channel->headers) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, "reelgauge") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           /* Closing does not wait for a look-up of a name that is still going on. */
           curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->message) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PRIVATE, (void *)transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, (void *)transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, (void *)transfer) == CURLE_OK;
}

struct endpoint_transfer *endpoint_transfer_open(const struct endpoint_channel *channel,
                                                 struct arena *arena)
{
    struct endpoint_transfer *transfer = ARENA_NEW(arena, struct endpoint_transfer);
    transfer->channel = channel;
    transfer->easy = curl_easy_init();
    if (transfer->easy == NULL || !set_up(transfer)) {
        curl_easy_cleanup(transfer->easy);
        return NULL;
    }
    /* A growing buffer leaves its smaller selves behind, and the answer is copied out of it. */
    transfer->attempt =
        arena_open("a response", 8 * channel->options.response_max + ((size_t)1 << 20));
    transfer->question = arena_open("a question", QUESTION_MAX);
    return transfer;
}

void endpoint_transfer_close(struct endpoint_transfer *transfer)
{
    if (transfer == NULL)
        return;
    curl_easy_cleanup(transfer->easy);
    arena_close(transfer->question);
    arena_close(transfer->attempt);
}

/* ── one question, attempt by attempt ── */

void endpoint_transfer_fill(struct endpoint_transfer *transfer, size_t number, uint64_t serial,
                            const struct chat_request *request)
{
    transfer->number = number;
    transfer->serial = serial;
    transfer->reply = (struct chat_reply){.latency_ms = NAN,
                                          .waited_ms = NAN,
                                          .input_tokens = TOKENS_UNKNOWN,
                                          .output_tokens = TOKENS_UNKNOWN};
    transfer->begin_ms = clock_ms(&transfer->channel->steady);
    struct str body = chat_body(request, transfer->question);
    curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, body.data);
    curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.size);
}

void endpoint_transfer_begin(struct endpoint_transfer *transfer)
{
    const struct endpoint_channel *channel = transfer->channel;
    struct chat_reply *reply = &transfer->reply;
    transfer->last_ms = clock_ms(&channel->steady);
    if (reply->attempts++ == 0) {
        transfer->first_ms = transfer->last_ms;
        reply->ts_ms = clock_wall_ms(channel->options.clock);
    }
    arena_reset(transfer->attempt);
    transfer->response = strbuf_init(transfer->attempt, channel->options.response_max);
    transfer->header_bytes = 0;
    transfer->too_large = false;
    transfer->message[0] = '\0';
}

/* ── what an attempt came to ── */

static bool took_time(const struct endpoint_transfer *transfer)
{
    return !transfer->channel->options.clock->frozen;
}

static double info_ms(CURL *easy, CURLINFO what)
{
    curl_off_t us = 0;
    curl_easy_getinfo(easy, what, &us);
    return (double)us / 1e3;
}

static bool is_connected(const struct endpoint_transfer *transfer)
{
    return info_ms(transfer->easy, CURLINFO_PRETRANSFER_TIME_T) > 0;
}

/* libcurl's own words. */
static struct str words_of(struct endpoint_transfer *transfer, CURLcode code)
{
    const char *words = transfer->message[0] != '\0' ? transfer->message : curl_easy_strerror(code);
    struct str shown = unicode_displayable(transfer->attempt, str_from(words));
    return str_trim(str_cut(shown, MESSAGE_MAX));
}

static bool fail(struct endpoint_transfer *transfer, enum chat_failure failure, const char *what,
                 struct str detail)
{
    struct chat_reply *reply = &transfer->reply;
    struct strbuf text = strbuf_init(transfer->attempt, SIZE_MAX);
    strbuf_add(&text, str_from(what));
    if (reply->attempts > 1)
        strbuf_addf(&text, " after %u attempts", reply->attempts);
    if (detail.size != 0)
        strbuf_addf(&text, ": %.*s", STR_ARG(detail));
    reply->failure = failure;
    reply->error = strbuf_str(&text);
    return failure == CHAT_UNREACHABLE || failure == CHAT_RATE_LIMITED || failure == CHAT_SERVER;
}

static bool fail_by_time(struct endpoint_transfer *transfer)
{
    const struct endpoint_options *options = &transfer->channel->options;
    bool connected = is_connected(transfer);
    double allowed =
        connected ? options->timeout_ms : fmin(options->connect_timeout_ms, options->timeout_ms);
    const char *what = arena_printf(transfer->attempt, "no %s within %g ms",
                                    connected ? "whole response" : "connection", allowed);
    /* What was never sent may be sent again. */
    return fail(transfer, CHAT_TIMEOUT, what, STR_NONE) || !connected;
}

/* An attempt that ended without a whole response. */
static bool end_by_code(struct endpoint_transfer *transfer, CURLcode code)
{
    struct str words = words_of(transfer, code);
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return fail_by_time(transfer);
#if LIBCURL_VERSION_NUM >= 0x080600
    case CURLE_TOO_LARGE:
#endif
    case CURLE_OUT_OF_MEMORY: /* so libcurl calls a line of a header beyond its own maximum */
    case CURLE_FILESIZE_EXCEEDED:
        return fail(transfer, CHAT_TOO_LARGE, "the response is too large", STR_NONE);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_ENGINE_INITFAILED:
        return fail(transfer, CHAT_TLS, "TLS", words);
    case CURLE_SSL_CONNECT_ERROR:
        /* Among others a connection that broke: another attempt may help. */
        fail(transfer, CHAT_TLS, "TLS", words);
        return true;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return fail(transfer, CHAT_MALFORMED, "the response is no HTTP", words);
    default:
        return fail(transfer, CHAT_UNREACHABLE,
                    is_connected(transfer) ? "the connection broke" : "no connection", words);
    }
}

static bool refuse_redirect(struct endpoint_transfer *transfer)
{
    const char *target = NULL;
    curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &target);
    struct str shown = unicode_displayable(transfer->attempt, str_from(target));
    const char *what = arena_printf(transfer->attempt, "HTTP %d, a redirect that is not followed",
                                    transfer->reply.status);
    return fail(transfer, CHAT_REFUSED, what, str_cut(shown, MESSAGE_MAX));
}

static bool end_by_status(struct endpoint_transfer *transfer)
{
    struct chat_reply *reply = &transfer->reply;
    struct json_reader *reader = transfer->channel->reader;
    struct str body = strbuf_str(&transfer->response);
    if (reply->status >= 200 && reply->status < 300) {
        chat_read(reader, body, transfer->attempt, reply);
        return false;
    }
    if (reply->status >= 300 && reply->status < 400)
        return refuse_redirect(transfer);
    enum chat_failure failure = reply->status == 429   ? CHAT_RATE_LIMITED
                                : reply->status >= 500 ? CHAT_SERVER
                                                       : CHAT_REFUSED;
    return fail(transfer, failure, arena_printf(transfer->attempt, "HTTP %d", reply->status),
                chat_complaint(reader, body, transfer->attempt));
}

/* The text with asterisks in place of the key, should a server repeat it. */
static struct str conceal(struct endpoint_transfer *transfer, struct str text)
{
    struct str key = str_from(transfer->channel->options.key);
    if (key.size < ENDPOINT_SECRET_MIN || str_find(text, key) == SIZE_MAX)
        return text;
    char *copy = arena_copy(transfer->attempt, text.data, text.size);
    struct str rest = {copy, text.size};
    for (size_t at; (at = str_find(rest, key)) != SIZE_MAX;) {
        memset(copy + text.size - rest.size + at, '*', key.size);
        rest = str_slice(rest, at + key.size, rest.size);
    }
    return (struct str){copy, text.size};
}

bool endpoint_transfer_end(struct endpoint_transfer *transfer, CURLcode code, double *asked_ms)
{
    struct chat_reply *reply = &transfer->reply;
    long status = 0;
    curl_off_t seconds = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &seconds);
    reply->status = (int)status;
    *asked_ms = fmax((double)seconds * 1e3, 0);
    reply->latency_ms = took_time(transfer) ? info_ms(transfer->easy, CURLINFO_TOTAL_TIME_T) : NAN;
    reply->waited_ms = took_time(transfer) ? transfer->last_ms - transfer->first_ms : NAN;
    if (transfer->too_large || code == CURLE_FILESIZE_EXCEEDED)
        code = status < 300 ? CURLE_FILESIZE_EXCEEDED : CURLE_OK; /* the status says more */
    bool helps = code == CURLE_OK ? end_by_status(transfer) : end_by_code(transfer, code);
    reply->text = conceal(transfer, reply->text);
    reply->error = conceal(transfer, reply->error);
    reply->finish_reason = conceal(transfer, reply->finish_reason);
    return helps;
}

void endpoint_transfer_give_up(struct endpoint_transfer *transfer)
{
    transfer->reply.status = 0;
    fail(transfer, CHAT_UNREACHABLE, "not sent, for the server is silent", STR_NONE);
}

void endpoint_transfer_free(struct endpoint_transfer *transfer)
{
    arena_reset(transfer->question);
    arena_reset(transfer->attempt);
}
