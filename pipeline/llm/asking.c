#include "llm/asking.h"

#include <math.h>

#include "base/json.h"
#include "base/map.h"

#define SLOT_MAX ((size_t)256 << 20) /* bytes of one question with its reply */

struct asking {
    struct asking_options options;
    struct arena *arena;
    struct map asked; /* keys of what this run has sent */
    struct budget budget;
};

/* A question under way. */
struct slot {
    struct arena *arena;
    struct asking_question question;
    struct hash_sha256 key;
    struct budget_need need;
    double render_ms;
};

/* One asking_run(). */
struct round {
    struct asking *asking;
    const struct asking_work *work;
    struct asking_counts *counts;
    size_t next;
    struct slot_list {
        struct slot **items;
        size_t count;
        size_t capacity;
    } slots;
    struct {
        size_t *items; /* indices of the slots that nothing is under way in */
        size_t count;
        size_t capacity;
    } idle;
    double recorded_output; /* tokens of the recorded answers that have a number of them */
    size_t recorded;
    bool failed;
    struct error *err;
};

struct asking *asking_open(const struct asking_options *options, struct arena *arena)
{
    struct asking *asking = ARENA_NEW(arena, struct asking);
    *asking = (struct asking){.options = *options,
                              .arena = arena,
                              .asked = map_init(arena),
                              .budget = {.limits = options->limits}};
    return asking;
}

const char *asking_stopped_by(const struct asking *asking)
{
    return asking->budget.stopped_by;
}

/* ── answers on record ── */

/* True when the recorded reply answers the question, so that it is not asked again. */
static bool is_answer(const struct asking *asking, const struct replies_entry *entry)
{
    const struct asking_options *options = &asking->options;
    double age = (double)(options->clock->now_ms - entry->ts_ms);
    if (entry->own || options->mode == ASKING_OFFLINE)
        return true;
    if (entry->failed && (entry->transient || options->retry_errors))
        return false;
    return options->max_age_ms < 0 || age < options->max_age_ms;
}

static bool find_answer(const struct asking *asking, const struct hash_sha256 *key,
                        struct replies_entry *entry)
{
    return replies_find(asking->options.replies, key, entry) && is_answer(asking, entry);
}

/* ── the budget ── */

static const struct price *price_now(const struct asking *asking, struct str model)
{
    return price_find(asking->options.prices, model, asking->options.clock->now_ms);
}

/* What is expected of a question: recorded answers tell their length when only counting, otherwise
 * their limit does. */
static struct budget_need need_of(const struct round *round, const struct asking_question *question)
{
    const struct price *price = price_now(round->asking, question->request.model);
    size_t limit = question->request.settings->max_tokens;
    int64_t in = asking_question_tokens(question);
    double out = limit == 0 ? NAN : (double)limit;
    if (round->asking->options.mode == ASKING_COUNT && round->recorded != 0)
        out = round->recorded_output / (double)round->recorded;
    double cost = isnan(out) ? NAN : price_cost(price, in, (int64_t)llround(out));
    return (struct budget_need){(double)in, out, cost};
}

/* What a reply did need; a failed call has no tokens that anybody would tell us, and is free. */
static struct budget_need need_by(const struct asking *asking, const struct trace *trace)
{
    if (trace->error.size != 0)
        return (struct budget_need){0};
    return (struct budget_need){
        (double)trace->input_tokens, (double)trace->output_tokens,
        price_cost(price_now(asking, trace->model), trace->input_tokens, trace->output_tokens)};
}

/* A limit on costs that nobody can know would be none. */
static bool check_price(struct round *round, const struct asking_question *question)
{
    const struct asking *asking = round->asking;
    if (asking->options.limits.max_cost == 0 || price_now(asking, question->request.model) != NULL)
        return true;
    round->failed = true;
    return error_set(round->err, ERROR_USAGE, AT_NOWHERE,
                     "[llm] max_cost needs a price of the model %.*s, and the table of prices has "
                     "none",
                     STR_ARG(question->request.model));
}

/* ── asking ── */

static size_t idle_slot(struct round *round)
{
    struct arena *arena = round->asking->arena;
    if (round->idle.count != 0)
        return round->idle.items[--round->idle.count];
    struct slot *slot = ARENA_NEW(arena, struct slot);
    slot->arena = arena_open("a question", SLOT_MAX);
    *ARENA_PUSH(arena, &round->slots) = slot;
    return round->slots.count - 1;
}

