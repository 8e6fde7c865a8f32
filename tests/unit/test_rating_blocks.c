#include "train/rating_blocks.h"

#include <math.h>

#include "ratings_fixture.h"
#include "suite.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 24, USERS = 1000, ITEMS = 200, PER_USER = 150 };

static struct arena *arena;
static struct ratings ratings;
static unsigned char *part;
static struct rating_counts counts;

/* 150,000 ratings, more than two slices of the sort; every third of them in the test part. */
static void set_up(void)
{
    arena = arena_open("test", ARENA_BYTES);
    ratings = fixture_planted(USERS, ITEMS, PER_USER, 0.5, arena);
    part = memory_block(ratings.count, 1);
    for (size_t i = 0; i < ratings.count; i += 3)
        part[i] = SPLIT_TEST;
}

static void tear_down(void)
{
    ratings_free(&ratings);
    memory_free(part);
    rating_counts_free(&counts);
    arena_close(arena);
}

/* Counts and sorts what is in the train part. */
static struct rating_blocks make_blocks(struct pool *pool)
{
    rating_counts_free(&counts);
    counts = rating_counts_make(&ratings, part, SPLIT_BIT(SPLIT_TRAIN), pool);
    return rating_blocks_make(&ratings, part, SPLIT_BIT(SPLIT_TRAIN), &counts, 1, pool);
}

START_TEST(the_blocks_hold_every_rating_of_the_parts_once)
{
    struct rating_blocks blocks = make_blocks(NULL);
    ck_assert_uint_eq(counts.total, 100000);
    double *sums = memory_block(USERS * ITEMS, sizeof *sums);
    double total = 0.0;
    for (size_t i = 0; i < ratings.count; i++) {
        if (part[i] != SPLIT_TRAIN)
            continue;
        sums[ratings.users[i] * ITEMS + ratings.items[i]] = (double)ratings.values[i];
        total += (double)ratings.values[i];
    }
    ck_assert_double_eq_tol(counts.mean, total / 100000.0, 1e-12);

    size_t found = 0;
    for (size_t b = 0; b < blocks.grid * blocks.grid; b++) {
        const struct kernels_rating *rating = blocks.blocks[b].ratings;
        for (size_t r = 0; r < blocks.blocks[b].run_count; r++) {
            const struct kernels_run run = blocks.blocks[b].runs[r];
            ck_assert_uint_gt(run.count, 0);
            for (uint32_t n = 0; n < run.count; n++, rating++, found++) {
                double *sum = &sums[run.user * ITEMS + rating->other];
                ck_assert_double_eq_tol((double)rating->residual, *sum - counts.mean, 1e-6);
                *sum = NAN;
            }
        }
        ck_assert_ptr_eq(rating, blocks.blocks[b].ratings + blocks.blocks[b].rating_count);
    }
    ck_assert_uint_eq(found, counts.total);
    memory_free(sums);
    rating_blocks_free(&blocks);
}
END_TEST

/* Marks the rows of a block with the number of its round; a mark of this round is a conflict. */
static void assert_unmarked(const struct kernels_block *block, size_t round, size_t *users,
                            size_t *items, size_t number)
{
    const struct kernels_rating *rating = block->ratings;
    for (size_t r = 0; r < block->run_count; r++) {
        size_t *user = &users[block->runs[r].user];
        ck_assert(*user / 100 != round + 1 || *user % 100 == number);
        *user = (round + 1) * 100 + number;
        for (uint32_t n = 0; n < block->runs[r].count; n++, rating++) {
            size_t *item = &items[rating->other];
            ck_assert(*item / 100 != round + 1 || *item % 100 == number);
            *item = (round + 1) * 100 + number;
        }
    }
}

