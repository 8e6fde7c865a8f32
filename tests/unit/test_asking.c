#include "llm/asking.h"

#include <math.h>

#include "folder.h"
#include "suite.h"

#define HOUR_MS (3600 * INT64_C(1000))

static struct arena *arena;
static struct arena *scratch;
static struct redactor *redactor;
static struct price_list prices;
static struct clock now;
static const char *path;

/* What the server of the test does, and what it saw. */
static struct {
    enum chat_failure failure; /* of every reply */
    const char *text;
    size_t asked;
    size_t most; /* replies after which it dies; 0: never */
    int64_t tokens;
} server;

/* The questions of the test, and the answers that came. */
static struct {
    size_t count;
    size_t repeats;
    const char *variant;
    double temperature;
    size_t answered[64];
    size_t cached;
    char last[256];
    char last_error[256];
} work;

static struct prompt_settings settings;

static void open_all(void)
{
    arena = arena_open("test", 1 << 26);
    scratch = arena_open("scratch", 1 << 26);
    ck_assert(redact_open(&redactor, NULL));
    ck_assert_int_eq(chdir(folder_make()), 0);
    path = "replies.jsonl";
    now = clock_start(100 * HOUR_MS, true);
    memset(&server, 0, sizeof server);
    memset(&work, 0, sizeof work);
    server.text = "{\"genres\":[]}";
    server.tokens = 10;
    work.count = 5;
    work.repeats = 1;
    work.variant = "";
    prices = (struct price_list){0};
    struct price *price = ARENA_PUSH(arena, &prices);
    *price = (struct price){STR("m"), 1e6, 1e6, 0};
}

static void close_all(void)
{
    redact_close(redactor);
    arena_close(scratch);
    arena_close(arena);
}

static bool question(void *context, size_t index, struct arena *memory, struct asking_question *out)
{
    (void)context;
    size_t number = index % work.count;
    struct chat_message *message = ARENA_NEW(memory, struct chat_message);
    struct str query = str_from(arena_printf(memory, "query %zu", number));
    *message = (struct chat_message){"user", query};
    settings = (struct prompt_settings){.temperature = work.temperature, .top_p = NAN};
    *out = (struct asking_question){
        .request = {STR("m"), message, 1, &settings},
        .case_id = str_from(arena_printf(memory, "case-%zu", number)),
        .query = query,
        .prompt = STR("p@1"),
        .variant = str_from(work.variant),
        .repeat = index / work.count,
    };
    return true;
}

static bool answer(void *context, size_t index, const struct trace *trace, struct error *err)
{
    (void)context;
    (void)err;
    work.answered[index]++;
    work.cached += trace->call.cached;
    snprintf(work.last, sizeof work.last, "%.*s", STR_ARG(trace->output));
    snprintf(work.last_error, sizeof work.last_error, "%.*s", STR_ARG(trace->error));
    return true;
}

/* Replies in reverse order of the questions, as a server may. */
static bool serve(void *context, const struct endpoint_work *asked, struct error *err)
{
    size_t numbers[64];
    struct chat_request requests[64];
    size_t count = 0;
    (void)context;
    while (count < 64 && asked->next(asked->context, &numbers[count], &requests[count]))
        count++;
    server.asked += count;
    for (size_t i = count; i > 0; i--) {
        bool answered = server.failure == CHAT_OK;
        const struct chat_reply reply = {
            .failure = server.failure,
            .text = answered ? str_from(server.text) : STR_NONE,
            .error = answered ? STR_NONE : STR("it failed"),
            .attempts = 1,
            .ts_ms = now.now_ms,
            .latency_ms = 5,
            .input_tokens = answered ? server.tokens : -1,
            .output_tokens = answered ? server.tokens : -1,
        };
        if (server.most != 0 && count - i == server.most)
            return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "killed");
        if (!asked->take(asked->context, numbers[i - 1], &reply, err))
            return false;
    }
    return true;
}

/* A run of its own: opens the recording, asks everything, and closes it again. */
static struct asking_counts run(struct asking_options options)
{
    static const struct asking_server own = {NULL, serve};
    struct asking_work asked = {NULL, work.count * work.repeats, question, answer};
    struct asking_counts counts = {0};
    size_t ignored;
    memset(work.answered, 0, sizeof work.answered);
    work.cached = server.asked = 0;
    ck_assert(replies_open(path, &now, arena, &options.replies, &ignored, NULL));
    ck_assert_uint_eq(ignored, 0);
    options.redactor = redactor;
    options.clock = &now;
    options.prices = &prices;
    struct asking *asking = asking_open(&options, arena);
    bool done = asking_run(asking, &own, &asked, &counts, NULL);
    ck_assert_int_eq(done, server.most == 0);
    replies_close(options.replies);
    return counts;
}

