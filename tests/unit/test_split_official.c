#include "train/split_official.h"

#include "ratings_fixture.h"
#include "suite.h"

enum { ARENA_BYTES = 1 << 22 };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

START_TEST(ratings_are_found_by_user_and_film_whatever_their_numbers)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 0, 5, 0}, {1, 0, 3, 0}, {0, 1, 4, 0}, {2, 2, 2, 0}, {1, 1, 1, 0});
    /* User 1 with film 1, user 2 with film 0, user 0 with film 1 and other stars. */
    struct ratings file = FIXTURE_LISTED(arena, {1, 1, 1, 0}, {2, 0, 2, 0}, {0, 1, 3, 0});
    struct split_official found;
    ck_assert(split_official_match(&ratings, &file, "u1.test", arena, &found, NULL));
    ck_assert_uint_eq(found.count, 2);
    ck_assert_uint_eq(found.rows[0], 2);
    ck_assert_uint_eq(found.rows[1], 4);
    ck_assert_uint_eq(found.missing, 1);
    ck_assert_uint_eq(found.differing, 1);
    ratings_free(&file);
    ratings_free(&ratings);
}
END_TEST

START_TEST(rows_are_those_of_the_file)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {1, 0, 3, 0}, {0, 1, 4, 0});
    struct ratings file = FIXTURE_LISTED(arena, {0, 1, 4, 0}, {1, 0, 3, 0});
    ratings.rows = memory_block(ratings.count, sizeof *ratings.rows);
    ratings.rows[0] = 3;
    ratings.rows[1] = 5;
    ratings.rows[2] = 8;
    struct split_official found;
    ck_assert(split_official_match(&ratings, &file, "u1.test", arena, &found, NULL));
    ck_assert_uint_eq(found.count, 2);
    ck_assert_uint_eq(found.rows[0], 5);
    ck_assert_uint_eq(found.rows[1], 8);
    ck_assert_uint_eq(found.missing, 0);
    ck_assert_uint_eq(found.differing, 0);
    ratings_free(&file);
    ratings_free(&ratings);
}
END_TEST

START_TEST(many_ratings_are_all_found)
{
    struct ratings ratings = fixture_planted(60, 50, 30, 0.5, arena);
    struct split_official found;
    ck_assert(split_official_match(&ratings, &ratings, "all", arena, &found, NULL));
    ck_assert_uint_eq(found.count, ratings.count);
    for (uint32_t i = 0; i < found.count; i++)
        ck_assert_uint_eq(found.rows[i], i);
    ratings_free(&ratings);
}
END_TEST

START_TEST(a_file_of_which_nothing_is_known_is_refused)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {1, 0, 3, 0});
    struct ratings file = FIXTURE_LISTED(arena, {0, 1, 4, 0});
    struct ratings none = {0};
    struct split_official found = {.count = 9};
    struct error err = {0};
    ck_assert(!split_official_match(&ratings, &file, "u1.test", arena, &found, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, "u1.test: none of its 1 ratings is among the 2 that were read: give "
                               "the whole data as ratings, what is held out included");
    ck_assert_uint_eq(found.count, 9);
    ck_assert(!split_official_match(&ratings, &none, "u1.test", arena, &found, &err));
    ratings_free(&file);
    ratings_free(&ratings);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "split_official",
                            ratings_are_found_by_user_and_film_whatever_their_numbers,
                            rows_are_those_of_the_file, many_ratings_are_all_found,
                            a_file_of_which_nothing_is_known_is_refused);
}
