#include "synth/synth_logs.h"

#include <math.h>
#include <stdio.h>

#include "base/timestamp.h"
#include "base/writer.h"
#include "synth/phrases.h"

#define DAY_MS 86400000
#define FILE_MODE 0644
#define LINE_MAX_BYTES 2048
#define PERSONAL_ONE_IN 200
#define COMMENT_ONE_IN 300
#define DUPLICATE_ONE_IN 250
#define FAILURE_ONE_IN 50
#define LIST_LENGTH 10      /* places of a list of recommendations */
#define CALLS_DRAWN 3       /* queries that a person chooses from */
#define FILMS_DRAWN 300     /* films that are looked at for a list */
#define OFF_QUERY_ONE_IN 50 /* films that do not match and are listed all the same */
#define GUESS_ERROR 0.8     /* of the imagined recommender, in standard deviations of liking */

/* Streams of random numbers, which no other part of the world draws from. */
#define STREAM_FEEDBACK UINT64_C(0x7377697065) /* "swipe" */
#define STREAM_CALLS UINT64_C(0x63616c6c00000000)

/* Event or call number `i` of `count`: times are evenly spread, with some jitter, ascending. */
static int64_t time_of(const struct world *world, size_t i, size_t count, struct rng *rng)
{
    double period = (double)world->options.days * DAY_MS;
    double place = ((double)i + rng_uniform(rng)) / (double)count;
    return world->options.first_ms + (int64_t)(period * place);
}

static size_t day_of(const struct world *world, int64_t ms)
{
    return (size_t)((ms - world->options.first_ms) / DAY_MS);
}

static void count_personal(struct synth_logs_planted *planted, enum phrases_personal personal)
{
    planted->emails += personal == PHRASES_EMAIL;
    planted->phones += personal == PHRASES_PHONE;
}

/* The call's query depends on its number only, so that feedback can quote it. */
static struct phrases_query query_of_call(const struct world *world,
                                          const struct genre_table *genres, size_t call)
{
    struct rng rng = rng_init(world->options.seed, STREAM_CALLS + call);
    return phrases_make_query(genres, PERSONAL_ONE_IN, &rng);
}

/* ---- what people ask for, and what they are shown ---------------------------------------------
 */

/* A film that somebody sees, and why. */
struct shown {
    size_t film;
    unsigned position;          /* from 1 */
    bool asked;                 /* the rest is valid */
    bool matches;               /* the query */
    size_t call;                /* that led to it */
    struct phrases_query query; /* without personal data, which is planted in the calls alone */
};

static bool matches(const struct movie *film, const struct phrases_query *query)
{
    bool in_time = query->decade == 0 || film->year / 10 == query->decade / 10;
    return in_time && (film->genres & genre_bit(query->genre)) != 0;
}

/* Of some calls the one whose genre the person likes best: people ask for what they like. */
static void draw_query(const struct world *world, const struct genre_table *genres, size_t person,
                       size_t calls, struct rng *rng, struct shown *out)
{
    const float *taste = world->taste + person * world->genre_count;
    for (int draw = 0; draw < CALLS_DRAWN; draw++) {
        size_t call = rng_below(rng, (uint32_t)calls);
        struct phrases_query query = query_of_call(world, genres, call);
        if (query.personal != PHRASES_CLEAN ||
            (out->asked && taste[query.genre] <= taste[out->query.genre]))
            continue;
        out->asked = true;
        out->call = call;
        out->query = query;
    }
}

/* A list of recommendations, the best guess first. */
struct list {
    size_t films[LIST_LENGTH];
    double guesses[LIST_LENGTH];
    size_t count;
};

static bool is_listed(const struct list *list, size_t film)
{
    for (size_t n = 0; n < list->count; n++)
        if (list->films[n] == film)
            return true;
    return false;
}

static void insert(struct list *list, size_t film, double guess)
{
    size_t place = list->count < LIST_LENGTH ? list->count++ : LIST_LENGTH;
    for (; place > 0 && list->guesses[place - 1] < guess; place--) {
        if (place == LIST_LENGTH)
            continue;
        list->guesses[place] = list->guesses[place - 1];
        list->films[place] = list->films[place - 1];
    }
    if (place == LIST_LENGTH)
        return;
    list->guesses[place] = guess;
    list->films[place] = film;
}

/*
 * A place in the list of an imagined recommender. It looks at some films, every fifth because
 * many see it, and keeps those that match, and about one in OFF_QUERY_ONE_IN of the others; then it
 * lists the best by a guess of the person's liking that is wrong by GUESS_ERROR.
 */