static size_t answers(void)
{
    size_t count = 0;
    for (size_t i = 0; i < work.count * work.repeats; i++) {
        ck_assert_uint_le(work.answered[i], 1);
        count += work.answered[i];
    }
    return count;
}

static const struct asking_options fresh = {.max_age_ms = 12.0 * HOUR_MS};

START_TEST(a_question_is_asked_once_and_then_answered_from_the_recording)
{
    struct asking_counts counts = run(fresh);
    ck_assert_uint_eq(counts.sent, 5);
    ck_assert_uint_eq(answers(), 5);
    ck_assert_uint_eq(work.cached, 0);
    ck_assert_double_eq(counts.input_tokens, 50);
    ck_assert_double_eq(counts.cost, 100);
    counts = run(fresh);
    ck_assert_uint_eq(server.asked, 0);
    ck_assert_uint_eq(counts.cached, 5);
    ck_assert_uint_eq(answers(), 5);
    ck_assert_uint_eq(work.cached, 5);
    ck_assert_str_eq(work.last, server.text);
}
END_TEST

START_TEST(whatever_matters_makes_another_question)
{
    run(fresh);
    work.temperature = .5;
    ck_assert_uint_eq(run(fresh).sent, 5);
    work.variant = "typo";
    ck_assert_uint_eq(run(fresh).sent, 5);
    work.repeats = 3;
    ck_assert_uint_eq(run(fresh).sent, 10);
    ck_assert_uint_eq(run(fresh).sent, 0);
}
END_TEST

START_TEST(equal_questions_of_one_run_are_asked_once_and_all_answered)
{
    struct asking_work asked = {NULL, 0, question, answer};
    struct asking_server own = {NULL, serve};
    struct asking_counts counts = {0};
    struct asking_options options = fresh;
    size_t ignored;
    ck_assert(replies_open(path, &now, arena, &options.replies, &ignored, NULL));
    options.redactor = redactor;
    options.clock = &now;
    options.prices = &prices;
    options.max_age_ms = 0;
    struct asking *asking = asking_open(&options, arena);
    asked.count = 5;
    ck_assert(asking_run(asking, &own, &asked, &counts, NULL));
    ck_assert(asking_run(asking, &own, &asked, &counts, NULL));
    ck_assert_uint_eq(server.asked, 5);
    ck_assert_uint_eq(counts.cached, 5);
    ck_assert_uint_eq(work.answered[0], 2);
    replies_close(options.replies);
}
END_TEST

START_TEST(an_old_recording_is_no_answer_unless_every_age_will_do)
{
    run(fresh);
    now = clock_start(112 * HOUR_MS, true);
    struct asking_options forever = {.max_age_ms = -1};
    ck_assert_uint_eq(run(forever).sent, 0);
    ck_assert_uint_eq(run(fresh).sent, 5);
    struct asking_options anew = {.max_age_ms = 0};
    ck_assert_uint_eq(run(anew).sent, 5);
}
END_TEST

START_TEST(a_killed_run_goes_on_where_it_was)
{
    server.most = 3;
    run(fresh);
    server.most = 0;
    struct asking_counts counts = run(fresh);
    ck_assert_uint_eq(counts.cached, 3);
    ck_assert_uint_eq(counts.sent, 2);
    ck_assert_uint_eq(answers(), 5);
}
END_TEST

START_TEST(a_transport_failure_is_asked_again_and_a_refusal_only_on_request)
{
    struct asking_options retry = fresh;
    retry.retry_errors = true;
    server.failure = CHAT_REFUSED;
    ck_assert_uint_eq(run(fresh).failed, 5);
    ck_assert_str_eq(work.last_error, "it failed");
    ck_assert_uint_eq(run(fresh).sent, 0);
    ck_assert_uint_eq(answers(), 5);
    server.failure = CHAT_SERVER;
    ck_assert_uint_eq(run(retry).sent, 5);
    ck_assert_uint_eq(answers(), 5);
    server.failure = CHAT_OK;
    ck_assert_uint_eq(run(fresh).sent, 5);
    ck_assert_uint_eq(run(retry).sent, 0);
    ck_assert_str_eq(work.last_error, "");
}
END_TEST

START_TEST(offline_sends_nothing_and_takes_every_recording)
{
    struct asking_options offline = {.mode = ASKING_OFFLINE, .max_age_ms = 0};
    ck_assert_uint_eq(run(offline).not_asked, 5);
    ck_assert_uint_eq(answers(), 0);
    server.failure = CHAT_TIMEOUT;
    run(fresh);
    ck_assert_uint_eq(run(offline).cached, 5);
    ck_assert_uint_eq(server.asked, 0);
    ck_assert_uint_eq(answers(), 5);
}
END_TEST

