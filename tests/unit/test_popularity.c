#include "train/popularity.h"

#include "ratings_fixture.h"
#include "suite.h"
#include "train/interactions.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 20, TRAIN = SPLIT_BIT(SPLIT_TRAIN) };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

START_TEST(only_learned_ratings_make_an_item_popular)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 0, 5, 0}, {1, 0, 1, 0}, {0, 1, 5, 0}, {1, 2, 3, 0});
    const unsigned char part[] = {SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_TEST, SPLIT_TRAIN};
    struct popularity popularity = popularity_fit(&ratings, part, TRAIN);
    const struct predictor predictor = popularity_predictor(&popularity);
    const uint32_t users[] = {1, 0};
    float scores[6];
    predictor.score(predictor.model, users, 2, scores);
    const float expected[] = {2, 0, 1, 2, 0, 1};
    ck_assert_mem_eq(scores, expected, sizeof expected);
    popularity_free(&popularity);
    ratings_free(&ratings);
}
END_TEST

START_TEST(items_outside_of_a_model_come_below_it_by_popularity)
{
    float counts[] = {9, 2, 7, 0};
    const struct popularity popularity = {4, counts};
    const unsigned char modelled[] = {0, 1, 0, 0};
    float scores[] = {50, -3, 50, 50};
    popularity_complete(&popularity, modelled, scores);
    ck_assert_float_eq(scores[1], -3.0F);
    ck_assert_float_lt(scores[0], -4.0F);
    ck_assert_float_lt(scores[2], scores[0]);
    ck_assert_float_lt(scores[3], scores[2]);

    const unsigned char none[4] = {0};
    popularity_complete(&popularity, none, scores);
    ck_assert_mem_eq(scores, counts, sizeof counts);
}
END_TEST

/* Rows in any order become users with their items ascending, and back. */
START_TEST(interactions_are_sorted_by_user_and_item)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {2, 3, 1, 0}, {0, 2, 2, 0}, {2, 0, 3, 0},
                                            {0, 1, 4, 0}, {2, 1, 5, 0}, {1, 3, 5, 0});
    const unsigned char part[] = {SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_TRAIN,
                                  SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_TEST};
    struct interactions by_user = interactions_make(&ratings, part, TRAIN);
    const uint32_t first[] = {0, 2, 2, 5};
    const uint32_t items[] = {1, 2, 0, 1, 3};
    const float values[] = {4, 2, 3, 5, 1};
    ck_assert_uint_eq(by_user.n_columns, 4);
    ck_assert_mem_eq(by_user.first, first, sizeof first);
    ck_assert_mem_eq(by_user.columns, items, sizeof items);
    ck_assert_mem_eq(by_user.values, values, sizeof values);

    struct interactions by_item = interactions_transposed(&by_user);
    const uint32_t users[] = {2, 0, 2, 0, 2};
    ck_assert_uint_eq(interactions_length(&by_item, 1), 2);
    ck_assert_mem_eq(by_item.columns, users, sizeof users);
    interactions_free(&by_item);
    interactions_free(&by_user);
    ratings_free(&ratings);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "popularity",
                            only_learned_ratings_make_an_item_popular,
                            items_outside_of_a_model_come_below_it_by_popularity,
                            interactions_are_sorted_by_user_and_item);
}
