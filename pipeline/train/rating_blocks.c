#include "train/rating_blocks.h"

#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "train/split.h"

/* Streams of random numbers; those of svd_*.c and split.c have other names. */
enum { STREAM_USERS = 0x626C6F63, STREAM_ITEMS };

enum { RATINGS_PER_SLICE = 1 << 16 };

/*
 * Few ratings are not worth sharing; many want blocks whose item rows stay in a core's cache.
 */
static size_t choose_grid(size_t count)
{
    if (count < 20000)
        return 1;
    return count < 4000000 ? 4 : 8;
}

/* ---- groups -----------------------------------------------------------------------------------
 */

/* Users or items dealt to groups. */
struct deal {
    const uint32_t *counts; /* (n) ratings of each */
    size_t n;
    size_t total; /* ratings of all */
    size_t grid;
    uint64_t seed;
    uint64_t stream;
    uint8_t *group;   /* (n) */
    uint32_t *place;  /* (n) number inside the group, ascending with the number outside */
    uint32_t *member; /* (n) group after group, by place */
    uint32_t *first;  /* (grid + 1) where a group begins in `member` */
};

static void make_deal(struct deal *deal)
{
    deal->group = memory_block(deal->n, sizeof *deal->group);
    deal->place = memory_block(deal->n, sizeof *deal->place);
    deal->member = memory_block(deal->n, sizeof *deal->member);
    deal->first = memory_block(deal->grid + 1, sizeof *deal->first);

    /* In a seeded order, a group takes what comes until it has its share of the ratings. */
    uint32_t *order = deal->member;
    struct rng rng = rng_init(deal->seed, deal->stream);
    rng_permutation(&rng, order, deal->n);
    uint64_t before = 0;
    for (size_t i = 0; i < deal->n; i++) {
        uint64_t middle = before + deal->counts[order[i]] / 2;
        deal->group[order[i]] =
            (uint8_t)(middle < deal->total ? middle * deal->grid / deal->total : 0);
        before += deal->counts[order[i]];
    }

    for (size_t i = 0; i < deal->n; i++)
        deal->place[i] = deal->first[deal->group[i] + 1]++;
    for (size_t g = 0; g < deal->grid; g++)
        deal->first[g + 1] += deal->first[g];
    for (uint32_t i = 0; i < deal->n; i++)
        deal->member[deal->first[deal->group[i]] + deal->place[i]] = i;
}

static void make_deals(void *context, size_t index, size_t worker)
{
    (void)worker;
    make_deal((struct deal *)context + index);
}

static void free_deal(struct deal *deal)
{
    memory_free(deal->group);
    memory_free(deal->place);
    memory_free(deal->member);
    memory_free(deal->first);
}

/* ---- sorting ----------------------------------------------------------------------------------
 */

/*
 * Two counting sorts. The first moves slices of the file into blocks: each slice knows
 * where its part of every block begins. The second sorts every block by user. Both keep the order
 * of the file, and neither slices nor blocks depend on the threads that share them.
 */
struct sort {
    const struct ratings *ratings;
    const unsigned char *part;
    unsigned parts;
    float mean;
    struct deal deals[2]; /* of users, of items */
    uint32_t *next;       /* (slices, grid, grid) counts, then where the next rating goes */
    uint32_t *places;     /* (total) the user's place in its group, beside out.ratings */
    struct rating_blocks out;
};

static size_t block_of(const struct sort *sort, size_t i)
{
    return sort->deals[0].group[sort->ratings->users[i]] * sort->out.grid +
           sort->deals[1].group[sort->ratings->items[i]];
}

static size_t end_of_slice(const struct sort *sort, size_t slice)
{
    const size_t end = (slice + 1) * RATINGS_PER_SLICE;
    return end < sort->ratings->count ? end : sort->ratings->count;
}

static void count_slice(void *context, size_t slice, size_t worker)
{
    (void)worker;
    const struct sort *sort = context;
    uint32_t *counts = sort->next + slice * sort->out.grid * sort->out.grid;
    for (size_t i = slice * RATINGS_PER_SLICE; i < end_of_slice(sort, slice); i++)
        counts[block_of(sort, i)] += SPLIT_HAS(sort->parts, sort->part[i]);
}

static void move_slice(void *context, size_t slice, size_t worker)
{
    (void)worker;
    const struct sort *sort = context;
    const struct ratings *ratings = sort->ratings;
    uint32_t *next = sort->next + slice * sort->out.grid * sort->out.grid;
    for (size_t i = slice * RATINGS_PER_SLICE; i < end_of_slice(sort, slice); i++) {
        if (!SPLIT_HAS(sort->parts, sort->part[i]))
            continue;
        const uint32_t to = next[block_of(sort, i)]++;
        sort->out.ratings[to] =
            (struct kernels_rating){ratings->items[i], ratings->values[i] - sort->mean};
        sort->places[to] = sort->deals[0].place[ratings->users[i]];
    }
}