static void free_slot(struct round *round, size_t number)
{
    arena_reset(round->slots.items[number]->arena);
    *ARENA_PUSH(round->asking->arena, &round->idle) = number;
}

/* Renders question `index`; false: there is nothing to ask. */
static bool render(struct round *round, size_t index, struct slot *slot)
{
    const struct clock *clock = round->asking->options.clock;
    double began = clock_ms(clock);
    slot->question = (struct asking_question){0};
    if (!round->work->question(round->work->context, index, slot->arena, &slot->question))
        return false;
    slot->key = asking_question_key(&slot->question);
    slot->render_ms = clock_ms(clock) - began;
    return true;
}

/* Counts a question that has an answer on record; false: it has none. */
static bool count_cached(struct round *round, const struct slot *slot)
{
    struct str key = {(const char *)slot->key.bytes, sizeof slot->key.bytes};
    struct replies_entry entry;
    bool on_record = find_answer(round->asking, &slot->key, &entry);
    if (!on_record && !map_find(&round->asking->asked, key, NULL))
        return false;
    if (on_record && entry.output_tokens >= 0) {
        round->recorded_output += (double)entry.output_tokens;
        round->recorded++;
    }
    round->counts->cached++;
    return true;
}

/* True when the question in the slot is to be sent now. */
static bool is_to_be_sent(struct round *round, struct slot *slot)
{
    struct asking *asking = round->asking;
    round->counts->questions++;
    if (count_cached(round, slot) || !check_price(round, &slot->question))
        return false;
    slot->need = need_of(round, &slot->question);
    if (asking->options.mode == ASKING_OFFLINE || !budget_take(&asking->budget, &slot->need)) {
        round->counts->not_asked++;
        return false;
    }
    map_intern(&asking->asked, (struct str){(const char *)slot->key.bytes, sizeof slot->key.bytes},
               NULL);
    round->counts->sent++;
    return true;
}

static bool next(void *context, size_t *number, struct chat_request *request)
{
    struct round *round = context;
    *number = idle_slot(round);
    struct slot *slot = round->slots.items[*number];
    while (round->next < round->work->count && !round->failed) {
        if (render(round, round->next++, slot) && is_to_be_sent(round, slot)) {
            *request = slot->question.request;
            return true;
        }
        arena_reset(slot->arena);
    }
    free_slot(round, *number);
    return false;
}

static struct str mask(struct asking *asking, struct arena *arena, struct str text)
{
    return redact_text(asking->options.redactor, arena, text, asking->options.masked);
}

/* Microseconds are all that can be trusted. */
static double rounded_ms(double ms)
{
    return round(ms * 1e3) / 1e3;
}

static void add_spans(struct trace *trace, const struct slot *slot, const struct chat_reply *reply)
{
    double render_ms = rounded_ms(slot->render_ms);
    struct json *request = json_object();
    json_put_number(request, "attempts", reply->attempts);
    json_put_number(request, "status", reply->status);
    json_put_number(request, "waited_ms", rounded_ms(reply->waited_ms));
    if (reply->finish_reason.size != 0)
        json_put_string(request, "finish_reason", reply->finish_reason);
    struct span *spans = ARENA_ARRAY(slot->arena, struct span, 2);
    spans[0] = (struct span){STR("render"), STR_NONE, 0, render_ms, STR_NONE};
    spans[1] =
        (struct span){STR("request"), STR_NONE, slot->render_ms,
                      reply->waited_ms + reply->latency_ms, json_write_line(slot->arena, request)};
    json_free(request);
    trace->call.spans = spans;
    trace->call.span_count = 2;
}

