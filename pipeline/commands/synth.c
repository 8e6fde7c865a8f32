#include "commands/synth.h"

#include <string.h>

#include "base/io.h"
#include "base/json.h"
#include "base/redact.h"
#include "base/timestamp.h"
#include "commands/tables.h"
#include "load/gold_file.h"
#include "load/movies_file.h"
#include "synth/synth_logs.h"
#include "synth/synth_ratings.h"
#include "synth/synth_recordings.h"
#include "synth/world.h"

#define DAY_MS INT64_C(86400000)
#define SIZE_LIMIT INT64_C(4000000000) /* of any count: numbers of people and films are 32 bits */
#define SAMPLE_MODEL "sample-llm-a"
#define FILE_MODE 0644

const struct commands_option synth_options[] = {
    {"preset", "NAME", "sample (the default), feedback or ml-25m: the sizes to start from"},
    {"people", "N", "how many people"},
    {"films", "N", "how many films; 0 takes those of the catalogue"},
    {"count", "N", "how many ratings"},
    {"events", "N", "how many feedback events"},
    {"calls", "N", "how many LLM calls"},
    {"days", "N", "length of the period"},
    {"until", "DATE", "the day after the period; today unless given"},
    {0},
};

struct sizes {
    const char *preset;
    size_t people;
    size_t films; /* 0: those of the catalogue */
    size_t ratings;
    size_t events;
    size_t calls;
    size_t days;
    bool recordings; /* of the gold cases */
};

/* Of ml-25m, people, films and ratings are as many as in MovieLens 25M. */
static const struct sizes PRESETS[] = {
    {"sample", 300, 0, 40000, 5000, 1000, 60, true},
    {"feedback", 100000, 20000, 0, 2000000, 0, 90, false},
    {"ml-25m", 162541, 59047, 25000095, 0, 0, 8000, false},
};

/* Everything that the parts of the command share. */
struct workshop {
    struct session *session;
    const char *folder;
    struct sizes sizes;
    struct genre_table genres;
    struct intent_table intents;
    struct catalogue shipped; /* the catalogue that gold cases name films of */
    struct catalogue invented;
    struct gold_set gold;
    struct world world;
    struct synth_logs_planted logs;
    struct synth_recordings_planted recordings;
    struct json *files; /* of planted.json */
};

static bool read_size(const struct session *session, const char *option, size_t *size,
                      struct error *err)
{
    const char *text = session_option(session, option);
    int64_t value;
    if (text == NULL)
        return true;
    if (!str_to_int64(str_from(text), &value) || value < 0 || value > SIZE_LIMIT)
        return error_set(err, ERROR_USAGE, AT_NOWHERE, "--%s %s: not a whole number from 0 to %lld",
                         option, text, (long long)SIZE_LIMIT);
    *size = (size_t)value;
    return true;
}

static bool choose_sizes(const struct session *session, struct sizes *sizes, struct error *err)
{
    const char *preset = session_option(session, "preset");
    size_t found = 0;
    while (preset != NULL && found < sizeof PRESETS / sizeof *PRESETS &&
           strcmp(PRESETS[found].preset, preset) != 0)
        found++;
    if (found == sizeof PRESETS / sizeof *PRESETS)
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "--preset %s: there are sample, feedback and ml-25m", preset);
    *sizes = PRESETS[found];
    if (!read_size(session, "people", &sizes->people, err) ||
        !read_size(session, "films", &sizes->films, err) ||
        !read_size(session, "count", &sizes->ratings, err) ||
        !read_size(session, "events", &sizes->events, err) ||
        !read_size(session, "calls", &sizes->calls, err) ||
        !read_size(session, "days", &sizes->days, err))
        return false;
    if (sizes->people == 0 || sizes->days == 0 || sizes->days > 20000)
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "it takes at least one person and from 1 to 20000 days");
    return true;
}

/* Midnight of the period's first day. */
static bool first_midnight(const struct session *session, size_t days, int64_t *ms,
                           struct error *err)
{
    const char *text = session_option(session, "until");
    int64_t until = session->clock->now_ms;
    if (text != NULL && !timestamp_parse(str_from(text), &until))
        return error_set(err, ERROR_USAGE, AT_NOWHERE, "--until %s: not a date", text);
    *ms = (timestamp_day(until) - (int64_t)days) * DAY_MS;
    return true;
}