START_TEST(counting_sends_and_answers_nothing)
{
    struct asking_options count = fresh;
    count.mode = ASKING_COUNT;
    run(fresh);
    work.repeats = 2;
    struct asking_counts counts = run(count);
    ck_assert_uint_eq(server.asked, 0);
    ck_assert_uint_eq(answers(), 0);
    ck_assert_uint_eq(counts.cached, 5);
    ck_assert_uint_eq(counts.sent, 5);
    /* "query 0" is two tokens; the recorded answers have ten. */
    ck_assert_double_eq(counts.input_tokens, 10);
    ck_assert_double_eq(counts.output_tokens, 50);
    ck_assert_double_eq(counts.cost, 60);
}
END_TEST

START_TEST(a_budget_stops_the_asking_with_what_there_is)
{
    struct asking_options poor = fresh;
    poor.limits.max_calls = 2;
    struct asking_counts counts = run(poor);
    ck_assert_uint_eq(counts.sent, 2);
    ck_assert_uint_eq(counts.not_asked, 3);
    ck_assert_uint_eq(answers(), 2);
    counts = run(poor);
    ck_assert_uint_eq(counts.cached, 2);
    ck_assert_uint_eq(counts.sent, 2);
    ck_assert_uint_eq(answers(), 4);
}
END_TEST

START_TEST(a_limit_on_costs_that_nobody_knows_is_refused)
{
    struct asking_options poor = fresh;
    struct asking_server own = {NULL, serve};
    struct asking_work asked = {NULL, work.count, question, answer};
    struct asking_counts counts = {0};
    struct price_list none = {0};
    struct error err = {0};
    size_t ignored;
    ck_assert(replies_open(path, &now, arena, &poor.replies, &ignored, NULL));
    poor.limits.max_cost = 1;
    poor.redactor = redactor;
    poor.clock = &now;
    poor.prices = &none;
    ck_assert(!asking_run(asking_open(&poor, arena), &own, &asked, &counts, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_uint_eq(server.asked, 0);
    replies_close(poor.replies);
}
END_TEST

START_TEST(a_reply_is_masked_before_it_is_recorded)
{
    struct str text;
    server.text = "write to someone@example.org";
    run(fresh);
    ck_assert_str_eq(work.last, "write to [email]");
    ck_assert(io_read_file(arena, path, 1 << 20, &text, NULL));
    ck_assert_uint_eq(str_find(text, STR("example.org")), SIZE_MAX);
}
END_TEST

START_TEST(tokens_that_no_server_told_are_estimated_and_marked)
{
    struct str text;
    server.tokens = -1;
    struct asking_counts counts = run(fresh);
    ck_assert_double_eq(counts.input_tokens, 10);
    ck_assert(io_read_file(arena, path, 1 << 20, &text, NULL));
    ck_assert_uint_ne(str_find(text, STR("\"tokens_estimated\":true")), SIZE_MAX);
}
END_TEST

START_TEST(lines_that_are_no_replies_are_passed_over_and_counted)
{
    struct replies *replies;
    struct str text;
    size_t ignored;
    run(fresh);
    ck_assert(io_read_file(arena, path, 1 << 20, &text, NULL));
    const char *more =
        arena_printf(arena, "%s\n{}\nnot JSON\n{\"key\":\"zz\"}\n{\"torn", text.data);
    ck_assert(io_write_file(path, str_from(more), 0600, NULL));
    ck_assert(replies_open(path, &now, arena, &replies, &ignored, NULL));
    ck_assert_uint_eq(ignored, 4);
    replies_close(replies);
    ck_assert_uint_eq(str_find(text, STR("\"trace_id\":\"")) == SIZE_MAX, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, close_all, "asking",
        a_question_is_asked_once_and_then_answered_from_the_recording,
        whatever_matters_makes_another_question,
        equal_questions_of_one_run_are_asked_once_and_all_answered,
        an_old_recording_is_no_answer_unless_every_age_will_do, a_killed_run_goes_on_where_it_was,
        a_transport_failure_is_asked_again_and_a_refusal_only_on_request,
        offline_sends_nothing_and_takes_every_recording, counting_sends_and_answers_nothing,
        a_budget_stops_the_asking_with_what_there_is, a_limit_on_costs_that_nobody_knows_is_refused,
        a_reply_is_masked_before_it_is_recorded,
        tokens_that_no_server_told_are_estimated_and_marked,
        lines_that_are_no_replies_are_passed_over_and_counted);
}