/* What is recorded of a reply, its texts masked. */
static struct trace trace_of(struct asking *asking, const struct slot *slot,
                             const struct chat_reply *reply)
{
    const struct asking_question *question = &slot->question;
    struct trace trace = {
        .ts_ms = reply->ts_ms,
        .case_id = question->case_id,
        .query = question->query,
        .model = question->request.model,
        .prompt = question->prompt,
        .params = asking_question_params(question, slot->arena),
        .variant = question->variant,
        .repeat = (int64_t)question->repeat,
        .output = mask(asking, slot->arena, reply->text),
        .error = mask(asking, slot->arena, reply->error),
        .failure = str_from(chat_failure_name(reply->failure)),
        .latency_ms = rounded_ms(reply->latency_ms),
        .input_tokens = reply->input_tokens,
        .output_tokens = reply->output_tokens,
        .call = {.attempts = reply->attempts},
    };
    bool answered = reply->failure == CHAT_OK;
    trace.call.tokens_estimated = answered && (trace.input_tokens < 0 || trace.output_tokens < 0);
    if (answered && trace.input_tokens < 0)
        trace.input_tokens = asking_question_tokens(question);
    if (answered && trace.output_tokens < 0)
        trace.output_tokens = chat_estimate_tokens(reply->text);
    if (!answered && trace.error.size == 0)
        trace.error = trace.failure;
    add_spans(&trace, slot, reply);
    return trace;
}

static void add_need(struct asking_counts *counts, const struct budget_need *need)
{
    counts->input_tokens += need->input_tokens;
    counts->output_tokens += need->output_tokens;
    counts->cost += need->cost;
}

static bool take(void *context, size_t number, const struct chat_reply *reply, struct error *err)
{
    struct round *round = context;
    struct slot *slot = round->slots.items[number];
    struct trace trace = trace_of(round->asking, slot, reply);
    if (!replies_add(round->asking->options.replies, &slot->key, &trace, slot->arena, err))
        return false;
    const struct budget_need needed = need_by(round->asking, &trace);
    budget_settle(&round->asking->budget, &slot->need, &needed);
    add_need(round->counts, &needed);
    round->counts->attempts += reply->attempts;
    round->counts->failed += trace.error.size != 0;
    free_slot(round, number);
    return true;
}

/* Goes through all questions without sending any; counts what those to be sent would need. */
static void count_only(struct round *round)
{
    struct chat_request request;
    size_t number;
    while (next(round, &number, &request)) {
        add_need(round->counts, &round->slots.items[number]->need);
        free_slot(round, number);
    }
}

/* ── answering ── */

/* Hands over the recorded answer to one question, if it has one. */
static bool answer(struct round *round, size_t index, struct slot *slot, struct error *err)
{
    struct replies_entry entry;
    struct trace trace;
    if (!render(round, index, slot) || !find_answer(round->asking, &slot->key, &entry))
        return true;
    if (!replies_read(round->asking->options.replies, &entry, slot->arena, &trace, err))
        return false;
    /* The same question may have been recorded for another case. */
    trace.case_id = slot->question.case_id;
    trace.query = slot->question.query;
    trace.prompt = slot->question.prompt;
    trace.call.cached = !entry.own;
    return round->work->answer(round->work->context, index, &trace, err);
}

static bool answer_all(struct round *round, struct error *err)
{
    size_t number = idle_slot(round);
    struct slot *slot = round->slots.items[number];
    bool done = true;
    for (size_t i = 0; done && i < round->work->count; i++) {
        done = answer(round, i, slot, err);
        arena_reset(slot->arena);
    }
    return done;
}

static bool ask_all(struct round *round, const struct asking_server *server, struct error *err)
{
    const struct endpoint_work work = {round, next, take};
    bool done = true;
    if (round->asking->options.mode == ASKING_SEND)
        done = server->ask(server->context, &work, err);
    else
        count_only(round);
    return done && !round->failed && replies_sync(round->asking->options.replies, err);
}

bool asking_run(struct asking *asking, const struct asking_server *server,
                const struct asking_work *work, struct asking_counts *counts, struct error *err)
{
    struct round round = {.asking = asking, .work = work, .counts = counts, .err = err};
    bool done = ask_all(&round, server, err);
    if (done && asking->options.mode != ASKING_COUNT)
        done = answer_all(&round, err);
    for (size_t i = 0; i < round.slots.count; i++)
        arena_close(round.slots.items[i]->arena);
    return done;
}

static bool ask_endpoint(void *context, const struct endpoint_work *work, struct error *err)
{
    return endpoint_ask(context, work, err);
}

struct asking_server asking_server_of(struct endpoint *endpoint)
{
    return (struct asking_server){endpoint, ask_endpoint};
}
