#include "commands/night_inputs.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/timestamp.h"
#include "commands/judge_inputs.h"
#include "commands/night_assertions.h"
#include "commands/night_gold.h"
#include "commands/prompt_inputs.h"
#include "commands/tables.h"
#include "load/feedback_file.h"
#include "load/movies_file.h"
#include "load/prices_file.h"
#include "load/ratings_file.h"
#include "load/tags_file.h"
#include "load/traces_file.h"
#include "monitor/trace_log.h"

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))
#define DIGEST_DIGITS 8 /* of the input digest, in a run's id */
#define SAME_ID_MAX 100 /* runs with one id before something is wrong */

static bool expand(struct night *night, enum source_kind kind, const struct config_paths *paths,
                   struct source_list *out, struct error *err)
{
    return source_expand(kind, paths->items, paths->count, night->arena, out, err);
}

static struct loader make_loader(struct night *night)
{
    return (struct loader){
        .arena = night->arena,
        .scratch = night->scratch,
        .inputs = &night->inputs,
        .redactor = night->redactor,
        .masked = &night->masked,
        .genres = &night->genres,
        .intents = &night->intents,
        .catalogue = &night->catalogue,
        .key = &night->key,
        .pool = night->pool,
    };
}

/* The catalogue that is named, otherwise the one beside the ratings, otherwise the one that ships.
 */
static bool load_catalogue(struct night *night, struct loader *loader,
                           const struct source_list *ratings, struct error *err)
{
    const struct config_inputs *inputs = &night->config->inputs;
    struct source_list movies = {0};
    struct str shipped_file = STR(CONFIG_MOVIES);
    const struct config_paths shipped = {&shipped_file, 1};

    if (inputs->movies_auto) {
        if (!source_beside(ratings, SOURCE_MOVIES, night->arena, &movies, err))
            return false;
        if (movies.count == 0 && !expand(night, SOURCE_MOVIES, &shipped, &movies, err))
            return false;
    } else if (!expand(night, SOURCE_MOVIES, &inputs->movies, &movies, err)) {
        return false;
    }
    night->catalogue = catalogue_init(night->arena);
    return movies_file_load(loader, &movies, &night->catalogue, err);
}

/* Hands every call to all replays of the group; each takes what is its own. */
struct replay_group {
    struct replay **items;
    size_t count;
    struct arena *scratch;
};

static bool add_to_group(void *context, const struct trace *trace, struct error *err)
{
    const struct replay_group *group = context;
    (void)err;
    for (size_t i = 0; i < group->count; i++)
        replay_add(group->items[i], trace, group->scratch);
    return true;
}

/* Opens a replay for interpreter `i`, which answers from `sources`, and adds it to the group. */
static void join_group(struct night *night, struct replay_group *group, size_t i,
                       const struct source_list *sources)
{
    const struct config_interpreter *wanted = &night->config->interpreters[i];
    struct night_replay *replay = &night->replays[i];
    const struct replay_filter filter = {wanted->recorded_as, wanted->model, wanted->prompt};
    *replay = (struct night_replay){
        .replay = replay_open(&night->gold, &filter, night->arena),
        .input = night->inputs.count,
        .synthetic = wanted->synthetic,
    };
    for (size_t s = 0; s < sources->count; s++)
        replay->synthetic |= sources->items[s].synthetic;
    group->items[group->count++] = replay->replay;
}