/* The tables and the catalogue, and for recordings the gold cases. */
static bool load(struct workshop *shop, struct redactor *redactor, struct error *err)
{
    const struct config_inputs *inputs = &shop->session->config->inputs;
    struct arena *arena = shop->session->run;
    struct str shipped_file = STR(CONFIG_MOVIES);
    const struct config_paths shipped = {&shipped_file, 1};
    const struct config_paths *paths = inputs->movies_auto ? &shipped : &inputs->movies;
    struct input_list accounts = {.arena = arena};
    struct source_list movies;
    struct source_list gold;
    const struct gold_fields fields = tables_gold_fields(shop->session->config);
    struct loader loader = {
        .arena = arena,
        .scratch = shop->session->scratch,
        .inputs = &accounts,
        .redactor = redactor,
        .genres = &shop->genres,
        .intents = &shop->intents,
        .catalogue = &shop->shipped,
    };

    shop->shipped = catalogue_init(arena);
    if (!tables_load(shop->session->config, &loader, &shop->genres, &shop->intents, err) ||
        !source_expand(SOURCE_MOVIES, paths->items, paths->count, arena, &movies, err) ||
        !movies_file_load(&loader, &movies, &shop->shipped, err))
        return false;
    if (!shop->sizes.recordings)
        return true;
    return source_expand(SOURCE_GOLD, inputs->gold.items, inputs->gold.count, arena, &gold, err) &&
           gold_file_load(&loader, &gold, &fields, &shop->gold, err) &&
           input_check_rejects(&accounts, 0, err);
}

/* A file of the folder, which planted.json will list. */
static const char *new_file(struct workshop *shop, const char *name)
{
    json_append_text(shop->files, name);
    return io_join(shop->session->run, shop->folder, name);
}

static const struct catalogue *make_world(struct workshop *shop, int64_t first_ms)
{
    struct session *session = shop->session;
    const struct catalogue *films = &shop->shipped;
    const struct world_options options = {
        .seed = session->config->run.seed,
        .people = shop->sizes.people,
        .days = shop->sizes.days,
        .first_ms = first_ms,
    };
    if (shop->sizes.films != 0) {
        shop->invented = catalogue_init(session->run);
        world_invent_films(shop->sizes.films, options.seed, &shop->genres, session->scratch,
                           &shop->invented);
        films = &shop->invented;
    }
    shop->world = world_make(&options, films, &shop->genres, session->run);
    return films;
}

static bool write_ratings(struct workshop *shop, const struct catalogue *films, struct error *err)
{
    struct arena *scratch = shop->session->scratch;
    if (films == &shop->invented &&
        !synth_ratings_write_films(films, &shop->genres, new_file(shop, "movies.csv"), err))
        return false;
    if (shop->sizes.ratings == 0)
        return true;
    return synth_ratings_write(&shop->world, shop->sizes.ratings, new_file(shop, "ratings.csv"),
                               scratch, &shop->sizes.ratings, err);
}

static bool write_logs(struct workshop *shop, struct error *err)
{
    const struct sizes *sizes = &shop->sizes;
    if (sizes->events != 0 &&
        !synth_logs_write_feedback(&shop->world, sizes->events, sizes->calls, &shop->genres,
                                   new_file(shop, "feedback.jsonl"), &shop->logs, err))
        return false;
    return sizes->calls == 0 ||
           synth_logs_write_traces(&shop->world, sizes->calls, &shop->genres,
                                   new_file(shop, "traces.jsonl"), &shop->logs, err);
}

static bool write_recordings(struct workshop *shop, int64_t first_ms, struct error *err)
{
    if (!shop->sizes.recordings)
        return true;
    return synth_recordings_write(&shop->gold, &shop->genres, &shop->intents, &shop->shipped,
                                  SAMPLE_MODEL, first_ms, shop->session->config->run.seed,
                                  new_file(shop, "recordings.jsonl"), shop->session->scratch,
                                  &shop->recordings, err);
}

static void put_day(struct json *object, const char *key, const struct world *world, size_t day)
{
    char text[TIMESTAMP_TEXT];
    timestamp_format_date(world->options.first_ms + (int64_t)day * DAY_MS, text);
    json_put_text(object, key, text);
}

