#include "train/rating_lists.h"

#include "ratings_fixture.h"
#include "suite.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 22, TRAIN = SPLIT_BIT(SPLIT_TRAIN) };

static struct arena *arena;
static struct ratings ratings;
static unsigned char part[6];

/* User 1 and item 2 have one rating each, both in the test part; user 2 has none at all. */
static void set_up(void)
{
    arena = arena_open("test", ARENA_BYTES);
    ratings = FIXTURE_LISTED(arena, {3, 0, 1, 0}, {0, 1, 5, 0}, {1, 1, 3, 0}, {3, 1, 2, 0},
                             {0, 2, 4, 0}, {0, 0, 4, 0});
    part[2] = SPLIT_TEST;
    part[4] = SPLIT_TEST;
}

static void tear_down(void)
{
    ratings_free(&ratings);
    arena_close(arena);
}

static void assert_list(const struct rating_lists_side *side, size_t row, size_t count,
                        const struct kernels_rating *expected)
{
    ck_assert_uint_eq(side->first[row + 1] - side->first[row], count);
    for (size_t n = 0; n < count; n++) {
        const struct kernels_rating *rating = &side->ratings[side->first[row] + n];
        ck_assert_uint_eq(rating->other, expected[n].other);
        ck_assert_float_eq(rating->residual, expected[n].residual);
    }
}

static void assert_sorted(struct pool *pool)
{
    struct rating_counts counts = rating_counts_make(&ratings, part, TRAIN, pool);
    struct rating_lists lists = rating_lists_make(&ratings, part, TRAIN, &counts, pool);
    ck_assert_uint_eq(counts.total, 4);
    ck_assert_double_eq(counts.mean, 3.0);
    ck_assert_uint_eq(lists.users.n, 4);
    ck_assert_uint_eq(lists.items.n, 3);
    assert_list(&lists.users, 0, 2, (struct kernels_rating[]){{1, 2.0F}, {0, 1.0F}});
    assert_list(&lists.users, 1, 0, NULL);
    assert_list(&lists.users, 2, 0, NULL);
    assert_list(&lists.users, 3, 2, (struct kernels_rating[]){{0, -2.0F}, {1, -1.0F}});
    assert_list(&lists.items, 0, 2, (struct kernels_rating[]){{3, -2.0F}, {0, 1.0F}});
    assert_list(&lists.items, 1, 2, (struct kernels_rating[]){{0, 2.0F}, {3, -1.0F}});
    assert_list(&lists.items, 2, 0, NULL);
    rating_lists_free(&lists);
    rating_counts_free(&counts);
}

START_TEST(each_side_lists_the_ratings_of_the_parts_in_the_order_of_the_file)
{
    assert_sorted(NULL);
}
END_TEST

START_TEST(two_threads_list_the_same)
{
    struct pool *pool;
    ck_assert(pool_open(2, &pool, NULL));
    assert_sorted(pool);
    pool_close(pool);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(set_up, tear_down, "rating_lists",
                            each_side_lists_the_ratings_of_the_parts_in_the_order_of_the_file,
                            two_threads_list_the_same);
}