/* Reads the recordings of [inputs] once for all, and those of an interpreter's own for it alone. */
static bool load_recordings(struct night *night, struct loader *loader, struct error *err)
{
    const struct config *config = night->config;
    size_t count = config->interpreter_count;
    struct replay **members = ARENA_ARRAY(night->arena, struct replay *, 2 * count);
    struct replay_group shared = {.items = members, .scratch = night->scratch};
    struct source_list common;

    night->replays = ARENA_ARRAY(night->arena, struct night_replay, count);
    if (!expand(night, SOURCE_RECORDINGS, &config->inputs.recordings, &common, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (config->interpreters[i].kind == CONFIG_INTERPRETER_REPLAY &&
            config->interpreters[i].recordings.count == 0)
            join_group(night, &shared, i, &common);
    if (shared.count != 0 && !traces_file_read(loader, &common, add_to_group, &shared, err))
        return false;

    for (size_t i = 0; i < count; i++) {
        struct replay_group own = {.items = members + count, .scratch = night->scratch};
        struct source_list sources;
        if (config->interpreters[i].recordings.count == 0)
            continue;
        if (!expand(night, SOURCE_RECORDINGS, &config->interpreters[i].recordings, &sources, err))
            return false;
        join_group(night, &own, i, &sources);
        if (!traces_file_read(loader, &sources, add_to_group, &own, err))
            return false;
    }
    return true;
}

/* What calls cost; without the default file no cost is known. */
static bool load_prices(struct night *night, struct loader *loader, struct error *err)
{
    const struct config *config = night->config;
    const char *path = config->inputs.prices;
    if (config_is_default(config, "inputs", "prices") && !io_exists(path))
        return true;
    return prices_file_load(loader, path, &night->prices, err);
}

static bool load_gold(struct night *night, struct loader *loader, struct error *err)
{
    if (!night_gold_load(night, loader, err))
        return false;
    if (!night->run.stages.eval)
        return true;
    if (!prompt_inputs_load(night->config, loader, &night->prompts, err) ||
        !judge_inputs_load(night, loader, err))
        return false;
    night_gold_inspect(night);
    return night_gold_select(night, err) && load_prices(night, loader, err) &&
           load_recordings(night, loader, err);
}

static struct ratings_file_options rating_scale(const struct config_svd *svd)
{
    struct ratings_file_options options = RATINGS_FILE_OPTIONS;
    if (svd->scale_min != 0 || svd->scale_max != 0)
        options = (struct ratings_file_options){(float)svd->scale_min, (float)svd->scale_max};
    return options;
}

/* The ratings that an official split holds out. */
static bool load_test_ratings(struct night *night, struct loader *loader, struct error *err)
{
    const struct ratings_file_options options = rating_scale(&night->config->svd);
    struct str path = str_from(night->config->split.test_ratings);
    const struct config_paths paths = {&path, 1};
    struct source_list sources;
    if (path.size == 0)
        return true;
    return expand(night, SOURCE_RATINGS, &paths, &sources, err) &&
           ratings_file_load(loader, &sources, &options, &night->test_ratings, err);
}

static bool load_ratings(struct night *night, struct loader *loader,
                         const struct source_list *sources, struct error *err)
{
    const struct ratings_file_options options = rating_scale(&night->config->svd);
    if (sources->count == 0) {
        night->run.stages.train = false;
        return true;
    }
    return ratings_file_load(loader, sources, &options, &night->ratings, err) &&
           input_check_accepted(&night->inputs, "ratings", err) &&
           load_test_ratings(night, loader, err);
}

static bool add_tag(void *context, const struct feedback_event *event, struct error *err)
{
    (void)err;
    query_swipes_add(context, event);
    return true;
}

/* The tags that are named, otherwise those beside the ratings. */
static bool load_tags(struct night *night, struct loader *loader, const struct source_list *ratings,
                      struct error *err)
{
    const struct config *config = night->config;
    struct source_list tags;
    if (config->hybrid.max_requests == 0)
        return true;
    if (config->inputs.tags_auto) {
        if (!source_beside(ratings, SOURCE_TAGS, night->arena, &tags, err))
            return false;
    } else if (!expand(night, SOURCE_TAGS, &config->inputs.tags, &tags, err)) {
        return false;
    }
    if (tags.count == 0)
        return true;
    night->tags = query_swipes_open(config->hybrid.max_requests, night->arena);
    if (!tags_file_read(loader, &tags, add_tag, &night->tags, err))
        return false;
    query_swipes_settle(&night->tags);
    return true;
}

static bool count_event(void *context, const struct feedback_event *event, struct error *err)
{
    struct night *night = context;
    (void)err;
    feedback_log_add(&night->feedback, event);
    query_swipes_add(&night->swipes, event);
    return true;
}

static bool count_trace(void *context, const struct trace *trace, struct error *err)
{
    (void)err;
    trace_log_add(context, trace);
    return true;
}

static bool load_logs(struct night *night, struct loader *loader, struct error *err)
{
    const struct config *config = night->config;
    int64_t window_ms = (int64_t)config->inputs.dedup_days * DAY_MS;
    struct source_list feedback;
    struct source_list traces;

    night->feedback = feedback_log_init(night->arena);
    night->traces = trace_log_init();
    if (!expand(night, SOURCE_FEEDBACK, &config->inputs.feedback, &feedback, err) ||
        !expand(night, SOURCE_TRACES, &config->inputs.traces, &traces, err))
        return false;
    if (feedback.count == 0 && traces.count == 0)
        night->run.stages.watch = false;
    if (night->run.stages.train)
        night->swipes = query_swipes_open(config->hybrid.max_requests, night->arena);
    if (!feedback_file_read(loader, &feedback, window_ms, count_event, night, err))
        return false;
    query_swipes_settle(&night->swipes);
    return traces_file_read(loader, &traces, count_trace, &night->traces, err);
}

/* The digests of all files, in the order of reading. */
static struct hash_sha256 digest_inputs(const struct input_list *inputs)
{
    struct hash_stream *stream = hash_stream_open();
    for (size_t i = 0; i < inputs->count; i++) {
        const struct input *input = &inputs->items[i];
        hash_stream_add_field(stream, str_from(input->kind));
        hash_stream_add_field(
            stream, (struct str){(const char *)input->digest.bytes, sizeof input->digest.bytes});
    }
    return hash_stream_close(stream);
}

/* UTC start and 8 hex digits of inputs and configuration; "-2" and so on when that is taken. */
static bool name_run(struct night *night, struct error *err)
{
    struct run *run = &night->run;
    struct hash_stream *stream = hash_stream_open();
    char digest[HASH_SHA256_HEX];
    char start[TIMESTAMP_TEXT];
    char base[RUN_ID_MAX];

    run->input_digest = digest_inputs(&night->inputs);
    hash_stream_add(stream, (struct str){(const char *)run->input_digest.bytes, HASH_SHA256_SIZE});
    hash_stream_add(stream, (struct str){(const char *)run->config_digest.bytes, HASH_SHA256_SIZE});
    hash_hex(hash_stream_close(stream), digest);
    timestamp_format_compact(run->started_ms, start);
    snprintf(base, sizeof base, "%.20s-%.*s", start, DIGEST_DIGITS, digest);

    snprintf(run->id, sizeof run->id, "%s", base);
    for (int n = 2; n < SAME_ID_MAX; n++) {
        bool known;
        if (!store_has_run(night->store, run->id, &known, err))
            return false;
        if (!known && !io_exists(night_path(night, arena_printf(night->arena, "runs/%s", run->id))))
            return true;
        snprintf(run->id, sizeof run->id, "%.32s-%d", base, n);
    }
    return error_set(err, ERROR_SYSTEM, AT_FILE(night->config->run.out),
                     "%d runs are named %s already", SAME_ID_MAX, base);
}

bool night_inputs_load(struct night *night, struct error *err)
{
    double began = clock_ms(night->session->clock);
    const struct config *config = night->config;
    struct loader loader = make_loader(night);
    struct source_list ratings;

    if (!expand(night, SOURCE_RATINGS, &config->inputs.ratings, &ratings, err) ||
        !tables_load(config, &loader, &night->genres, &night->intents, err) ||
        !load_catalogue(night, &loader, &ratings, err))
        return false;
    if (night->run.stages.eval && !load_gold(night, &loader, err))
        return false;
    if (night->run.stages.eval && !night_assertions_load(night, &loader, err))
        return false;
    if (night->run.stages.train &&
        (!load_ratings(night, &loader, &ratings, err) || !load_tags(night, &loader, &ratings, err)))
        return false;
    if (night->run.stages.watch && !load_logs(night, &loader, err))
        return false;
    if (!input_check_rejects(&night->inputs, config->run.max_reject_share, err) ||
        !name_run(night, err))
        return false;
    snprintf(night->session->log->run_id, sizeof night->session->log->run_id, "%s", night->run.id);
    night_stage_done(night, "load", began);
    return true;
}
