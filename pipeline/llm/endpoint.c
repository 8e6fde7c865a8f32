#include "llm/endpoint.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "llm/endpoint_retry.h"
#include "llm/endpoint_transfer.h"
#include "llm/endpoint_url.h"

#define OWN_MAX ((size_t)64 << 20) /* bytes of the endpoint's own arena: its texts and lists */
#define POLL_MAX_MS 1000           /* longest wait for something to happen; libcurl waits less */

/*
 * A transfer is in one of three places: among the free ones, among the waiting ones, or under way
 * with its handle in `multi`.
 */
struct endpoint {
    struct endpoint_channel channel;
    struct arena *arena;
    CURLM *multi;
    struct endpoint_transfer **transfers; /* those that were opened */
    size_t count;
    struct endpoint_transfer **idle;
    size_t idle_count;
    struct endpoint_transfer **waiting; /* in no order */
    size_t waiting_count;
    size_t sent_count; /* under way */
    struct endpoint_retry_pace pace;
    uint64_t serial; /* of the next question */
    size_t silent;   /* questions in a row that got no response */
};

/* ── opening and closing ── */

static bool check_options(const struct endpoint_options *options, struct error *err)
{
    for (const char *c = options->key == NULL ? "" : options->key; *c != '\0'; c++) {
        if (*c <= ' ' || *c > '~')
            return error_set(err, ERROR_USAGE, AT_NOWHERE,
                             "the key of the endpoint has a character that no header carries, such "
                             "as a space or a line break");
    }
    if (options->ca_file != NULL && access(options->ca_file, R_OK) != 0)
        return error_set(err, ERROR_USAGE, AT_FILE(options->ca_file),
                         "the file of certificate authorities cannot be read");
    return true;
}

/* A copy, so that what the caller's options point to may go. */
static const char *keep(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_copy(arena, text, strlen(text));
}

static bool add_header(struct endpoint_channel *channel, const char *line)
{
    struct curl_slist *longer = curl_slist_append(channel->headers, line);
    if (longer != NULL)
        channel->headers = longer;
    return longer != NULL;
}

/* "Expect:" keeps libcurl from asking first whether a large question is welcome. */
static bool add_headers(struct endpoint *endpoint)
{
    struct endpoint_channel *channel = &endpoint->channel;
    const char *key = channel->options.key;
    bool done = add_header(channel, "Content-Type: application/json") &&
                add_header(channel, "Accept: application/json") && add_header(channel, "Expect:");
    if (done && key != NULL && key[0] != '\0')
        done = add_header(channel, arena_printf(endpoint->arena, "Authorization: Bearer %s", key));
    return done;
}

static bool set_up(struct endpoint *endpoint, struct error *err)
{
    size_t concurrency = endpoint->channel.options.concurrency;
    endpoint->multi = curl_multi_init();
    if (endpoint->multi == NULL || !add_headers(endpoint) ||
        curl_multi_setopt(endpoint->multi, CURLMOPT_MAXCONNECTS, (long)concurrency) != CURLM_OK)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "libcurl cannot be set up");
    endpoint->transfers = ARENA_ARRAY(endpoint->arena, struct endpoint_transfer *, concurrency);
    endpoint->idle = ARENA_ARRAY(endpoint->arena, struct endpoint_transfer *, concurrency);
    endpoint->waiting = ARENA_ARRAY(endpoint->arena, struct endpoint_transfer *, concurrency);
    endpoint->pace = endpoint_retry_pace_init(endpoint->channel.options.requests_per_minute);
    return true;
}

bool endpoint_open(const struct endpoint_options *options, struct endpoint **out, struct error *err)
{
    if (!check_options(options, err))
        return false;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "libcurl cannot be started");
    struct arena *arena = arena_open("an endpoint", OWN_MAX);
    struct endpoint *endpoint = ARENA_NEW(arena, struct endpoint);
    *endpoint = (struct endpoint){
        .arena = arena,
        .channel = {.options = *options,
                    .steady = clock_start(0, false),
                    .reader = json_reader_open(options->response_max)},
    };
    endpoint->channel.options.url = keep(arena, options->url);
    endpoint->channel.options.key = keep(arena, options->key);
    endpoint->channel.options.ca_file = keep(arena, options->ca_file);
    if (!endpoint_url_make(options->url, arena, &endpoint->channel.url, err) ||
        !set_up(endpoint, err)) {
        endpoint_close(endpoint);
        return false;
    }
    *out = endpoint;
    return true;
}