START_TEST(no_round_shares_a_user_or_an_item_between_blocks)
{
    struct rating_blocks blocks = make_blocks(NULL);
    size_t users[USERS] = {0};
    size_t items[ITEMS] = {0};
    ck_assert_uint_ge(blocks.grid, 2);
    for (size_t round = 0; round < blocks.grid; round++)
        for (size_t g = 0; g < blocks.grid; g++)
            assert_unmarked(&blocks.blocks[g * blocks.grid + (g + round) % blocks.grid], round,
                            users, items, g);
    rating_blocks_free(&blocks);
}
END_TEST

START_TEST(no_block_is_much_larger_than_another)
{
    struct rating_blocks blocks = make_blocks(NULL);
    const size_t fair = counts.total / (blocks.grid * blocks.grid);
    for (size_t b = 0; b < blocks.grid * blocks.grid; b++) {
        ck_assert_uint_gt(blocks.blocks[b].rating_count, fair * 8 / 10);
        ck_assert_uint_lt(blocks.blocks[b].rating_count, fair * 12 / 10);
    }
    rating_blocks_free(&blocks);
}
END_TEST

START_TEST(users_and_items_without_a_rating_have_their_place_too)
{
    memset(part, SPLIT_TEST, ratings.count);
    struct rating_blocks none = make_blocks(NULL);
    ck_assert_uint_eq(counts.total, 0);
    ck_assert_uint_eq(none.blocks[0].run_count, 0);
    ck_assert_double_eq(counts.mean, 0.0);
    rating_blocks_free(&none);

    part[PER_USER] = SPLIT_TRAIN;
    struct rating_blocks one = make_blocks(NULL);
    ck_assert_uint_eq(counts.total, 1);
    ck_assert_uint_eq(counts.users[1], 1);
    ck_assert_uint_eq(counts.users[0], 0);
    ck_assert_uint_eq(counts.items[ratings.items[PER_USER]], 1);
    rating_blocks_free(&one);
}
END_TEST

START_TEST(a_run_keeps_the_order_of_the_file)
{
    struct rating_blocks blocks = make_blocks(NULL);
    uint32_t *place = memory_block(USERS * ITEMS, sizeof *place);
    for (uint32_t i = 0; i < ratings.count; i++)
        place[ratings.users[i] * ITEMS + ratings.items[i]] = i;
    for (size_t b = 0; b < blocks.grid * blocks.grid; b++) {
        const struct kernels_rating *rating = blocks.blocks[b].ratings;
        for (size_t r = 0; r < blocks.blocks[b].run_count; r++) {
            const struct kernels_run run = blocks.blocks[b].runs[r];
            const uint32_t *row = &place[run.user * ITEMS];
            for (uint32_t n = 1; n < run.count; n++)
                ck_assert_uint_lt(row[rating[n - 1].other], row[rating[n].other]);
            rating += run.count;
        }
    }
    memory_free(place);
    rating_blocks_free(&blocks);
}
END_TEST

START_TEST(threads_share_the_sorting_and_change_nothing)
{
    struct rating_blocks alone = make_blocks(NULL);
    const size_t n_blocks = alone.grid * alone.grid;
    for (size_t threads = 2; threads <= 8; threads *= 4) {
        struct pool *pool;
        ck_assert(pool_open(threads, &pool, NULL));
        struct rating_blocks shared = make_blocks(pool);
        ck_assert_mem_eq(shared.ratings, alone.ratings, counts.total * sizeof *alone.ratings);
        for (size_t b = 0; b < n_blocks; b++) {
            ck_assert_uint_eq(shared.blocks[b].run_count, alone.blocks[b].run_count);
            ck_assert_mem_eq(shared.blocks[b].runs, alone.blocks[b].runs,
                             alone.blocks[b].run_count * sizeof *alone.runs);
        }
        rating_blocks_free(&shared);
        pool_close(pool);
    }
    rating_blocks_free(&alone);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        set_up, tear_down, "rating_blocks", the_blocks_hold_every_rating_of_the_parts_once,
        no_round_shares_a_user_or_an_item_between_blocks, no_block_is_much_larger_than_another,
        users_and_items_without_a_rating_have_their_place_too, a_run_keeps_the_order_of_the_file,
        threads_share_the_sorting_and_change_nothing);
}
