#include "train/slices.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* Where each kind of slice begins among the parts. */
enum {
    USERS = 0,
    FILMS = USERS + SLICES_OF_USERS,
    DECADES = FILMS + SLICES_OF_FILMS,
    GENRES = DECADES + SLICES_DECADES,
};

enum { FILM_NEW, FILM_TAIL, FILM_HEAD };
enum { FIRST_DECADE = 187, UNKNOWN_DECADE = SLICES_DECADES - 1, NO_GENRE = SLICES_GENRES - 1 };

struct slices slices_init(const struct ratings *ratings, const struct slices_films *films,
                          struct arena *arena)
{
    return (struct slices){
        .films = films,
        .n_users = ratings->n_users,
        .user_slice = ARENA_ARRAY(arena, unsigned char, ratings->n_users),
    };
}

/* ---- one fold ---------------------------------------------------------------------------------
 */

static unsigned slice_of_user(uint32_t train)
{
    return train == 0 ? 0 : train < 20 ? 1 : train < 100 ? 2 : 3;
}

static int descending(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left < right) - (left > right);
}

/* The train ratings from which on a film is in the head; at least 1. */
static uint32_t head_from(const struct held_out *held_out)
{
    const size_t n_items = held_out->ratings->n_items;
    uint32_t *counts = memory_block(n_items, sizeof *counts);
    double total = 0.0;
    for (size_t i = 0; i < n_items; i++) {
        counts[i] = held_out->item_train[i];
        total += (double)counts[i];
    }
    qsort(counts, n_items, sizeof *counts, descending);
    double held = 0.0;
    uint32_t from = 1;
    for (size_t i = 0; i < n_items && held < SLICES_HEAD * total; i++) {
        from = counts[i];
        held += (double)from;
    }
    memory_free(counts);
    return from;
}

static unsigned decade_of(int year)
{
    const int decade = year / 10 - FIRST_DECADE;
    return decade < 0 || decade >= UNKNOWN_DECADE ? UNKNOWN_DECADE : (unsigned)decade;
}

/* Squared errors of one user, part by part. */
struct tally {
    double sums[SLICES_MAX];
    double counts[SLICES_MAX];
};

static void count_in(struct tally *tally, size_t part, double squared)
{
    tally->sums[part] += squared;
    tally->counts[part] += 1.0;
}

static void count_film(struct tally *tally, const struct slices_films *films, uint32_t item,
                       double squared)
{
    genre_set genres = films->genres[item];
    count_in(tally, DECADES + decade_of(films->years[item]), squared);
    if (genres == 0)
        count_in(tally, GENRES + NO_GENRE, squared);
    for (; genres != 0; genres &= genres - 1)
        count_in(tally, GENRES + (size_t)__builtin_ctzll(genres), squared);
}

static void add_user(struct slices *slices, const struct held_out *held_out, size_t number,
                     const float *predictions, uint32_t head)
{
    const struct ratings *ratings = held_out->ratings;
    struct tally tally = {0};
    double sum = 0.0;
    for (uint32_t n = held_out->first[number]; n < held_out->first[number + 1]; n++) {
        const uint32_t row = held_out->rows[n];
        const uint32_t item = ratings->items[row];
        const uint32_t train = held_out->item_train[item];
        const double error = (double)predictions[n] - (double)ratings->values[row];
        const double squared = error * error;
        sum += squared;
        count_in(&tally,
                 FILMS + (train == 0     ? FILM_NEW
                          : train < head ? FILM_TAIL
                                         : FILM_HEAD),
                 squared);
        if (slices->films != NULL)
            count_film(&tally, slices->films, item, squared);
    }
    const double count = (double)(held_out->first[number + 1] - held_out->first[number]);
    const unsigned slice = slice_of_user(held_out->user_train[held_out->users[number]]);
    clustered_add(&slices->all, sum, count);
    clustered_add(&slices->parts[USERS + slice], sum, count);
    for (size_t p = FILMS; p < SLICES_MAX; p++)
        clustered_add(&slices->parts[p], tally.sums[p], tally.counts[p]);
}

void slices_add(struct slices *slices, const struct held_out *held_out, const float *predictions)
{
    if (slices->folds++ == 0)
        for (size_t u = 0; u < slices->n_users; u++)
            slices->user_slice[u] = (unsigned char)slice_of_user(held_out->user_train[u]);
    const uint32_t head = head_from(held_out);
    for (size_t number = 0; number < held_out->user_count; number++)
        add_user(slices, held_out, number, predictions, head);
}

/* ---- report -----------------------------------------------------------------------------------
 */

static const char *const USER_NAMES[] = {"none (new users)", "1–19", "20–99", "100 and more"};
static const char *const USER_LABELS[] = {"users_new", "users_1_19", "users_20_99", "users_100_up"};
static const char *const FILM_NAMES[] = {
    [FILM_NEW] = "none (new films)",
    [FILM_TAIL] = "tail: all others",
    [FILM_HEAD] = "head: the most rated, 80 % of the ratings",
};
static const char *const FILM_LABELS[] = {
    [FILM_NEW] = "films_new", [FILM_TAIL] = "films_tail", [FILM_HEAD] = "films_head"};