/* Turns counts into positions, and opens the blocks with room for every run they can have. */
static void lay_out(struct sort *sort, size_t slices)
{
    struct rating_blocks *out = &sort->out;
    const size_t n_blocks = out->grid * out->grid;
    uint32_t rating = 0;
    size_t runs = 0;
    for (size_t b = 0; b < n_blocks; b++) {
        const uint32_t begin = rating;
        for (size_t s = 0; s < slices; s++) {
            const uint32_t count = sort->next[s * n_blocks + b];
            sort->next[s * n_blocks + b] = rating;
            rating += count;
        }
        const uint32_t *group = sort->deals[0].first + b / out->grid;
        const size_t users = group[1] - group[0];
        out->blocks[b] = (struct kernels_block){
            .ratings = out->ratings + begin, .rating_count = rating - begin, .run_count = runs};
        runs += users < rating - begin ? users : rating - begin;
    }
    out->runs = memory_block(runs, sizeof *out->runs);
    for (size_t b = 0; b < n_blocks; b++) {
        out->blocks[b].runs = out->runs + out->blocks[b].run_count;
        out->blocks[b].run_count = 0;
    }
}

static void sort_block(void *context, size_t b, size_t worker)
{
    (void)worker;
    const struct sort *sort = context;
    struct kernels_block *block = &sort->out.blocks[b];
    const size_t begin = (size_t)(block->ratings - sort->out.ratings);
    const uint32_t *places = sort->places + begin;
    const uint32_t *group = sort->deals[0].first + b / sort->out.grid;
    const size_t users = group[1] - group[0];
    uint32_t *next = memory_block(users, sizeof *next);
    for (size_t n = 0; n < block->rating_count; n++)
        next[places[n]]++;

    struct kernels_run *runs = sort->out.runs + (block->runs - sort->out.runs);
    uint32_t before = 0;
    for (size_t place = 0; place < users; place++) {
        const uint32_t count = next[place];
        next[place] = before;
        before += count;
        if (count != 0)
            runs[block->run_count++] =
                (struct kernels_run){sort->deals[0].member[group[0] + place], count};
    }

    struct kernels_rating *from = memory_block(block->rating_count, sizeof *from);
    memcpy(from, block->ratings, block->rating_count * sizeof *from);
    for (size_t n = 0; n < block->rating_count; n++)
        sort->out.ratings[begin + next[places[n]]++] = from[n];
    memory_free(from);
    memory_free(next);
}

struct rating_blocks rating_blocks_make(const struct ratings *ratings, const unsigned char *part,
                                        unsigned parts, const struct rating_counts *counts,
                                        uint64_t seed, struct pool *pool)
{
    const size_t grid = choose_grid(counts->total);
    const size_t slices = (ratings->count + RATINGS_PER_SLICE - 1) / RATINGS_PER_SLICE;
    struct sort sort = {
        .ratings = ratings,
        .part = part,
        .parts = parts,
        .mean = (float)counts->mean,
        .deals = {{.counts = counts->users, .n = ratings->n_users, .stream = STREAM_USERS},
                  {.counts = counts->items, .n = ratings->n_items, .stream = STREAM_ITEMS}},
        .next = memory_block(slices * grid * grid, sizeof *sort.next),
        .places = memory_block(counts->total, sizeof *sort.places),
        .out = {.grid = grid,
                .ratings = memory_block(counts->total, sizeof *sort.out.ratings),
                .blocks = memory_block(grid * grid, sizeof *sort.out.blocks)},
    };
    for (size_t side = 0; side < 2; side++) {
        sort.deals[side].total = counts->total;
        sort.deals[side].grid = grid;
        sort.deals[side].seed = seed;
    }
    pool_run(pool, 2, make_deals, sort.deals);
    pool_run(pool, slices, count_slice, &sort);
    lay_out(&sort, slices);
    pool_run(pool, slices, move_slice, &sort);
    pool_run(pool, grid * grid, sort_block, &sort);
    free_deal(&sort.deals[0]);
    free_deal(&sort.deals[1]);
    memory_free(sort.next);
    memory_free(sort.places);
    return sort.out;
}

void rating_blocks_free(struct rating_blocks *blocks)
{
    memory_free(blocks->ratings);
    memory_free(blocks->runs);
    memory_free(blocks->blocks);
    *blocks = (struct rating_blocks){0};
}