void endpoint_close(struct endpoint *endpoint)
{
    if (endpoint == NULL)
        return;
    for (size_t i = 0; i < endpoint->count; i++)
        endpoint_transfer_close(endpoint->transfers[i]);
    curl_multi_cleanup(endpoint->multi);
    curl_slist_free_all(endpoint->channel.headers);
    json_reader_close(endpoint->channel.reader);
    arena_close(endpoint->arena);
    curl_global_cleanup();
}

const char *endpoint_library_version(void)
{
    return curl_version_info(CURLVERSION_NOW)->version;
}

/* ── asking ── */

static bool fail_in(CURLMcode code, struct error *err)
{
    return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "libcurl: %s", curl_multi_strerror(code));
}

/* Too many questions in a row got no response for the next one to be worth its time. */
static bool is_dead(const struct endpoint *endpoint)
{
    size_t concurrency = endpoint->channel.options.concurrency;
    return endpoint->silent >= ENDPOINT_SILENT_MAX && endpoint->silent / 2 >= concurrency;
}

/* Hands a reply over and frees its transfer. */
static bool deliver(struct endpoint *endpoint, struct endpoint_transfer *transfer,
                    const struct endpoint_work *work, struct error *err)
{
    bool done = work->take(work->context, transfer->number, &transfer->reply, err);
    endpoint_transfer_free(transfer);
    endpoint->idle[endpoint->idle_count++] = transfer;
    return done;
}

/* A free transfer; NULL when all are in use, or when there is no further one to be had. */
static struct endpoint_transfer *take_idle(struct endpoint *endpoint)
{
    if (endpoint->idle_count != 0)
        return endpoint->idle[--endpoint->idle_count];
    if (endpoint->count == endpoint->channel.options.concurrency)
        return NULL;
    struct endpoint_transfer *transfer =
        endpoint_transfer_open(&endpoint->channel, endpoint->arena);
    if (transfer != NULL)
        endpoint->transfers[endpoint->count++] = transfer;
    return transfer;
}

/* Takes questions as long as there are some and a transfer is free. */
static bool fill(struct endpoint *endpoint, const struct endpoint_work *work, bool *open,
                 struct error *err)
{
    bool done = true;
    struct endpoint_transfer *transfer;
    while (done && *open && (transfer = take_idle(endpoint)) != NULL) {
        size_t number;
        struct chat_request request;
        *open = work->next(work->context, &number, &request);
        if (!*open) {
            endpoint->idle[endpoint->idle_count++] = transfer;
            break;
        }
        endpoint_transfer_fill(transfer, number, endpoint->serial++, &request);
        if (is_dead(endpoint)) {
            endpoint_transfer_give_up(transfer);
            done = deliver(endpoint, transfer, work, err);
        } else {
            endpoint->waiting[endpoint->waiting_count++] = transfer;
        }
    }
    if (endpoint->count == 0 && *open)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE,
                         "libcurl refuses an option or has no memory");
    return done;
}

/* The place of the transfer that may begin first; there is one. */
static size_t first_waiting(const struct endpoint *endpoint)
{
    size_t first = 0;
    for (size_t i = 1; i < endpoint->waiting_count; i++) {
        if (endpoint->waiting[i]->begin_ms < endpoint->waiting[first]->begin_ms)
            first = i;
    }
    return first;
}

/* Sends what has waited long enough, as far as the pace allows. */
static bool begin_due(struct endpoint *endpoint, struct error *err)
{
    double now_ms = clock_ms(&endpoint->channel.steady);
    while (endpoint->waiting_count != 0) {
        size_t place = first_waiting(endpoint);
        struct endpoint_transfer *transfer = endpoint->waiting[place];
        if (transfer->begin_ms > now_ms || !endpoint_retry_pace_take(&endpoint->pace, now_ms))
            return true;
        endpoint_transfer_begin(transfer);
        CURLMcode code = curl_multi_add_handle(endpoint->multi, transfer->easy);
        if (code != CURLM_OK)
            return fail_in(code, err);
        endpoint->waiting[place] = endpoint->waiting[--endpoint->waiting_count];
        endpoint->sent_count++;
    }
    return true;
}