static void draw_place(const struct world *world, size_t person, size_t day, struct rng *rng,
                       struct shown *out)
{
    struct list list = {.count = 0};
    for (int draw = 0; draw < FILMS_DRAWN; draw++) {
        size_t film = draw % 5 == 0 ? world_draw(&world->by_popularity, rng)
                                    : rng_below(rng, (uint32_t)world->films->count);
        if ((!matches(&world->films->items[film], &out->query) &&
             rng_below(rng, OFF_QUERY_ONE_IN) != 0) ||
            is_listed(&list, film))
            continue;
        insert(&list, film, world_liking(world, person, film, day) + GUESS_ERROR * rng_normal(rng));
    }
    out->asked = list.count != 0;
    if (list.count == 0)
        return;
    uint32_t one = rng_below(rng, (uint32_t)list.count);
    uint32_t other = rng_below(rng, (uint32_t)list.count); /* upper places are looked at more */
    out->position = 1 + (one < other ? one : other);
    out->film = list.films[out->position - 1];
    out->matches = matches(&world->films->items[out->film], &out->query);
}

/* What a person swipes: every other time something they asked for, if there are calls at all. */
static struct shown draw_shown(const struct world *world, const struct genre_table *genres,
                               size_t person, size_t day, size_t calls, struct rng *rng)
{
    struct shown shown = {0};
    if (calls != 0 && rng_below(rng, 2) == 0) {
        draw_query(world, genres, person, calls, rng, &shown);
        if (shown.asked)
            draw_place(world, person, day, rng, &shown);
    }
    if (!shown.asked) {
        shown.film = world_draw(&world->by_popularity, rng);
        shown.position = 1 + rng_below(rng, LIST_LENGTH);
    }
    return shown;
}

/* ---- feedback ---------------------------------------------------------------------------------
 */

static const char *draw_action(const struct world *world, size_t person, const struct shown *shown,
                               size_t day, bool variant_b, struct rng *rng)
{
    /* Places further down the list are passed over more often, whatever stands there. */
    if (rng_uniform(rng) < 0.08 + 0.03 * shown->position)
        return "skip";
    double odds = 0.2 + 1.1 * world_liking(world, person, shown->film, day) +
                  (variant_b ? SYNTH_LOGS_VARIANT_GAIN : 0);
    if (shown->asked)
        odds += shown->matches ? SYNTH_LOGS_MATCH_GAIN : -SYNTH_LOGS_MATCH_GAIN;
    return rng_uniform(rng) < 1 / (1 + exp(-odds)) ? "like" : "dislike";
}

static int format_swipe(const struct world *world, const struct genre_table *genres, size_t event,
                        int64_t ms, size_t calls, struct rng *rng,
                        struct synth_logs_planted *planted, char line[LINE_MAX_BYTES])
{
    size_t person = world_draw(&world->by_activity, rng);
    size_t day = day_of(world, ms);
    struct shown shown = draw_shown(world, genres, person, day, calls, rng);
    bool variant_b = person % 2 == 1;
    const char *action = draw_action(world, person, &shown, day, variant_b, rng);
    char asked[PHRASES_TEXT + 64] = "";
    planted->asked += shown.asked;
    if (shown.asked)
        snprintf(asked, sizeof asked, ",\"query\":\"%s\",\"trace_id\":\"t%08zx\"", shown.query.text,
                 shown.call);
    return snprintf(line, LINE_MAX_BYTES,
                    "{\"event_id\":\"e%zu\",\"ts\":%lld,\"user_id\":\"%zu\",\"movie_id\":\"%.*s\","
                    "\"action\":\"%s\",\"position\":%u,\"variant\":\"%s\"%s}\n",
                    event, (long long)ms, person + 1, STR_ARG(world->films->items[shown.film].id),
                    action, shown.position, variant_b ? "b" : "a", asked);
}

static int format_comment(const struct world *world, size_t event, int64_t ms, struct rng *rng,
                          struct synth_logs_planted *planted, char line[LINE_MAX_BYTES])
{
    char text[PHRASES_TEXT];
    const char *kind;
    size_t person = world_draw(&world->by_activity, rng);
    count_personal(planted, phrases_make_comment(PERSONAL_ONE_IN / 4, rng, &kind, text));
    return snprintf(line, LINE_MAX_BYTES,
                    "{\"event_id\":\"e%zu\",\"kind\":\"comment\",\"ts\":%lld,\"user_id\":\"%zu\","
                    "\"type\":\"%s\",\"description\":\"%s\"}\n",
                    event, (long long)ms, person + 1, kind, text);
}

