#include "commands/night_asking.h"

#include <math.h>

#include "base/log.h"
#include "config/environment.h"
#include "config/keys.h"
#include "llm/endpoint.h"
#include "llm/prompt_render.h"

#define REPLIES "replies.jsonl"
#define HOUR_MS 3600e3
#define SECOND_MS 1e3
#define KILOBYTE 1024
#define LIST_MAX 4096 /* bytes of all genres or intents */

struct night_asking {
    struct replies *replies;
    struct asking *asking;
    struct endpoint **endpoints; /* (config->endpoint_count) NULL: not opened yet */
};

/* ── opening ── */

static enum asking_mode mode_of(const struct session *session)
{
    if (session_option(session, "dry-run") != NULL)
        return ASKING_COUNT;
    return session_option(session, "offline") != NULL ? ASKING_OFFLINE : ASKING_SEND;
}

static bool open_asking(struct night *night, struct error *err)
{
    const struct config_llm *llm = &night->config->llm;
    const struct session *session = night->session;
    struct night_asking *own = ARENA_NEW(night->arena, struct night_asking);
    const char *path = night_path(night, REPLIES);
    size_t ignored;
    if (!replies_open(path, session->clock, night->arena, &own->replies, &ignored, err))
        return false;
    if (ignored != 0)
        log_write(session->log, LOG_WARNING, "asking", "%s: %zu lines are no recorded replies",
                  path, ignored);
    const struct asking_options options = {
        .replies = own->replies,
        .redactor = night->redactor,
        .masked = &night->masked,
        .clock = session->clock,
        .prices = &night->prices,
        .limits = {llm->max_calls, llm->max_tokens, llm->max_cost},
        .mode = mode_of(session),
        .retry_errors = session_option(session, "retry-errors") != NULL,
        .max_age_ms = llm->cache_hours * HOUR_MS,
    };
    own->asking = asking_open(&options, night->arena);
    own->endpoints = ARENA_ARRAY(night->arena, struct endpoint *, night->config->endpoint_count);
    night->asking = own;
    return true;
}

static bool open_endpoint(struct night *night, size_t index, struct error *err)
{
    const struct config_endpoint *wanted = &night->config->endpoints[index];
    const struct endpoint_options options = {
        .url = wanted->url.data,
        .key = environment_get(night->session->environment, wanted->key_env.data),
        .ca_file = wanted->ca_file[0] == '\0' ? NULL : wanted->ca_file,
        .concurrency = wanted->concurrency,
        .connect_timeout_ms = wanted->connect_timeout * SECOND_MS,
        .timeout_ms = wanted->timeout * SECOND_MS,
        .response_max = wanted->response_max * KILOBYTE,
        .retries = wanted->retries,
        .retry_wait_ms = wanted->retry_wait * SECOND_MS,
        .retry_wait_max_ms = wanted->retry_wait_max * SECOND_MS,
        .requests_per_minute = wanted->requests_per_minute,
        .seed = night->config->run.seed,
        .clock = night->session->clock,
    };
    return endpoint_open(&options, &night->asking->endpoints[index], err);
}

bool night_asking_open(struct night *night, struct str endpoint, struct asking **asking,
                       struct asking_server *server, struct error *err)
{
    const struct config *config = night->config;
    size_t index = 0;
    if (night->asking == NULL && !open_asking(night, err))
        return false;
    while (!str_equal(config->endpoints[index].name, endpoint))
        index++;
    *asking = night->asking->asking;
    *server = (struct asking_server){0};
    if (mode_of(night->session) != ASKING_SEND)
        return true;
    if (night->asking->endpoints[index] == NULL && !open_endpoint(night, index, err))
        return false;
    *server = asking_server_of(night->asking->endpoints[index]);
    return true;
}

void night_asking_close(struct night *night)
{
    if (night->asking == NULL)
        return;
    for (size_t i = 0; i < night->config->endpoint_count; i++)
        endpoint_close(night->asking->endpoints[i]);
    replies_close(night->asking->replies);
}

/* ── what is asked ── */

enum { QUERY, GENRES, INTENTS, VALUES };

/* One interpreter and the queries that it is to read. */
struct subject {
    struct night *night;
    const struct config_interpreter *wanted;
    const struct prompt *prompt;
    struct prompt_settings settings; /* the prompt's, and what the interpreter says instead */
    struct prompt_render_value values[VALUES];
    const struct reading_variant *variant; /* NULL: the queries as they are */
    struct replay *replay;
};

static struct str join(const struct str *items, size_t count, struct arena *arena)
{
    struct strbuf list = strbuf_init(arena, LIST_MAX);
    for (size_t i = 0; i < count; i++)
        strbuf_addf(&list, "%s%.*s", i == 0 ? "" : ", ", STR_ARG(items[i]));
    return strbuf_str(&list);
}

static struct prompt_settings settings_of(const struct prompt *prompt,
                                          const struct config_interpreter *wanted)
{
    struct prompt_settings settings = prompt->settings;
    if (!isnan(wanted->temperature))
        settings.temperature = wanted->temperature;
    if (wanted->max_tokens != KEYS_AUTO_COUNT)
        settings.max_tokens = wanted->max_tokens;
    if (wanted->seed != KEYS_AUTO_COUNT) {
        settings.seeded = true;
        settings.seed = (int64_t)wanted->seed;
    }
    return settings;
}

