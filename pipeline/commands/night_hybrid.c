#include "commands/night_hybrid.h"

#include "base/clock.h"
#include "base/map.h"
#include "commands/night_reading.h"
#include "train/hybrid.h"
#include "train/hybrid_metrics.h"
#include "train/hybrid_requests.h"
#include "train/split.h"

#define READING_MAX ((size_t)64 << 20) /* bytes, of work on one query */
#define LIST_LENGTH 10                 /* where [ranking] k has it; otherwise its first */

/* Everything between the events that were kept and the figures. */
struct mixing {
    struct night *night;
    struct hybrid_event *events; /* (event_count) */
    size_t event_count;
    struct arena *reading; /* reset after each query */
    struct map queries;    /* query → its place in wish_of */
    uint32_t *wish_of;
    struct map readings;        /* what a wish is made of → its number */
    struct hybrid_wish *wishes; /* (readings.count) */
    struct hybrid_requests requests[HYBRID_SOURCES];
    uint32_t *held_out; /* places in the ratings */
    size_t held_out_count;
};

/* ── from swipes to events ── */

static struct map number_users(const struct ratings *ratings, struct arena *scratch)
{
    struct map users = map_init(scratch);
    for (uint32_t u = 0; u < ratings->n_users; u++)
        map_add(&users, ratings->user_names[u], u);
    return users;
}

/* The item that a film of the catalogue is: (catalogue->count). */
static uint32_t *number_items(const struct night *night)
{
    const struct ratings *ratings = &night->ratings;
    uint32_t *items = ARENA_ARRAY(night->scratch, uint32_t, night->catalogue.count);
    for (size_t f = 0; f < night->catalogue.count; f++)
        items[f] = HYBRID_REQUESTS_UNKNOWN;
    for (uint32_t i = 0; i < ratings->n_items; i++) {
        uint32_t film = catalogue_find_id(&night->catalogue, ratings->item_ids[i]);
        if (film != FILM_NONE)
            items[film] = i;
    }
    return items;
}

/* Two readings with the same wish share its number. */
static uint32_t number_wish(struct mixing *mixing, const struct slots *slots)
{
    struct arena *scratch = mixing->night->scratch;
    const struct hybrid_wish wish = hybrid_match_wish(slots, &mixing->night->catalogue);
    struct strbuf key = strbuf_init(scratch, SIZE_MAX);
    strbuf_addf(&key, "%llx %llx %d %d", (unsigned long long)wish.genres,
                (unsigned long long)wish.excluded, wish.year_min, wish.year_max);
    for (size_t i = 0; i < wish.named.count; i++)
        strbuf_addf(&key, " %x", wish.named.items[i]);
    strbuf_addf(&key, " like");
    for (size_t i = 0; i < wish.similar.count; i++)
        strbuf_addf(&key, " %x", wish.similar.items[i]);
    const uint32_t number = map_intern(&mixing->readings, strbuf_str(&key), NULL);
    mixing->wishes[number] = wish;
    return number;
}

static uint32_t read_query(struct mixing *mixing, struct str query)
{
    struct night *night = mixing->night;
    const size_t known = mixing->queries.count;
    const uint32_t number = map_intern(&mixing->queries, query, NULL);
    if (mixing->queries.count != known) {
        const struct reading reading =
            built_in_read(night_reading_built_in(night), query, night->arena, mixing->reading);
        arena_reset(mixing->reading);
        mixing->wish_of[number] = number_wish(mixing, &reading.slots);
    }
    return mixing->wish_of[number];
}

static void add_events(struct mixing *mixing, enum hybrid_source source,
                       const struct query_swipes *swipes, const struct map *users,
                       const uint32_t *items)
{
    for (size_t i = 0; i < swipes->count; i++) {
        const struct query_swipe *swipe = &swipes->items[i];
        struct hybrid_event event = {
            source,      HYBRID_REQUESTS_UNKNOWN, HYBRID_REQUESTS_UNKNOWN, 0, swipe->liked,
            swipe->ts_ms};
        char name[PSEUDONYM_TEXT];
        pseudonym_text(swipe->user, name);
        if (map_find(users, str_from(name), &event.user) && swipe->film != FILM_NONE)
            event.item = items[swipe->film];
        if (event.item != HYBRID_REQUESTS_UNKNOWN)
            event.wish = read_query(mixing, swipe->query);
        mixing->events[mixing->event_count++] = event;
    }
}

static struct mixing gather(struct night *night)
{
    struct arena *scratch = night->scratch;
    const size_t most = night->swipes.count + night->tags.count;
    struct mixing mixing = {
        .night = night,
        .events = ARENA_ARRAY(scratch, struct hybrid_event, most),
        .reading = arena_open("reading queries", READING_MAX),
        .queries = map_init(scratch),
        .wish_of = ARENA_ARRAY(scratch, uint32_t, most),
        .readings = map_init(scratch),
        .wishes = ARENA_ARRAY(scratch, struct hybrid_wish, most),
    };
    const struct map users = number_users(&night->ratings, scratch);
    const uint32_t *items = number_items(night);
    add_events(&mixing, HYBRID_SWIPES, &night->swipes, &users, items);
    add_events(&mixing, HYBRID_TAGS, &night->tags, &users, items);
    hybrid_requests_make(mixing.events, mixing.event_count, &night->ratings,
                         night->config->ranking.relevant_from, scratch, mixing.requests,
                         &mixing.held_out, &mixing.held_out_count);
    arena_close(mixing.reading);
    return mixing;
}

/* ── from events to curves ── */

