#include "train/held_out.h"

#include "ratings_fixture.h"
#include "suite.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 20 };

START_TEST(rows_stand_user_by_user_and_the_rest_is_counted)
{
    struct arena *arena = arena_open("test", ARENA_BYTES);
    struct ratings ratings = FIXTURE_LISTED(arena, {2, 0, 5, 0}, {0, 1, 3, 0}, {2, 1, 1, 0},
                                            {1, 0, 2, 0}, {0, 0, 4, 0}, {3, 1, 4, 0});
    const unsigned char part[] = {SPLIT_TEST,       SPLIT_TRAIN, SPLIT_TEST,
                                  SPLIT_VALIDATION, SPLIT_TEST,  SPLIT_TRAIN};
    struct held_out held_out = held_out_make(&ratings, part);
    ck_assert_uint_eq(held_out.count, 3);
    ck_assert_uint_eq(held_out.rows[0], 4);
    ck_assert_uint_eq(held_out.rows[1], 0);
    ck_assert_uint_eq(held_out.rows[2], 2);
    ck_assert_uint_eq(held_out.user_count, 2);
    ck_assert_uint_eq(held_out.users[0], 0);
    ck_assert_uint_eq(held_out.users[1], 2);
    ck_assert_uint_eq(held_out.first[0], 0);
    ck_assert_uint_eq(held_out.first[1], 1);
    ck_assert_uint_eq(held_out.first[2], 3);
    ck_assert_uint_eq(held_out.user_train[0], 1);
    ck_assert_uint_eq(held_out.user_train[1], 1);
    ck_assert_uint_eq(held_out.user_train[2], 0);
    ck_assert_uint_eq(held_out.item_train[0], 1);
    ck_assert_uint_eq(held_out.item_train[1], 2);
    held_out_free(&held_out);
    ratings_free(&ratings);
    arena_close(arena);
}
END_TEST

START_TEST(nothing_held_out_is_no_user)
{
    struct arena *arena = arena_open("test", ARENA_BYTES);
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {1, 0, 3, 0});
    const unsigned char part[] = {SPLIT_TRAIN, SPLIT_TRAIN};
    struct held_out held_out = held_out_make(&ratings, part);
    ck_assert_uint_eq(held_out.count, 0);
    ck_assert_uint_eq(held_out.user_count, 0);
    ck_assert_uint_eq(held_out.item_train[0], 2);
    held_out_free(&held_out);
    ratings_free(&ratings);
    arena_close(arena);
}
END_TEST

int main(void)
{
    return SUITE_RUN("held_out", rows_stand_user_by_user_and_the_rest_is_counted,
                     nothing_held_out_is_no_user);
}
