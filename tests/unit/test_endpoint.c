#include "llm/endpoint.h"

#include <arpa/inet.h>
#include <math.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suite.h"

static const char ANSWER[] = "{\"choices\":[{\"message\":{\"content\":\"yes\"}}]}";

/* ── a server for one test, in a process of its own ── */

static pid_t server;
static char url[64];
static struct clock now;

/* Answers every request of a connection with the next of `statuses`, the last one again and again.
 */
static void serve(int listener, const int *statuses)
{
    char request[4096];
    char response[512];
    for (;;) {
        int client = accept(listener, NULL, NULL);
        /* A request of these tests arrives whole. */
        while (read(client, request, sizeof request) > 0) {
            int size = snprintf(response, sizeof response,
                                "HTTP/1.1 %d X\r\nContent-Length: %zu\r\n\r\n%s", *statuses,
                                sizeof ANSWER - 1, ANSWER);
            statuses += statuses[1] != 0;
            if (write(client, response, (size_t)size) != size)
                break;
        }
        close(client);
    }
}

static void start(const int *statuses)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    ck_assert_int_eq(bind(listener, (struct sockaddr *)&address, size), 0);
    ck_assert_int_eq(listen(listener, 16), 0);
    ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/v1", ntohs(address.sin_port));
    server = fork();
    if (server == 0)
        serve(listener, statuses);
    close(listener);
}

static void stop(void)
{
    if (server <= 0)
        return;
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
}

/* ── questions ── */

struct asked {
    size_t count; /* questions */
    size_t next;
    size_t taken;
    size_t stop_at; /* take() fails once so many replies were taken; 0: never */
    struct chat_reply last;
};

static bool next_question(void *context, size_t *number, struct chat_request *request)
{
    static const struct chat_message MESSAGE = {"user", STR("well?")};
    static const struct prompt_settings SETTINGS = {.temperature = NAN, .top_p = NAN};
    struct asked *asked = context;
    if (asked->next == asked->count)
        return false;
    *number = asked->next++;
    *request = (struct chat_request){STR("m"), &MESSAGE, 1, &SETTINGS};
    return true;
}

static bool take_reply(void *context, size_t number, const struct chat_reply *reply,
                       struct error *err)
{
    struct asked *asked = context;
    ck_assert_uint_lt(number, asked->count);
    ck_assert(reply->failure != CHAT_OK || str_equal(reply->text, STR("yes")));
    asked->last = *reply;
    if (++asked->taken == asked->stop_at)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "the disk is full");
    return true;
}

static struct endpoint_options options_of(void)
{
    return (struct endpoint_options){.url = url,
                                     .concurrency = 1,
                                     .connect_timeout_ms = 2000,
                                     .timeout_ms = 2000,
                                     .response_max = 4096,
                                     .retries = 3,
                                     .retry_wait_ms = 20,
                                     .retry_wait_max_ms = 100,
                                     .clock = &now};
}

static bool ask(struct endpoint *endpoint, struct asked *asked, struct error *err)
{
    const struct endpoint_work work = {asked, next_question, take_reply};
    return endpoint_ask(endpoint, &work, err);
}

static struct endpoint *open_endpoint(const struct endpoint_options *options)
{
    struct endpoint *endpoint;
    ck_assert(endpoint_open(options, &endpoint, NULL));
    return endpoint;
}

/* ── tests ── */