static size_t list_length(const struct config_counts *ks)
{
    for (size_t i = 0; i < ks->count; i++)
        if (ks->items[i] == LIST_LENGTH)
            return LIST_LENGTH;
    return ks->items[0];
}

static struct hybrid_film *describe_films(struct night *night)
{
    const struct ratings *ratings = &night->ratings;
    struct hybrid_film *films = ARENA_ARRAY(night->scratch, struct hybrid_film, ratings->n_items);
    for (size_t i = 0; i < ratings->n_items; i++) {
        films[i].film = catalogue_find_id(&night->catalogue, ratings->item_ids[i]);
        if (films[i].film == FILM_NONE)
            continue;
        const struct movie *movie = &night->catalogue.items[films[i].film];
        films[i].genres = movie->genres;
        films[i].year = movie->year;
    }
    return films;
}

/* Why a source with events has no curve; empty when it has one. */
static struct str why_not(enum hybrid_source source, const struct hybrid_requests *requests,
                          struct arena *arena)
{
    const struct hybrid_account *liked = &requests->liked;
    if (liked->used != 0)
        return STR_NONE;
    return str_from(arena_printf(
        arena, "none of the %zu %s can be tested: %zu by users and %zu of films without a rating%s",
        liked->events, source == HYBRID_TAGS ? "tags" : "likes with a query", liked->unknown_users,
        liked->unknown_films,
        source == HYBRID_TAGS ? ", the others of films that the user did not rate well" : ""));
}

static void measure(const struct mixing *mixing, const struct contender *model,
                    const struct ranking_fold *fold, struct hybrid *out)
{
    static const char *const INPUTS[HYBRID_SOURCES] = {"feedback", "tags"};
    struct night *night = mixing->night;
    const struct config *config = night->config;
    const struct hybrid_options options = {
        .k = out->k,
        .steps = config->hybrid.steps,
        .bootstrap = {config->eval.resamples, config->run.seed},
    };
    struct hybrid_input input = {
        .fold = fold,
        .predictor = &model->predictor,
        .films = describe_films(night),
        .wishes = mixing->wishes,
        .user_keys = night->ratings.user_keys,
    };
    for (int s = 0; s < HYBRID_SOURCES; s++) {
        const struct hybrid_requests *requests = &mixing->requests[s];
        if (requests->liked.events + requests->disliked.events == 0)
            continue;
        struct hybrid_curve *curve = &out->curves[out->curve_count++];
        *curve = (struct hybrid_curve){
            .source = (enum hybrid_source)s,
            .synthetic = input_synthetic(&night->inputs, INPUTS[s]) ||
                         input_synthetic(&night->inputs, "ratings"),
            .reason = why_not((enum hybrid_source)s, requests, night->arena),
            .liked = requests->liked,
            .disliked = requests->disliked,
            .interpreter = STR("built-in"),
        };
        input.requests = requests->items;
        input.count = requests->count;
        if (curve->reason.size == 0)
            hybrid_measure(&options, &input, night->pool, night->arena, night->scratch, curve);
        hybrid_metrics_add(curve, out->k, &night->metrics);
    }
}

/* Fits the model on what is not held out, and measures. */
static bool fit_and_measure(const struct mixing *mixing, struct hybrid *out, struct error *err)
{
    struct night *night = mixing->night;
    const struct ratings *ratings = &night->ratings;
    const struct config *config = night->config;
    uint32_t *rows = ARENA_ARRAY(night->scratch, uint32_t, mixing->held_out_count);
    for (size_t i = 0; i < mixing->held_out_count; i++)
        rows[i] = ratings->rows == NULL ? mixing->held_out[i] : ratings->rows[mixing->held_out[i]];
    const struct split_options parts = {
        .protocol = SPLIT_ROWS,
        .validation_share = config->svd.validation_share,
        .rows = rows,
        .row_count = mixing->held_out_count,
        .seed = config->run.seed,
    };
    struct split split;
    if (!split_make(&parts, ratings, night->scratch, &split, err))
        return false;

    const struct contender_input input = {
        .options = &night->models,
        .ratings = ratings,
        .part = split.part,
        .pool = night->pool,
        .clock = night->session->clock,
        .arena = night->scratch,
        .scratch = night->scratch,
    };
    struct contender model;
    bool done = contender_fit((enum contender_kind)config->hybrid.model, &input, &model, err);
    if (done) {
        struct ranking_fold fold =
            ranking_fold_make(ratings, split.part, config->ranking.relevant_from);
        out->model = str_from(model.predictor.name);
        measure(mixing, &model, &fold, out);
        ranking_fold_free(&fold);
        contender_free(&model);
    }
    split_free(&split);
    return done;
}

/* What stands against measuring anything; empty when nothing does. */
static struct str obstacle(const struct night *night)
{
    if (night->config->hybrid.max_requests == 0)
        return STR("it is switched off: [hybrid] max_requests is 0");
    if (night->training.status == TRAINING_SKIPPED)
        return STR("no model could be trained");
    if (night->swipes.count + night->tags.count == 0)
        return STR("no swipe carries the query that led to it, and there are no tags");
    return STR_NONE;
}

bool night_hybrid_measure(struct night *night, struct error *err)
{
    const double began = clock_ms(night->session->clock);
    struct hybrid *hybrid = &night->hybrid;
    *hybrid = (struct hybrid){
        .reason = obstacle(night),
        .k = list_length(&night->config->ranking.k),
        .items = night->ratings.n_items,
    };
    hybrid->done = hybrid->reason.size == 0;
    if (hybrid->done) {
        const struct mixing mixing = gather(night);
        if (!fit_and_measure(&mixing, hybrid, err))
            return false;
    }
    night_stage_done(night, "hybrid", began);
    return true;
}
