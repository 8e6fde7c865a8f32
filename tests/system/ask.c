/*
 * ask.c - asks an endpoint as the program does, for tests that want every reply in a line of its
 * own:
 *
 *     ask URL [n=1] [concurrency=4] [connect=1000] [timeout=1000] [max=65536] [retries=0] [wait=20]
 *         [wait_max=200] [rpm=0] [ca=FILE] [model=tiny] [format=json|schema] [max_tokens=N]
 * [seed=N]
 *
 * Prints "NUMBER FAILURE STATUS ATTEMPTS MILLISECONDS TEXT-OR-ERROR" in the order of arrival, the
 * failure being "ok" for an answer. The key comes from $ASK_KEY. Question i says "question i".
 */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "llm/endpoint.h"

struct questions {
    size_t next;
    size_t count;
    struct str model;
    struct chat_message message;
    struct prompt_settings settings;
    char text[1024][32];
};

static bool next_question(void *context, size_t *number, struct chat_request *request)
{
    struct questions *questions = context;
    if (questions->next == questions->count)
        return false;
    *number = questions->next++;
    char *text = questions->text[*number % 1024];
    snprintf(text, sizeof questions->text[0], "question %zu", *number);
    questions->message = (struct chat_message){"user", str_from(text)};
    *request =
        (struct chat_request){questions->model, &questions->message, 1, &questions->settings};
    return true;
}

static bool print_reply(void *context, size_t number, const struct chat_reply *reply,
                        struct error *err)
{
    (void)context;
    (void)err;
    struct str said = reply->failure == CHAT_OK ? reply->text : reply->error;
    printf("%zu %s %d %u %.0f %.*s\n", number,
           reply->failure == CHAT_OK ? "ok" : chat_failure_name(reply->failure), reply->status,
           reply->attempts, reply->latency_ms + reply->waited_ms, STR_ARG(said));
    fflush(stdout);
    return true;
}

/* What is behind "name=" in the arguments; NULL when it is not there. */
static const char *text_of(char **arguments, const char *name)
{
    size_t size = strlen(name);
    for (; *arguments != NULL; arguments++) {
        if (strncmp(*arguments, name, size) == 0 && (*arguments)[size] == '=')
            return *arguments + size + 1;
    }
    return NULL;
}

static double number_of(char **arguments, const char *name, double otherwise)
{
    const char *text = text_of(arguments, name);
    return text == NULL ? otherwise : strtod(text, NULL);
}

static void set_questions(char **argv, struct questions *questions)
{
    struct prompt_settings *settings = &questions->settings;
    const char *model = text_of(argv, "model");
    const char *format = text_of(argv, "format");
    questions->count = (size_t)number_of(argv, "n", 1);
    questions->model = str_from(model == NULL ? "tiny" : model);
    settings->max_tokens = (size_t)number_of(argv, "max_tokens", 0);
    settings->seeded = text_of(argv, "seed") != NULL;
    settings->seed = (int64_t)number_of(argv, "seed", 0);
    if (format != NULL)
        settings->format = strcmp(format, "json") == 0 ? PROMPT_FORMAT_JSON : PROMPT_FORMAT_SCHEMA;
    settings->schema = STR("{\"type\":\"object\",\"properties\":{},\"required\":[],"
                           "\"additionalProperties\":false}");
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    signal(SIGPIPE, SIG_IGN);
    struct clock clock = clock_start((int64_t)time(NULL) * 1000, false);
    const struct endpoint_options options = {
        .url = argv[1],
        .key = getenv("ASK_KEY"),
        .ca_file = text_of(argv, "ca"),
        .concurrency = (size_t)number_of(argv, "concurrency", 4),
        .connect_timeout_ms = number_of(argv, "connect", 1000),
        .timeout_ms = number_of(argv, "timeout", 1000),
        .response_max = (size_t)number_of(argv, "max", 65536),
        .retries = (size_t)number_of(argv, "retries", 0),
        .retry_wait_ms = number_of(argv, "wait", 20),
        .retry_wait_max_ms = number_of(argv, "wait_max", 200),
        .requests_per_minute = number_of(argv, "rpm", 0),
        .seed = 1,
        .clock = &clock,
    };
    static struct questions questions = {.settings = {.temperature = NAN, .top_p = NAN}};
    set_questions(argv, &questions);
    const struct endpoint_work work = {&questions, next_question, print_reply};
    struct endpoint *endpoint;
    struct error err = {0};
    if (!endpoint_open(&options, &endpoint, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return error_exit_code(err.kind);
    }
    bool done = endpoint_ask(endpoint, &work, &err);
    endpoint_close(endpoint);
    if (!done)
        fprintf(stderr, "%s\n", err.text);
    return done ? 0 : error_exit_code(err.kind);
}