/* What the report calls a part. */
static void name_part(const struct slices *slices, size_t part, struct arena *arena,
                      struct slice *out)
{
    out->label = STR("");
    if (part < FILMS) {
        out->group = STR("Users by ratings in train");
        out->name = str_from(USER_NAMES[part - USERS]);
        out->label = str_from(USER_LABELS[part - USERS]);
    } else if (part < DECADES) {
        out->group = STR("Films by ratings in train");
        out->name = str_from(FILM_NAMES[part - FILMS]);
        out->label = str_from(FILM_LABELS[part - FILMS]);
    } else if (part < GENRES) {
        const size_t decade = part - DECADES;
        out->group = STR("Decade of the film");
        out->name = decade == UNKNOWN_DECADE
                        ? STR("unknown")
                        : str_from(arena_printf(arena, "%zu0s", FIRST_DECADE + decade));
    } else {
        const size_t genre = part - GENRES;
        assert(genre == NO_GENRE || genre < slices->films->genre_count);
        out->group = STR("Genre");
        out->name = genre == NO_GENRE ? STR("none listed") : slices->films->genre_names[genre];
    }
}

static struct interval root_of(struct interval interval)
{
    return (struct interval){sqrt(interval.low < 0.0 ? 0.0 : interval.low), sqrt(interval.high)};
}

/* nDCG is never outside 0 … 1; Student's t does not know that. */
static struct interval share_of(struct interval interval)
{
    return (struct interval){interval.low < 0.0 ? 0.0 : interval.low,
                             interval.high > 1.0 ? 1.0 : interval.high};
}

/* The nDCG of all users, and of those in each slice of users. */
static void add_ndcg(const struct slices *slices, const struct user_average *ndcg,
                     struct clustered *all, struct clustered parts[SLICES_OF_USERS])
{
    for (size_t u = 0; ndcg != NULL && u < slices->n_users; u++) {
        clustered_add(all, ndcg->sums[u], ndcg->counts[u]);
        clustered_add(&parts[slices->user_slice[u]], ndcg->sums[u], ndcg->counts[u]);
    }
}

void slices_finish(const struct slices *slices, const struct user_average *ndcg,
                   struct arena *arena, struct scoring *out)
{
    struct clustered ndcg_all = {0};
    struct clustered ndcg_parts[SLICES_OF_USERS] = {0};
    add_ndcg(slices, ndcg, &ndcg_all, ndcg_parts);
    out->slices = ARENA_ARRAY(arena, struct slice, SLICES_MAX);
    out->slice_count = 0;
    for (size_t p = 0; p < SLICES_MAX; p++) {
        const struct clustered *part = &slices->parts[p];
        const struct clustered *lists = p < FILMS ? &ndcg_parts[p - USERS] : &(struct clustered){0};
        if (part->users == 0)
            continue;
        struct slice *slice = &out->slices[out->slice_count++];
        *slice = (struct slice){
            .ratings = (size_t)part->count,
            .users = part->users,
            .rmse = sqrt(clustered_value(part)),
            .rmse_interval = root_of(clustered_interval(part)),
            .ranked_users = lists->users,
            .ndcg = clustered_value(lists),
            .ndcg_interval = share_of(clustered_interval(lists)),
            .ndcg_difference = clustered_value(lists) - clustered_value(&ndcg_all),
        };
        slice->rmse_difference = slice->rmse - sqrt(clustered_value(&slices->all));
        name_part(slices, p, arena, slice);
    }
}

/* ---- metrics ----------------------------------------------------------------------------------
 */

#define CLUSTERED "Student's t with a standard error that is clustered by user"

static const struct metric_definition RMSE = {
    .key = "slice_rmse",
    .title = "RMSE of a slice",
    .unit = METRIC_STARS,
    .direction = METRIC_LOWER_IS_BETTER,
    .formula =
        "Square root of the mean squared difference between predicted and held-out rating, "
        "predictions clipped to the scale, over a part of the held-out ratings of all folds.",
    .interval = CLUSTERED,
};

static const struct metric_definition *define_ndcg(size_t k, struct arena *arena)
{
    struct metric_definition *definition = ARENA_NEW(arena, struct metric_definition);
    *definition = (struct metric_definition){
        .key = arena_printf(arena, "slice_ndcg_at_%zu", k),
        .title = arena_printf(arena, "nDCG@%zu of a slice", k),
        .unit = METRIC_SCORE,
        .direction = METRIC_HIGHER_IS_BETTER,
        .formula = "Gain of the relevant films in the top k, divided by that of the best possible "
                   "list, mean over a part of the users with a relevant held-out film.",
        .interval = CLUSTERED,
    };
    return definition;
}

static void add_metric(const struct metric_definition *definition, const struct scoring *scoring,
                       const struct slice *slice, double value, struct interval interval,
                       size_t support, struct metric_list *out)
{
    struct metric *metric = metric_add(out, definition, value, support);
    metric->interval = interval;
    metric_label(metric, "model", scoring->headline);
    metric_label(metric, "slice", slice->label);
}

void slices_metrics(const struct scoring *scoring, struct metric_list *out)
{
    const struct metric_definition *ndcg = define_ndcg(scoring->k, out->arena);
    for (size_t s = 0; s < scoring->slice_count; s++) {
        const struct slice *slice = &scoring->slices[s];
        if (slice->label.size == 0)
            continue;
        add_metric(&RMSE, scoring, slice, slice->rmse, slice->rmse_interval, slice->ratings, out);
        if (slice->ranked_users != 0)
            add_metric(ndcg, scoring, slice, slice->ndcg, slice->ndcg_interval, slice->ranked_users,
                       out);
    }
}
