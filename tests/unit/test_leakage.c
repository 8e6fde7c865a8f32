#include "train/leakage.h"

#include "ratings_fixture.h"
#include "suite.h"
#include "train/split.h"

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

static struct leakage check(struct ratings *ratings, const unsigned char *part)
{
    struct held_out held_out = held_out_make(ratings, part);
    struct leakage leakage = {0};
    leakage_add(&leakage, &held_out);
    leakage_finish(&leakage, arena);
    held_out_free(&held_out);
    return leakage;
}

START_TEST(a_pair_in_both_parts_is_found)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 0, 5, 0}, {0, 0, 4, 0}, {0, 1, 3, 0}, {1, 0, 2, 0}, {1, 0, 2, 0},
                       {1, 0, 2, 0}, {2, 2, 1, 0}, {3, 2, 1, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TRAIN,      SPLIT_TEST,  SPLIT_TRAIN,
                                  SPLIT_TEST, SPLIT_VALIDATION, SPLIT_TRAIN, SPLIT_TEST};
    struct leakage leakage = check(&ratings, part);
    ck_assert_uint_eq(leakage.test, 4);
    ck_assert_uint_eq(leakage.repeated, 2);
    ck_assert(!leakage.dated);
    ck_assert_uint_eq(leakage.own_future, 0);
    ck_assert(str_starts_with(leakage.text, STR("50 % of the held-out ratings (2) are in the")));
    ratings_free(&ratings);
}
END_TEST

START_TEST(ratings_of_the_future_are_counted)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 0, 5, 10}, {0, 1, 4, 20}, {1, 0, 3, 20}, {1, 1, 2, 15},
                       {2, 0, 2, 30}, {2, 1, 2, 31}, {3, 0, 2, 31});
    const unsigned char part[] = {SPLIT_TEST,  SPLIT_TRAIN,      SPLIT_TEST, SPLIT_TRAIN,
                                  SPLIT_TRAIN, SPLIT_VALIDATION, SPLIT_TEST};
    struct leakage leakage = check(&ratings, part);
    ck_assert(leakage.dated);
    ck_assert_uint_eq(leakage.test, 3);
    ck_assert_uint_eq(leakage.own_future, 1);
    ck_assert_uint_eq(leakage.any_future, 2);
    ck_assert_uint_ne(str_find(leakage.text, STR("33.3 % of the held-out ratings are older than a "
                                                 "train rating of the same user, 66.7 %")),
                      SIZE_MAX);
    ratings_free(&ratings);
}
END_TEST

START_TEST(a_split_by_time_leaks_nothing_and_a_random_one_does)
{
    struct ratings ratings = fixture_planted(20, 30, 10, 0.1, arena);
    struct split split;
    struct split_options options = {.protocol = SPLIT_TIME, .test_share = 0.2, .seed = 1};
    ck_assert(split_make(&options, &ratings, arena, &split, NULL));
    struct leakage leakage = check(&ratings, split.part);
    ck_assert(leakage.dated);
    ck_assert_uint_eq(leakage.test, 40);
    ck_assert_uint_eq(leakage.any_future, 0);
    ck_assert_uint_eq(leakage.text.size, 0);
    split_free(&split);

    options.protocol = SPLIT_RANDOM;
    ck_assert(split_make(&options, &ratings, arena, &split, NULL));
    leakage = check(&ratings, split.part);
    ck_assert_uint_gt(leakage.own_future, 20);
    ck_assert_uint_ge(leakage.any_future, leakage.own_future);
    ck_assert_uint_gt(leakage.text.size, 0);
    split_free(&split);
    ratings_free(&ratings);
}
END_TEST

START_TEST(folds_add_up)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 10}, {0, 1, 4, 20});
    struct leakage leakage = {0};
    for (unsigned fold = 0; fold < 2; fold++) {
        const unsigned char part[] = {fold == 0 ? SPLIT_TEST : SPLIT_TRAIN,
                                      fold == 0 ? SPLIT_TRAIN : SPLIT_TEST};
        struct held_out held_out = held_out_make(&ratings, part);
        leakage_add(&leakage, &held_out);
        held_out_free(&held_out);
    }
    ck_assert_uint_eq(leakage.test, 2);
    ck_assert_uint_eq(leakage.own_future, 1);
    ratings_free(&ratings);
}
END_TEST

START_TEST(shares_near_the_ends_do_not_read_as_the_ends)
{
    struct leakage leakage = {.test = 10000, .dated = true, .own_future = 1, .any_future = 9999};
    leakage_finish(&leakage, arena);
    ck_assert_uint_ne(str_find(leakage.text, STR("under 0.1 % of the")), SIZE_MAX);
    ck_assert_uint_ne(str_find(leakage.text, STR("over 99.9 % older")), SIZE_MAX);
    leakage = (struct leakage){.test = 7, .dated = true, .any_future = 7, .repeated = 7};
    leakage_finish(&leakage, arena);
    ck_assert(str_starts_with(leakage.text, STR("100 % of the")));
    ck_assert_uint_ne(str_find(leakage.text, STR(": 0 % of the held-out ratings are older")),
                      SIZE_MAX);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "leakage", a_pair_in_both_parts_is_found,
                            ratings_of_the_future_are_counted,
                            a_split_by_time_leaks_nothing_and_a_random_one_does, folds_add_up,
                            shares_near_the_ends_do_not_read_as_the_ends);
}