/* An attempt has ended: the question is asked again later, or its reply is handed over. */
static bool end(struct endpoint *endpoint, struct endpoint_transfer *transfer, CURLcode code,
                const struct endpoint_work *work, struct error *err)
{
    const struct endpoint_options *options = &endpoint->channel.options;
    const struct chat_reply *reply = &transfer->reply;
    double asked_ms;
    bool helps = endpoint_transfer_end(transfer, code, &asked_ms);
    if (reply->status != 0)
        endpoint->silent = 0;
    if (helps && reply->attempts <= options->retries && !is_dead(endpoint)) {
        transfer->begin_ms =
            clock_ms(&endpoint->channel.steady) +
            endpoint_retry_pause_ms(options, transfer->serial, reply->attempts, asked_ms);
        endpoint->waiting[endpoint->waiting_count++] = transfer;
        return true;
    }
    endpoint->silent += reply->status == 0;
    return deliver(endpoint, transfer, work, err);
}

static bool collect(struct endpoint *endpoint, const struct endpoint_work *work, struct error *err)
{
    int left;
    bool done = true;
    for (CURLMsg *message; done && (message = curl_multi_info_read(endpoint->multi, &left));) {
        CURL *easy = message->easy_handle;
        CURLcode code = message->data.result; /* the message goes with its handle */
        struct endpoint_transfer *transfer;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, (void *)&transfer);
        curl_multi_remove_handle(endpoint->multi, easy);
        endpoint->sent_count--;
        done = end(endpoint, transfer, code, work, err);
    }
    return done;
}

/* Until something arrives, or the next attempt may begin. */
static bool wait_for_more(struct endpoint *endpoint, struct error *err)
{
    double until_ms = POLL_MAX_MS;
    if (endpoint->waiting_count != 0) {
        double begin_ms =
            fmax(endpoint->waiting[first_waiting(endpoint)]->begin_ms, endpoint->pace.next_ms);
        until_ms = fmin(until_ms, begin_ms - clock_ms(&endpoint->channel.steady));
    }
    CURLMcode code = curl_multi_poll(endpoint->multi, NULL, 0, (int)ceil(fmax(until_ms, 0)), NULL);
    return code == CURLM_OK || fail_in(code, err);
}

/* One turn of the wheel. */
static bool turn(struct endpoint *endpoint, const struct endpoint_work *work, bool *open,
                 struct error *err)
{
    int running;
    if (!fill(endpoint, work, open, err) || !begin_due(endpoint, err))
        return false;
    CURLMcode code = curl_multi_perform(endpoint->multi, &running);
    if (code != CURLM_OK)
        return fail_in(code, err);
    size_t before = endpoint->sent_count;
    if (!collect(endpoint, work, err))
        return false;
    bool is_idle = endpoint->sent_count == before && before + endpoint->waiting_count != 0;
    return !is_idle || wait_for_more(endpoint, err);
}

/* Takes everything back: what is under way is cut off, what waits is forgotten. */
static void cut_off(struct endpoint *endpoint)
{
    endpoint->idle_count = endpoint->waiting_count = endpoint->sent_count = 0;
    for (size_t i = 0; i < endpoint->count; i++) {
        curl_multi_remove_handle(endpoint->multi, endpoint->transfers[i]->easy);
        endpoint_transfer_free(endpoint->transfers[i]);
        endpoint->idle[endpoint->idle_count++] = endpoint->transfers[i];
    }
}

bool endpoint_ask(struct endpoint *endpoint, const struct endpoint_work *work, struct error *err)
{
    bool open = true;
    bool done = true;
    endpoint->silent = 0;
    while (done && (open || endpoint->waiting_count + endpoint->sent_count != 0))
        done = turn(endpoint, work, &open, err);
    if (!done)
        cut_off(endpoint);
    return done;
}
