/* ratings_fixture.h - sets of ratings for tests: listed one by one, or drawn from a planted model.
 */
#ifndef UNIT_RATINGS_FIXTURE_H
#define UNIT_RATINGS_FIXTURE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/rng.h"
#include "model/ratings.h"

/* One rating: user 3 is "u3", item 7 is "i7". */
struct fixture_rating {
    uint32_t user;
    uint32_t item;
    float value;
    uint32_t time;
};

/* Names and keys for all users and items; the keys depend on the names only. */
static inline void fixture_name(struct ratings *ratings, struct arena *arena)
{
    ratings->user_names = ARENA_ARRAY(arena, struct str, ratings->n_users);
    ratings->item_ids = ARENA_ARRAY(arena, struct str, ratings->n_items);
    ratings->user_keys = memory_block(ratings->n_users, sizeof *ratings->user_keys);
    ratings->item_keys = memory_block(ratings->n_items, sizeof *ratings->item_keys);
    for (size_t u = 0; u < ratings->n_users; u++) {
        ratings->user_names[u] = str_from(arena_printf(arena, "u%zu", u));
        ratings->user_keys[u] = hash_fast(ratings->user_names[u], 0);
    }
    for (size_t i = 0; i < ratings->n_items; i++) {
        ratings->item_ids[i] = str_from(arena_printf(arena, "i%zu", i));
        ratings->item_keys[i] = hash_fast(ratings->item_ids[i], 0);
    }
}

static inline struct ratings fixture_empty(size_t count, size_t n_users, size_t n_items)
{
    return (struct ratings){
        .count = count,
        .users = memory_block(count, sizeof(uint32_t)),
        .items = memory_block(count, sizeof(uint32_t)),
        .values = memory_block(count, sizeof(float)),
        .times = memory_block(count, sizeof(uint32_t)),
        .n_users = n_users,
        .n_items = n_items,
        .scale_min = 1.0F,
        .scale_max = 5.0F,
    };
}

/* Exactly these ratings, on a scale of 1 to 5. Give it back with ratings_free(). */
static inline struct ratings fixture_listed(const struct fixture_rating *list, size_t count,
                                            struct arena *arena)
{
    size_t n_users = 0;
    size_t n_items = 0;
    for (size_t i = 0; i < count; i++) {
        n_users = list[i].user >= n_users ? list[i].user + 1 : n_users;
        n_items = list[i].item >= n_items ? list[i].item + 1 : n_items;
    }
    struct ratings ratings = fixture_empty(count, n_users, n_items);
    for (size_t i = 0; i < count; i++) {
        ratings.users[i] = list[i].user;
        ratings.items[i] = list[i].item;
        ratings.values[i] = list[i].value;
        ratings.times[i] = list[i].time;
    }
    fixture_name(&ratings, arena);
    return ratings;
}

#define FIXTURE_LISTED(arena, ...)                                                                 \
    fixture_listed((const struct fixture_rating[]){__VA_ARGS__},                                   \
                   sizeof((const struct fixture_rating[]){__VA_ARGS__}) /                          \
                       sizeof(struct fixture_rating),                                              \
                   (arena))

#define FIXTURE_TASTES 3

/*
 * Every user rates `per_user` different items: 3.5, plus biases of standard deviation .4, plus a
 * product of FIXTURE_TASTES planted tastes (standard deviation .7), plus noise; cut to 1 … 5.
 * Times go up by a minute from rating to rating.
 */
static inline struct ratings fixture_planted(size_t n_users, size_t n_items, size_t per_user,
                                             double noise, struct arena *arena)
{
    struct ratings ratings = fixture_empty(n_users * per_user, n_users, n_items);
    const size_t width = FIXTURE_TASTES + 1;
    double *traits = memory_block((n_users + n_items) * width, sizeof *traits);
    uint32_t *order = memory_block(n_items, sizeof *order);
    struct rng rng = rng_init(2026, 1);
    for (size_t i = 0; i < (n_users + n_items) * width; i++)
        traits[i] = rng_normal(&rng) * (i % width == 0 ? 0.4 : 0.63);
    for (size_t n = 0; n < ratings.count; n++) {
        if (n % per_user == 0)
            rng_permutation(&rng, order, n_items);
        ratings.users[n] = (uint32_t)(n / per_user);
        ratings.items[n] = order[n % per_user];
        ratings.times[n] = 1000000000 + (uint32_t)n * 60;
        const double *user = traits + ratings.users[n] * width;
        const double *item = traits + (n_users + ratings.items[n]) * width;
        double value = 3.5 + user[0] + item[0] + noise * rng_normal(&rng);
        for (size_t t = 1; t < width; t++)
            value += user[t] * item[t];
        ratings.values[n] = (float)(value < 1.0 ? 1.0 : value > 5.0 ? 5.0 : value);
    }
    memory_free(traits);
    memory_free(order);
    fixture_name(&ratings, arena);
    return ratings;
}

#endif