static bool make_subject(struct night *night, size_t index, struct subject *subject,
                         struct error *err)
{
    const struct config_interpreter *wanted = &night->config->interpreters[index];
    const struct prompt *prompt = prompt_find(&night->prompts, wanted->prompt);
    if (prompt == NULL)
        return error_set(err, ERROR_USAGE, wanted->at,
                         "[interpreter %.*s]: there is no prompt %.*s", STR_ARG(wanted->name),
                         STR_ARG(wanted->prompt));
    *subject = (struct subject){
        .night = night,
        .wanted = wanted,
        .prompt = prompt,
        .settings = settings_of(prompt, wanted),
        .values = {[QUERY] = {STR("query"), STR_NONE},
                   [GENRES] = {STR("genres"),
                               join(night->genres.names, night->genres.count, night->arena)},
                   [INTENTS] = {STR("intents"),
                                join(night->intents.names, night->intents.count, night->arena)}},
    };
    return prompt_render_check(prompt, subject->values, VALUES, err);
}

/* Question `index`: all cases for the first time, then all for the second. */
static bool question(void *context, size_t index, struct arena *arena, struct asking_question *out)
{
    const struct subject *subject = context;
    const struct gold_set *gold = &subject->night->gold;
    const struct gold_case *item = &gold->items[index % gold->count];
    bool changed = subject->variant != NULL;
    struct prompt_render_value values[VALUES];
    struct chat_message *messages;
    for (size_t i = 0; i < VALUES; i++)
        values[i] = subject->values[i];
    values[QUERY].value = changed ? subject->variant->queries[index] : item->query;
    if (values[QUERY].value.size == 0)
        return false;
    *out = (struct asking_question){
        .request = {.model = subject->wanted->model, .settings = &subject->settings},
        .case_id = item->id,
        .query = values[QUERY].value,
        .prompt = subject->prompt->reference,
        .prompt_digest = subject->prompt->digest,
        .variant = changed ? subject->variant->name : STR_NONE,
        .repeat = index / gold->count,
    };
    prompt_render(subject->prompt, values, VALUES, arena, &messages, &out->request.message_count);
    out->request.messages = messages;
    return true;
}

static bool answer(void *context, size_t index, const struct trace *trace, struct error *err)
{
    const struct subject *subject = context;
    (void)index;
    (void)err;
    replay_add(subject->replay, trace, subject->night->scratch);
    arena_reset(subject->night->scratch);
    return true;
}

/* Asks `repeats` times and reads the answers. */
static bool ask(struct subject *subject, size_t repeats, struct interpreter *out, struct error *err)
{
    struct night *night = subject->night;
    const struct vocabulary vocabulary = {&night->catalogue, &night->genres, &night->intents};
    const struct replay_filter filter = {.model = subject->wanted->model,
                                         .prompt = subject->prompt->reference};
    const struct asking_work work = {subject, repeats * night->gold.count, question, answer};
    struct findings lost = findings_init(night->arena);
    struct asking_counts counts = {0};
    struct replay_counts replayed;
    struct asking_server server;
    struct asking *asking;
    subject->replay = replay_open(&night->gold, &filter, night->arena);
    if (!night_asking_open(night, subject->wanted->endpoint, &asking, &server, err) ||
        !asking_run(asking, &server, &work, &counts, err))
        return false;
    if (counts.not_asked != 0)
        night->run.partial = asking_stopped_by(asking) == NULL ? "offline" : "budget";
    *out = replay_finish(subject->replay, &vocabulary, night->session->clock, night->pool,
                         &replayed, &lost, night->scratch);
    out->kind = INTERPRETER_ENDPOINT;
    night_asking_price(night, out);
    return true;
}

bool night_asking_interpret(struct night *night, size_t index, struct interpreter *out,
                            struct error *err)
{
    struct subject subject;
    return make_subject(night, index, &subject, err) &&
           ask(&subject, night->config->eval.repeats, out, err);
}

bool night_asking_variant(struct night *night, size_t index, struct reading_variant *variant,
                          struct error *err)
{
    struct subject subject;
    struct interpreter readings;
    if (!make_subject(night, index, &subject, err))
        return false;
    subject.variant = variant;
    if (!ask(&subject, 1, &readings, err))
        return false;
    for (size_t i = 0; i < night->gold.count; i++)
        variant->readings[i] =
            readings.variant_count == 0 ? reading_none() : readings.variants[0].readings[i];
    return true;
}

static bool count(struct subject *subject, size_t repeats, struct asking_counts *counts,
                  struct error *err)
{
    struct night *night = subject->night;
    const struct asking_work work = {subject, repeats * night->gold.count, question, answer};
    struct asking_server server;
    struct asking *asking;
    return night_asking_open(night, subject->wanted->endpoint, &asking, &server, err) &&
           asking_run(asking, &server, &work, counts, err);
}

bool night_asking_count(struct night *night, size_t index, struct asking_counts *counts,
                        struct error *err)
{
    struct subject subject;
    return make_subject(night, index, &subject, err) &&
           count(&subject, night->config->eval.repeats, counts, err);
}

bool night_asking_count_variant(struct night *night, size_t index,
                                const struct reading_variant *variant, struct asking_counts *counts,
                                struct error *err)
{
    struct subject subject;
    if (!make_subject(night, index, &subject, err))
        return false;
    subject.variant = variant;
    return count(&subject, 1, counts, err);
}

/* ── prices ── */

static void price_readings(const struct night *night, struct str model, struct reading *readings,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct reading *reading = &readings[i];
        const struct price *price = price_find(&night->prices, model, reading->call.ts_ms);
        reading->cost = price_cost(price, reading->input_tokens, reading->output_tokens);
    }
}

void night_asking_price(const struct night *night, struct interpreter *interpreter)
{
    price_readings(night, interpreter->model, interpreter->readings,
                   interpreter->repeats * interpreter->count);
    for (size_t i = 0; i < interpreter->variant_count; i++)
        price_readings(night, interpreter->model, interpreter->variants[i].readings,
                       interpreter->count);
}
