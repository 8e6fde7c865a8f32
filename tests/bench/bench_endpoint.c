/*
 * bench_endpoint.c - how many questions a second an endpoint is asked, and with how much memory:
 * bench_endpoint [REQUESTS [CONNECTIONS]], or `bench_endpoint serve` for the stub alone.
 *
 * 20,000 requests of about 1 KB over 64 connections unless told otherwise, five times, to a stub
 * on loopback in a process of its own: it takes a processor's time as well.
 */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "chat_stub.h"
#include "llm/endpoint.h"

#define QUERIES 256 /* texts that take turns, more than there are connections */

struct bench {
    struct endpoint *endpoint;
    size_t requests;
    size_t next;
    size_t answered;
    char queries[QUERIES][64];
    struct chat_message messages[QUERIES][2];
    struct prompt_settings settings;
};

/* As long as a prompt with its examples. */
static const char SYSTEM[] =
    "You turn what a person says about films into JSON with the fields intent, genres, "
    "exclude_genres, year_min, year_max, similar_to and movies. Genres are Action, Adventure, "
    "Animation, Children, Comedy, Crime, Documentary, Drama, Fantasy, Film-Noir, Horror, IMAX, "
    "Musical, Mystery, Romance, Sci-Fi, Thriller, War and Western. Leave out what the person does "
    "not say. A decade is its first and last year. Answer with the JSON object and nothing else. "
    "Example: \"a quiet drama without war, before 1970\" is {\"intent\": \"search\", \"genres\": "
    "[\"Drama\"], \"exclude_genres\": [\"War\"], \"year_max\": 1969}. Example: \"something like "
    "Alien\" is {\"intent\": \"similar\", \"similar_to\": [\"Alien (1979)\"]}.";

static bool next_question(void *context, size_t *number, struct chat_request *request)
{
    struct bench *bench = context;
    if (bench->next == bench->requests)
        return false;
    *number = bench->next++;
    *request =
        (struct chat_request){STR("stub"), bench->messages[*number % QUERIES], 2, &bench->settings};
    return true;
}

static bool take_reply(void *context, size_t number, const struct chat_reply *reply,
                       struct error *err)
{
    struct bench *bench = context;
    (void)number;
    if (reply->failure != CHAT_OK)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "the stub fails: %.*s",
                         STR_ARG(reply->error));
    bench->answered++;
    return true;
}

static void ask_all(void *context)
{
    struct bench *bench = context;
    const struct endpoint_work work = {bench, next_question, take_reply};
    struct error err = {0};
    bench->next = 0;
    bench_require(endpoint_ask(bench->endpoint, &work, &err), &err);
}

static pid_t start_stub(uint16_t *port)
{
    int listener = chat_stub_open(port);
    pid_t child = fork();
    if (child == 0)
        chat_stub_serve(listener);
    close(listener);
    return child;
}

static void fill(struct bench *bench)
{
    bench->settings = (struct prompt_settings){
        .temperature = 0, .top_p = NAN, .max_tokens = 256, .format = PROMPT_FORMAT_JSON};
    for (size_t i = 0; i < QUERIES; i++) {
        snprintf(bench->queries[i], sizeof bench->queries[i],
                 "a funny space adventure from the 80s, number %zu", i);
        bench->messages[i][0] = (struct chat_message){"system", STR(SYSTEM)};
        bench->messages[i][1] = (struct chat_message){"user", str_from(bench->queries[i])};
    }
}

static void measure(struct bench *bench, size_t connections)
{
    double cpu_ms = bench_cpu_ms();
    struct bench_times times = bench_measure(ask_all, bench, 1);
    double first_mb = bench_peak_mb();
    for (size_t run = 1; run < BENCH_RUNS; run++)
        bench_add(&times, bench_measure(ask_all, bench, 1).ms[0]);
    char what[64];
    snprintf(what, sizeof what, "%zu requests, %zu at once", bench->requests, connections);
    bench_row(what, &times, "%.0f requests/s, %.0f µs of processor each",
              (double)bench->requests / bench_spread(&times).median_ms * 1e3,
              (bench_cpu_ms() - cpu_ms) / (double)bench->answered * 1e3);
    printf("  memory at its most: %.1f MB after %zu requests, %.1f MB after %zu\n", first_mb,
           bench->requests, bench_peak_mb(), bench->answered);
}

int main(int argc, char **argv)
{
    uint16_t port;
    if (argc > 1 && strcmp(argv[1], "serve") == 0) {
        int listener = chat_stub_open(&port);
        printf("http://127.0.0.1:%u/v1\n", port);
        fflush(stdout);
        chat_stub_serve(listener);
    }
    static struct bench bench;
    bench.requests = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
    size_t connections = argc > 2 ? strtoul(argv[2], NULL, 10) : 64;
    signal(SIGPIPE, SIG_IGN);
    pid_t stub = start_stub(&port);
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%u/v1", port);
    struct clock clock = clock_start((int64_t)time(NULL) * 1000, false);
    const struct endpoint_options options = {.url = url,
                                             .concurrency = connections,
                                             .connect_timeout_ms = 5000,
                                             .timeout_ms = 60000,
                                             .response_max = (size_t)8 << 20,
                                             .clock = &clock};
    struct error err = {0};
    fill(&bench);
    bench_require(endpoint_open(&options, &bench.endpoint, &err), &err);
    printf("an endpoint on loopback\n");
    measure(&bench, connections);
    endpoint_close(bench.endpoint);
    kill(stub, SIGTERM);
    waitpid(stub, NULL, 0);
    return 0;
}