static void describe_logs(const struct workshop *shop, struct json *planted)
{
    const struct synth_logs_planted *logs = &shop->logs;
    if (shop->sizes.events != 0) {
        json_put_count(planted, "duplicate_events", logs->duplicates);
        json_put_number(planted, "variant_b_gain_log_odds", SYNTH_LOGS_VARIANT_GAIN);
        json_put_count(planted, "swipes_with_query", shop->logs.asked);
        json_put_number(planted, "match_gain_log_odds", SYNTH_LOGS_MATCH_GAIN);
    }
    if (shop->sizes.calls != 0) {
        put_day(planted, "slow_day", &shop->world, logs->slow_day);
        put_day(planted, "error_day", &shop->world, logs->error_day);
        put_day(planted, "prompt_change_day", &shop->world, logs->prompt_change_day);
    }
    json_put_count(planted, "emails", logs->emails);
    json_put_count(planted, "phones", logs->phones);
}

static void describe_recordings(const struct synth_recordings_planted *recordings,
                                struct json *planted)
{
    struct json *object = json_put_object(planted, "recordings");
    json_put_count(object, "answers", recordings->answers);
    json_put_count(object, "wrong_genres", recordings->wrong_genres);
    json_put_count(object, "wrong_years", recordings->wrong_years);
    json_put_count(object, "wrong_intents", recordings->wrong_intents);
    json_put_count(object, "unparseable", recordings->unparseable);
    json_put_count(object, "failed", recordings->failed);
}

static void describe(struct workshop *shop, struct json *root)
{
    const struct world *world = &shop->world;
    json_put_count(root, "seed", world->options.seed);
    json_put_text(root, "preset", shop->sizes.preset);
    json_put_count(root, "people", world->options.people);
    json_put_count(root, "films", world->films->count);
    json_put_count(root, "ratings", shop->sizes.ratings);
    json_put_count(root, "events", shop->sizes.events);
    json_put_count(root, "calls", shop->sizes.calls);
    put_day(root, "first_day", world, 0);
    json_put_count(root, "days", world->options.days);

    struct json *planted = json_put_object(root, "planted");
    struct json *shift = json_put_object(planted, "taste_shift");
    put_day(shift, "day", world, world->shift_day);
    if (world->loved >= 0)
        json_put_string(shift, "loved", shop->genres.names[world->loved]);
    if (world->tired >= 0)
        json_put_string(shift, "tired", shop->genres.names[world->tired]);
    describe_logs(shop, planted);
    if (shop->sizes.recordings)
        describe_recordings(&shop->recordings, planted);
}

/* planted.json comes last: a folder without it is no finished synthetic set. */
static bool write_all(struct workshop *shop, struct json *root, struct error *err)
{
    int64_t first_ms = 0;
    if (!first_midnight(shop->session, shop->sizes.days, &first_ms, err) ||
        !io_make_folders(shop->folder, err))
        return false;
    const struct catalogue *films = make_world(shop, first_ms);
    if (films->count == 0)
        return error_set(err, ERROR_INPUT, AT_NOWHERE, "the catalogue has no film");
    if (!write_ratings(shop, films, err) || !write_logs(shop, err) ||
        !write_recordings(shop, first_ms, err))
        return false;
    describe(shop, root);
    struct arena *scratch = shop->session->scratch;
    return io_write_file(io_join(scratch, shop->folder, "planted.json"), json_write(scratch, root),
                         FILE_MODE, err);
}

bool synth_command(struct session *session, struct error *err)
{
    struct workshop shop = {.session = session, .folder = session->arguments[0]};
    struct redactor *redactor;
    if (!choose_sizes(session, &shop.sizes, err) || !redact_open(&redactor, err))
        return false;

    struct json *root = json_object();
    json_put_bool(root, "synthetic", true);
    shop.files = json_put_array(root, "files");
    bool done = load(&shop, redactor, err) && write_all(&shop, root, err);
    if (done && !session->quiet)
        fprintf(session->out,
                "%zu ratings, %zu feedback events, %zu LLM calls and %zu recordings "
                "in %s\n",
                shop.sizes.ratings, shop.sizes.events, shop.sizes.calls, shop.recordings.answers,
                shop.folder);
    json_free(root);
    redact_close(redactor);
    return done;
}
