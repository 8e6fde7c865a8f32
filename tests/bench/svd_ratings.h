/* svd_ratings.h - ratings to train on in benchmarks: read from a file, or drawn at random. */
#ifndef BENCH_SVD_RATINGS_H
#define BENCH_SVD_RATINGS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/memory.h"
#include "base/rng.h"
#include "load/ratings_file.h"
#include "train/split.h"
#include "train/test_rows.h"

struct svd_ratings {
    struct ratings ratings;
    unsigned char *part; /* (ratings.count) enum split_part: train and test */
    struct arena *arena;
};

static inline void svd_ratings_require(bool done, const struct error *err)
{
    if (done)
        return;
    fprintf(stderr, "%s\n", err->text);
    exit(EXIT_FAILURE);
}

/* Numbers before `n`, the small ones more often: the first is a third of a percent, as in ML-1M. */
static inline uint32_t svd_ratings_skewed(struct rng *rng, uint32_t n)
{
    const double head = sqrt(fmin(98.0 / n, 1.0));
    const double u = head + (1.0 - head) * rng_uniform(rng);
    const double x = (u * u * u - head * head * head) / (1.0 - head * head * head);
    const uint32_t number = (uint32_t)(x * n);
    return number < n ? number : n - 1;
}

/*
 * `count` ratings user by user, a tenth held out: as many users and films as ML-1M and ML-25M have.
 * What training costs depends on who rated what, so that the stars may be noise.
 */
static inline struct svd_ratings svd_ratings_draw(size_t count)
{
    struct svd_ratings out = {.arena = arena_open("ratings", (size_t)1 << 30)};
    struct ratings *r = &out.ratings;
    *r = (struct ratings){
        .count = count,
        .users = memory_block(count, sizeof *r->users),
        .items = memory_block(count, sizeof *r->items),
        .values = memory_block(count, sizeof *r->values),
        .times = memory_block(count, sizeof *r->times),
        .n_users = 1 + count * 1000 / (count < 10000000 ? 165630 : 153815),
        .n_items = 1 + count * 1000 / (count < 10000000 ? 269963 : 423398),
        .scale_min = 1.0F,
        .scale_max = 5.0F,
    };
    r->item_ids = ARENA_ARRAY(out.arena, struct str, r->n_items);
    for (size_t i = 0; i < r->n_items; i++)
        r->item_ids[i] = str_from(arena_printf(out.arena, "%zu", i));
    out.part = memory_block(count, 1);
    uint32_t *left = memory_block(r->n_users, sizeof *left);
    struct rng rng = rng_init(1, 1);
    for (size_t n = 0; n < count; n++)
        left[svd_ratings_skewed(&rng, (uint32_t)r->n_users)]++;
    for (uint32_t n = 0, user = 0; n < count; n++) {
        while (left[user] == 0)
            user++;
        left[user]--;
        r->users[n] = user;
        r->items[n] = svd_ratings_skewed(&rng, (uint32_t)r->n_items);
        r->values[n] = (float)(1 + rng_below(&rng, 5));
        out.part[n] = n % 10 == 0 ? SPLIT_TEST : SPLIT_TRAIN;
    }
    memory_free(left);
    return out;
}

/* The ratings of a file; `rows_path` (NULL: every tenth) lists those that are held out. */
static inline struct svd_ratings svd_ratings_read(const char *path, const char *rows_path)
{
    struct error err = {0};
    struct svd_ratings out = {.arena = arena_open("ratings", (size_t)1 << 34)};
    struct arena *scratch = arena_open("scratch", (size_t)1 << 30);
    struct input_list inputs = {.arena = out.arena};
    struct pseudonym_key key;
    pseudonym_key_from(STR("a secret for benchmarks"), &key);
    const struct catalogue catalogue = {0};
    struct loader loader = {
        .arena = out.arena,
        .scratch = scratch,
        .inputs = &inputs,
        .catalogue = &catalogue,
        .key = &key,
    };
    struct source_list list;
    struct str name = str_from(path);
    svd_ratings_require(source_expand(SOURCE_RATINGS, &name, 1, out.arena, &list, &err), &err);
    svd_ratings_require(
        ratings_file_load(&loader, &list, &RATINGS_FILE_OPTIONS, &out.ratings, &err), &err);
    out.part = memory_block(out.ratings.count, 1);
    for (size_t i = 0; rows_path == NULL && i < out.ratings.count; i += 10)
        out.part[i] = SPLIT_TEST;
    if (rows_path != NULL) {
        struct str text;
        struct test_rows rows;
        svd_ratings_require(io_read_file(out.arena, rows_path, (size_t)1 << 30, &text, &err), &err);
        svd_ratings_require(test_rows_parse(text, rows_path, out.arena, scratch, &rows, &err),
                            &err);
        for (size_t i = 0; i < rows.count; i++) {
            const size_t at = ratings_at_row(&out.ratings, rows.items[i]);
            if (at < out.ratings.count)
                out.part[at] = SPLIT_TEST;
        }
    }
    arena_close(scratch);
    return out;
}

static inline void svd_ratings_free(struct svd_ratings *ratings)
{
    memory_free(ratings->part);
    ratings_free(&ratings->ratings);
    arena_close(ratings->arena);
}

#endif
