#include "train/extremes.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

struct extremes extremes_init(const struct ratings *ratings, struct arena *arena)
{
    return (struct extremes){
        .ratings = ratings,
        .users = ARENA_ARRAY(arena, struct extremes_tally, ratings->n_users),
        .films = ARENA_ARRAY(arena, struct extremes_tally, ratings->n_items),
    };
}

static void count(struct extremes_tally *tally, double stars, double expected)
{
    tally->test++;
    tally->stars += stars;
    tally->expected += expected;
    tally->squared += (expected - stars) * (expected - stars);
}

void extremes_add(struct extremes *extremes, const struct held_out *held_out,
                  const float *predictions)
{
    const struct ratings *ratings = extremes->ratings;
    if (extremes->folds++ == 0) {
        for (size_t u = 0; u < ratings->n_users; u++)
            extremes->users[u].train = held_out->user_train[u];
        for (size_t i = 0; i < ratings->n_items; i++)
            extremes->films[i].train = held_out->item_train[i];
    }
    for (size_t n = 0; n < held_out->count; n++) {
        const uint32_t row = held_out->rows[n];
        const double stars = (double)ratings->values[row];
        const double expected = (double)predictions[n];
        count(&extremes->users[ratings->users[row]], stars, expected);
        count(&extremes->films[ratings->items[row]], stars, expected);
    }
}

struct candidate {
    const struct extremes_tally *tally;
    double mean_squared;
    uint32_t number;
};

/* The best first. */
static int compare(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    if (left->mean_squared != right->mean_squared)
        return left->mean_squared < right->mean_squared ? -1 : 1;
    if (left->tally->test != right->tally->test)
        return left->tally->test > right->tally->test ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

/* The worst first. */
static int compare_worst(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    return left->mean_squared != right->mean_squared ? compare(b, a) : compare(a, b);
}

static struct extreme_list list_of(const struct candidate *candidates, size_t n,
                                   const struct str *names, struct arena *arena)
{
    struct extreme_list list = {.items = ARENA_ARRAY(arena, struct extreme, n), .count = n};
    for (size_t i = 0; i < n; i++) {
        const struct extremes_tally *tally = candidates[i].tally;
        list.items[i] = (struct extreme){
            .id = names[candidates[i].number],
            .train = tally->train,
            .test = tally->test,
            .mean_rating = tally->stars / (double)tally->test,
            .mean_expected = tally->expected / (double)tally->test,
            .rmse = sqrt(candidates[i].mean_squared),
        };
    }
    return list;
}

static void pick(const struct extremes_tally *tallies, size_t n, const struct str *names,
                 struct arena *arena, struct extreme_list *worst, struct extreme_list *best)
{
    struct candidate *candidates = memory_block(n, sizeof *candidates);
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        if (tallies[i].test >= EXTREMES_FROM)
            candidates[found++] = (struct candidate){
                &tallies[i], tallies[i].squared / (double)tallies[i].test, (uint32_t)i};
    const size_t listed = found / 2 < EXTREMES_LISTED ? found / 2 : EXTREMES_LISTED;
    qsort(candidates, found, sizeof *candidates, compare);
    *best = list_of(candidates, listed, names, arena);
    qsort(candidates, found, sizeof *candidates, compare_worst);
    *worst = list_of(candidates, listed, names, arena);
    memory_free(candidates);
}

void extremes_finish(const struct extremes *extremes, struct arena *arena, struct scoring *out)
{
    const struct ratings *ratings = extremes->ratings;
    out->extremes_from = EXTREMES_FROM;
    pick(extremes->films, ratings->n_items, ratings->item_ids, arena, &out->worst_films,
         &out->best_films);
    pick(extremes->users, ratings->n_users, ratings->user_names, arena, &out->worst_users,
         &out->best_users);
}