bool synth_logs_write_feedback(const struct world *world, size_t events, size_t calls,
                               const struct genre_table *genres, const char *path,
                               struct synth_logs_planted *planted, struct error *err)
{
    struct rng rng = rng_init(world->options.seed, STREAM_FEEDBACK);
    struct writer *out;
    if (!writer_open(path, FILE_MODE, &out, err))
        return false;
    for (size_t i = 0; i < events; i++) {
        char line[LINE_MAX_BYTES];
        int64_t ms = time_of(world, i, events, &rng);
        int size = rng_below(&rng, COMMENT_ONE_IN) == 0
                       ? format_comment(world, i, ms, &rng, planted, line)
                       : format_swipe(world, genres, i, ms, calls, &rng, planted, line);
        bool twice = rng_below(&rng, DUPLICATE_ONE_IN) == 0;
        planted->duplicates += twice;
        for (int copies = twice ? 2 : 1; copies > 0; copies--)
            writer_add(out, (struct str){line, (size_t)size});
    }
    return writer_commit(out, err);
}

/* What a call does on its day: how long it takes, whether it fails and which prompt it uses. */
struct call {
    double latency_ms;
    const char *error; /* NULL: it succeeds */
    unsigned prompt;
};

static struct call draw_call(size_t day, const struct synth_logs_planted *planted, struct rng *rng)
{
    static const char *const ERRORS[] = {"timeout", "429 too many requests",
                                         "503 service unavailable"};
    struct call call = {
        .latency_ms = exp(6.6 + 0.45 * rng_normal(rng)), /* half of them below 735 ms */
        .prompt = day >= planted->prompt_change_day ? 2 : 1,
    };
    if (day == planted->slow_day)
        call.latency_ms *= SYNTH_LOGS_SLOWNESS;
    bool fails = rng_below(rng, FAILURE_ONE_IN) == 0;
    if (fails || (day == planted->error_day && rng_below(rng, 3) == 0))
        call.error = ERRORS[rng_below(rng, 3)];
    return call;
}

/* The raw answer as it stands inside a JSON string. */
static void format_output(const struct phrases_query *query, const struct genre_table *genres,
                          char text[PHRASES_TEXT])
{
    char years[64] = "";
    if (query->decade != 0)
        snprintf(years, sizeof years, ",\\\"year_min\\\":%d,\\\"year_max\\\":%d", query->decade,
                 query->decade + 9);
    snprintf(text, PHRASES_TEXT, "{\\\"intent\\\":\\\"search\\\",\\\"genres\\\":[\\\"%.*s\\\"]%s}",
             STR_ARG(genres->names[query->genre]), years);
}

static int format_call(const struct world *world, size_t number, int64_t ms,
                       const struct genre_table *genres, const struct call *call, struct rng *rng,
                       struct synth_logs_planted *planted, char line[LINE_MAX_BYTES])
{
    struct phrases_query query = query_of_call(world, genres, number);
    char output[PHRASES_TEXT] = "";
    char result[PHRASES_TEXT + 64];
    count_personal(planted, query.personal);
    format_output(&query, genres, output);
    if (call->error == NULL)
        snprintf(result, sizeof result, "\"output\":\"%s\",\"output_tokens\":%u", output,
                 28 + rng_below(rng, 12));
    else
        snprintf(result, sizeof result, "\"error\":\"%s\"", call->error);
    double render = 0.4 + rng_uniform(rng);
    return snprintf(
        line, LINE_MAX_BYTES,
        "{\"trace_id\":\"t%08zx\",\"ts\":%lld,\"query\":\"%s\",\"model\":\"sample-llm-a\","
        "\"prompt\":\"interpret@%u\",\"variant\":\"%s\",\"latency_ms\":%.1f,\"input_tokens\":%u,"
        "%s,\"spans\":[{\"name\":\"render\",\"start_ms\":0,\"duration_ms\":%.1f},"
        "{\"name\":\"request\",\"start_ms\":%.1f,\"duration_ms\":%.1f}]}\n",
        number, (long long)ms, query.text, call->prompt, rng_below(rng, 2) != 0 ? "b" : "a",
        call->latency_ms, 380 + rng_below(rng, 40), result, render, render,
        call->latency_ms - render);
}

bool synth_logs_write_traces(const struct world *world, size_t calls,
                             const struct genre_table *genres, const char *path,
                             struct synth_logs_planted *planted, struct error *err)
{
    struct rng rng = rng_init(world->options.seed, STREAM_CALLS - 1);
    struct writer *out;
    if (!writer_open(path, FILE_MODE, &out, err))
        return false;
    planted->prompt_change_day = world->options.days / 2;
    planted->slow_day = world->options.days * 3 / 4;
    planted->error_day = world->options.days * 5 / 6;
    for (size_t i = 0; i < calls; i++) {
        char line[LINE_MAX_BYTES];
        int64_t ms = time_of(world, i, calls, &rng);
        struct call call = draw_call(day_of(world, ms), planted, &rng);
        int size = format_call(world, i, ms, genres, &call, &rng, planted, line);
        writer_add(out, (struct str){line, (size_t)size});
    }
    return writer_commit(out, err);
}