START_TEST(what_cannot_be_an_endpoint_is_refused)
{
    static const struct {
        const char *url;
        const char *key;
        const char *ca_file;
        const char *error;
    } rows[] = {
        {"ftp://h/", NULL, NULL,
         "\"ftp://h/\" is no URL of an endpoint, such as http://127.0.0.1:11434/v1"},
        {"http://h/", "a b", NULL,
         "the key of the endpoint has a character that no header carries, such as a space or a "
         "line break"},
        {"http://h/", "key\n", NULL,
         "the key of the endpoint has a character that no header carries, such as a space or a "
         "line break"},
        {"https://h/", "key", "/nowhere/ca.pem",
         "/nowhere/ca.pem: the file of certificate authorities cannot be read"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct endpoint_options options = options_of();
        struct endpoint *endpoint = NULL;
        struct error err = {0};
        options.url = rows[i].url;
        options.key = rows[i].key;
        options.ca_file = rows[i].ca_file;
        ck_assert(!endpoint_open(&options, &endpoint, &err));
        ck_assert_ptr_null(endpoint);
        ck_assert_int_eq(err.kind, ERROR_USAGE);
        ck_assert_str_eq(err.text, rows[i].error);
    }
}
END_TEST

START_TEST(no_question_is_no_trouble)
{
    struct endpoint_options options = options_of();
    options.url = "http://127.0.0.1:1/";
    struct endpoint *endpoint = open_endpoint(&options);
    struct asked asked = {0};
    ck_assert(ask(endpoint, &asked, NULL));
    ck_assert_uint_eq(asked.taken, 0);
    endpoint_close(endpoint);
    endpoint_close(NULL);
}
END_TEST

START_TEST(a_reply_says_how_it_came_about)
{
    static const int STATUSES[] = {429, 503, 200, 0};
    start(STATUSES);
    struct endpoint_options options = options_of();
    struct endpoint *endpoint = open_endpoint(&options);
    struct asked asked = {.count = 1};
    ck_assert(ask(endpoint, &asked, NULL));
    ck_assert_int_eq(asked.last.failure, CHAT_OK);
    ck_assert_int_eq(asked.last.status, 200);
    ck_assert_uint_eq(asked.last.attempts, 3);
    ck_assert_int_ge(asked.last.ts_ms, now.now_ms);
    ck_assert_int_lt(asked.last.ts_ms, now.now_ms + 2000);
    /* Two pauses, of 10 to 20 and of 20 to 40 ms. */
    ck_assert_double_ge(asked.last.waited_ms, 30);
    ck_assert_double_gt(asked.last.latency_ms, 0);
    ck_assert_double_lt(asked.last.latency_ms, 2000);
    endpoint_close(endpoint);
}
END_TEST

START_TEST(where_the_clock_stands_still_pauses_go_on_and_durations_are_unknown)
{
    static const int STATUSES[] = {500, 200, 0};
    start(STATUSES);
    now = clock_start(1000, true);
    struct endpoint_options options = options_of();
    struct endpoint *endpoint = open_endpoint(&options);
    struct asked asked = {.count = 1};
    ck_assert(ask(endpoint, &asked, NULL));
    ck_assert_int_eq(asked.last.failure, CHAT_OK);
    ck_assert_uint_eq(asked.last.attempts, 2);
    ck_assert_int_eq(asked.last.ts_ms, 1000);
    ck_assert(isnan(asked.last.latency_ms));
    ck_assert(isnan(asked.last.waited_ms));
    endpoint_close(endpoint);
}
END_TEST

START_TEST(who_takes_replies_may_end_everything_and_ask_again)
{
    static const int STATUSES[] = {200, 0};
    start(STATUSES);
    struct endpoint_options options = options_of();
    struct endpoint *endpoint = open_endpoint(&options);
    struct error err = {0};
    struct asked asked = {.count = 1000, .stop_at = 3};
    ck_assert(!ask(endpoint, &asked, &err));
    ck_assert_str_eq(err.text, "the disk is full");
    ck_assert_uint_eq(asked.taken, 3);
    struct asked again = {.count = 5};
    ck_assert(ask(endpoint, &again, NULL));
    ck_assert_uint_eq(again.taken, 5);
    ck_assert_int_eq(again.last.failure, CHAT_OK);
    endpoint_close(endpoint);
}
END_TEST

START_TEST(what_is_under_way_is_cut_off_when_everything_ends)
{
    static const int STATUSES[] = {200, 0};
    start(STATUSES);
    struct endpoint_options options = options_of();
    options.concurrency = 4; /* the server talks to one at a time */
    options.timeout_ms = 60000;
    struct endpoint *endpoint = open_endpoint(&options);
    struct asked asked = {.count = 4, .stop_at = 1};
    ck_assert(!ask(endpoint, &asked, NULL));
    ck_assert_uint_eq(asked.taken, 1);
    endpoint_close(endpoint);
}
END_TEST

START_TEST(a_server_that_is_silent_is_given_up_and_asked_anew_the_next_time)
{
    struct endpoint_options options = options_of();
    options.url = "http://127.0.0.1:1/";
    options.retries = 0;
    struct endpoint *endpoint = open_endpoint(&options);
    for (int time = 0; time < 2; time++) {
        struct asked asked = {.count = ENDPOINT_SILENT_MAX};
        ck_assert(ask(endpoint, &asked, NULL));
        ck_assert_int_eq(asked.last.failure, CHAT_UNREACHABLE);
        ck_assert_uint_eq(asked.last.attempts, 1);
        asked = (struct asked){.count = ENDPOINT_SILENT_MAX + 1};
        ck_assert(ask(endpoint, &asked, NULL));
        ck_assert_uint_eq(asked.taken, ENDPOINT_SILENT_MAX + 1);
        ck_assert_int_eq(asked.last.failure, CHAT_UNREACHABLE);
        ck_assert_uint_eq(asked.last.attempts, 0);
        ck_assert(isnan(asked.last.latency_ms));
    }
    endpoint_close(endpoint);
}
END_TEST

static void begin(void)
{
    signal(SIGPIPE, SIG_IGN);
    now = clock_start(1700000000000, false);
}

int main(void)
{
    return SUITE_RUN_AROUND(begin, stop, "endpoint", what_cannot_be_an_endpoint_is_refused,
                            no_question_is_no_trouble, a_reply_says_how_it_came_about,
                            where_the_clock_stands_still_pauses_go_on_and_durations_are_unknown,
                            who_takes_replies_may_end_everything_and_ask_again,
                            what_is_under_way_is_cut_off_when_everything_ends,
                            a_server_that_is_silent_is_given_up_and_asked_anew_the_next_time);
}
