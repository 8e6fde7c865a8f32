#include "train/split.h"

#include "ratings_fixture.h"
#include "suite.h"

enum { ARENA_BYTES = 1 << 24 };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

static struct split make(const struct split_options *options, const struct ratings *ratings)
{
    struct split split;
    struct error err = {0};
    ck_assert_msg(split_make(options, ratings, arena, &split, &err), "%s", err.text);
    return split;
}

static void assert_refused(const struct split_options *options, const struct ratings *ratings,
                           const char *message)
{
    struct split split = {0};
    struct error err = {0};
    ck_assert(!split_make(options, ratings, arena, &split, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, message);
    ck_assert_ptr_null(split.part);
}

static void assert_text(const struct split *split, const char *text)
{
    ck_assert_msg(str_equal(split->text, str_from(text)), "%.*s", STR_ARG(split->text));
}

/* The newest and the oldest time of one part. */
static uint32_t newest(const struct split *split, const struct ratings *ratings, int part)
{
    uint32_t time = 0;
    for (size_t i = 0; i < ratings->count; i++)
        if (split->part[i] == part && ratings->times[i] > time)
            time = ratings->times[i];
    return time;
}

static uint32_t oldest(const struct split *split, const struct ratings *ratings, int part)
{
    uint32_t time = UINT32_MAX;
    for (size_t i = 0; i < ratings->count; i++)
        if (split->part[i] == part && ratings->times[i] < time)
            time = ratings->times[i];
    return time;
}

/* Turns the ratings round, so that the newest come first in the file. */
static void reverse_times(struct ratings *ratings)
{
    for (size_t i = 0; i < ratings->count; i++)
        ratings->times[i] = 2000000000 - ratings->times[i];
}

START_TEST(a_split_by_time_never_learns_from_the_future)
{
    struct ratings ratings = fixture_planted(50, 40, 20, 0.5, arena);
    for (int turn = 0; turn < 2; turn++, reverse_times(&ratings)) {
        const struct split_options options = {
            .protocol = SPLIT_TIME, .test_share = 0.1, .validation_share = 0.2};
        struct split split = make(&options, &ratings);
        ck_assert_uint_eq(split.n_part[SPLIT_TEST], 100);
        ck_assert_uint_eq(split.n_part[SPLIT_VALIDATION], 180);
        ck_assert_uint_eq(split.n_part[SPLIT_TRAIN], 720);
        ck_assert_uint_lt(newest(&split, &ratings, SPLIT_TRAIN),
                          oldest(&split, &ratings, SPLIT_VALIDATION));
        ck_assert_uint_lt(newest(&split, &ratings, SPLIT_VALIDATION),
                          oldest(&split, &ratings, SPLIT_TEST));
        split_free(&split);
    }
    ratings_free(&ratings);
}
END_TEST

START_TEST(of_equal_times_the_later_row_is_the_newer)
{
    struct ratings ratings = FIXTURE_LISTED(
        arena, {0, 0, 3, 65536 * 7 + 9}, {0, 1, 3, 65536 * 7 + 9}, {1, 0, 3, 65536 * 7 + 9},
        {1, 1, 3, 65536 * 9}, {2, 0, 3, 1}, {2, 1, 3, 65536 * 7 + 8});
    const struct split_options options = {
        .protocol = SPLIT_TIME, .test_share = 0.5, .validation_share = 0.34};
    struct split split = make(&options, &ratings);
    const unsigned char expected[] = {SPLIT_VALIDATION, SPLIT_TEST,  SPLIT_TEST,
                                      SPLIT_TEST,       SPLIT_TRAIN, SPLIT_TRAIN};
    ck_assert_mem_eq(split.part, expected, sizeof expected);
    assert_text(&split, "the newest 50 % of the ratings, from 1970-01-06 on");
    split_free(&split);
    ratings_free(&ratings);
}
END_TEST

START_TEST(a_growing_data_set_moves_no_rating_from_side_to_side)
{
    enum { OLD = 600, ALL = 1000 };
    struct ratings grown = fixture_planted(50, 40, 20, 0.5, arena);
    struct ratings old = grown;
    /* The old ratings are the last of the grown ones: every row number is another. */
    old.count = OLD;
    old.users += ALL - OLD;
    old.items += ALL - OLD;
    old.values += ALL - OLD;
    old.times += ALL - OLD;
    const struct split_options options = {
        .protocol = SPLIT_HASH, .test_share = 0.2, .validation_share = 0.2, .seed = 5};
    struct split before = make(&options, &old);
    struct split after = make(&options, &grown);
    ck_assert_mem_eq(before.part, after.part + (ALL - OLD), OLD);
    split_free(&before);
    split_free(&after);
    ratings_free(&grown);
}
END_TEST

START_TEST(a_hash_holds_out_its_share_on_average_and_validates_on_another_part)
{
    struct ratings ratings = fixture_planted(200, 150, 100, 0.5, arena);
    const struct split_options options = {
        .protocol = SPLIT_HASH, .test_share = 0.2, .validation_share = 0.25, .seed = 5};
    struct split split = make(&options, &ratings);
    /* 20,000 ratings; the bounds are five standard deviations of the binomial distribution. */
    ck_assert_uint_gt(split.n_part[SPLIT_TEST], 4000 - 283);
    ck_assert_uint_lt(split.n_part[SPLIT_TEST], 4000 + 283);
    double train = (double)(ratings.count - split.n_part[SPLIT_TEST]);
    ck_assert_double_eq_tol((double)split.n_part[SPLIT_VALIDATION] / train, 0.25, 0.0172);

    struct split_options reseeded = options;
    reseeded.seed = 6;
    struct split other = make(&reseeded, &ratings);
    ck_assert_mem_ne(split.part, other.part, ratings.count);
    split_free(&other);
    split_free(&split);
    ratings_free(&ratings);
}
END_TEST

START_TEST(a_random_split_holds_out_exactly_its_share_and_repeats)
{
    struct ratings ratings = fixture_planted(30, 40, 15, 0.5, arena);
    const struct split_options options = {.protocol = SPLIT_RANDOM, .test_share = 0.1, .seed = 3};
    struct split split = make(&options, &ratings);
    struct split again = make(&options, &ratings);
    ck_assert_uint_eq(split.n_part[SPLIT_TEST], 45);
    ck_assert_uint_eq(split.n_part[SPLIT_TRAIN], 405);
    ck_assert_mem_eq(split.part, again.part, ratings.count);
    assert_text(&split, "10 % of the ratings, drawn at random");
    split_free(&split);
    split_free(&again);
    ratings_free(&ratings);
}
END_TEST

START_TEST(folds_test_every_rating_exactly_once)
{
    struct ratings ratings = fixture_planted(31, 40, 11, 0.5, arena);
    const struct split_options options = {
        .protocol = SPLIT_KFOLD, .folds = 4, .validation_share = 0.1, .seed = 3};
    struct split split = make(&options, &ratings);
    unsigned char *tested = memory_block(ratings.count, 1);
    for (size_t fold = 0; fold < split.folds; fold++) {
        split_use_fold(&split, &ratings, fold);
        ck_assert_uint_ge(split.n_part[SPLIT_TEST], 341 / 4);
        ck_assert_uint_le(split.n_part[SPLIT_TEST], 341 / 4 + 1);
        ck_assert_uint_gt(split.n_part[SPLIT_VALIDATION], 0);
        for (size_t i = 0; i < ratings.count; i++)
            if (split.part[i] == SPLIT_TEST)
                tested[i]++;
    }
    for (size_t i = 0; i < ratings.count; i++)
        ck_assert_uint_eq(tested[i], 1);
    assert_text(&split, "4 random folds of the ratings, each of them once");
    memory_free(tested);
    split_free(&split);
    ratings_free(&ratings);
}
END_TEST

START_TEST(given_rows_are_the_test_part)
{
    struct ratings ratings = fixture_planted(4, 5, 3, 0.5, arena);
    const uint32_t rows[] = {11, 0, 4};
    const struct split_options options = {.protocol = SPLIT_ROWS, .rows = rows, .row_count = 3};
    struct split split = make(&options, &ratings);
    for (size_t i = 0; i < ratings.count; i++)
        ck_assert_int_eq(split.part[i], i == 0 || i == 4 || i == 11 ? SPLIT_TEST : SPLIT_TRAIN);
    assert_text(&split, "the 3 ratings whose rows were given");
    split_free(&split);

    const uint32_t beyond[] = {3, 12};
    assert_refused(&(struct split_options){.protocol = SPLIT_ROWS, .rows = beyond, .row_count = 2},
                   &ratings, "test row 12 is not one of the 12 ratings (the first is row 0)");
    ratings_free(&ratings);
}
END_TEST

/* Rejected lines of the file have numbers too. */
START_TEST(given_rows_are_those_of_the_file)
{
    struct ratings ratings = fixture_planted(4, 5, 3, 0.5, arena);
    ratings.rows = memory_block(ratings.count, sizeof *ratings.rows);
    for (uint32_t i = 0; i < ratings.count; i++)
        ratings.rows[i] = i < 5 ? i : i + 2;
    const uint32_t rows[] = {4, 7, 13};
    const struct split_options options = {.protocol = SPLIT_ROWS, .rows = rows, .row_count = 3};
    struct split split = make(&options, &ratings);
    for (size_t i = 0; i < ratings.count; i++)
        ck_assert_int_eq(split.part[i], i == 4 || i == 5 || i == 11 ? SPLIT_TEST : SPLIT_TRAIN);
    split_free(&split);

    /* Row 6 was rejected, or replaced by a later rating of the same film: it tests nothing. */
    const uint32_t lost[] = {6, 8};
    split = make(&(struct split_options){.protocol = SPLIT_ROWS, .rows = lost, .row_count = 2},
                 &ratings);
    ck_assert_uint_eq(split.n_part[SPLIT_TEST], 1);
    ck_assert_int_eq(split.part[6], SPLIT_TEST);
    assert_text(&split, "the 1 ratings whose rows were given");
    split_free(&split);

    const uint32_t beyond[] = {14};
    assert_refused(&(struct split_options){.protocol = SPLIT_ROWS, .rows = beyond, .row_count = 1},
                   &ratings, "test row 14 is not one of the 12 ratings (the first is row 0)");
    ratings_free(&ratings);
}
END_TEST

START_TEST(last_holds_out_the_latest_of_each_user_and_validates_on_the_one_before)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 0, 5, 30}, {1, 0, 3, 7}, {0, 1, 4, 10}, {2, 0, 2, 5},
                       {0, 2, 4, 20}, {1, 1, 3, 7}, {2, 1, 2, 4}, {3, 0, 1, 9}, {0, 3, 4, 20});
    const struct split_options options = {.protocol = SPLIT_LAST, .validation_share = 0.1};
    struct split split = make(&options, &ratings);
    /* User 1's times are equal: the later row is the latest. User 3 has one rating and keeps it. */
    const unsigned char expected[] = {SPLIT_TEST,  SPLIT_TRAIN, SPLIT_TRAIN,
                                      SPLIT_TEST,  SPLIT_TRAIN, SPLIT_TEST,
                                      SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_VALIDATION};
    ck_assert_mem_eq(split.part, expected, sizeof expected);
    ck_assert_uint_eq(split.n_part[SPLIT_TEST], 3);
    ck_assert_uint_eq(split.n_part[SPLIT_VALIDATION], 1);
    assert_text(&split, "the latest rating of each of 3 users");
    split_free(&split);

    split = make(&(struct split_options){.protocol = SPLIT_LAST}, &ratings);
    ck_assert_uint_eq(split.n_part[SPLIT_VALIDATION], 0);
    ck_assert_uint_eq(split.n_part[SPLIT_TEST], 3);
    split_free(&split);
    ratings_free(&ratings);
}
END_TEST

START_TEST(users_with_one_rating_each_leave_nothing_to_test_last)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 3}, {1, 0, 3, 7}, {2, 1, 3, 8});
    const struct split_options options = {.protocol = SPLIT_LAST, .validation_share = 0.1};
    struct split split = make(&options, &ratings);
    ck_assert_uint_eq(split.n_part[SPLIT_TRAIN], 3);
    assert_text(&split, "none of the ratings");
    split_free(&split);
    ratings_free(&ratings);
}
END_TEST

START_TEST(an_official_split_tests_what_its_file_lists)
{
    struct ratings ratings = fixture_planted(4, 5, 3, 0.5, arena);
    uint32_t rows[] = {1, 7};
    const struct split_official official = {rows, 2, 0, 0};
    struct split_options options = {
        .protocol = SPLIT_OFFICIAL, .official = &official, .official_path = "u1.test"};
    struct split split = make(&options, &ratings);
    for (size_t i = 0; i < ratings.count; i++)
        ck_assert_int_eq(split.part[i], i == 1 || i == 7 ? SPLIT_TEST : SPLIT_TRAIN);
    assert_text(&split, "the 2 ratings that u1.test lists");
    split_free(&split);

    const struct split_official worn = {rows, 2, 5, 1};
    options.official = &worn;
    split = make(&options, &ratings);
    assert_text(&split,
                "the 2 ratings that u1.test lists; not among the ratings: 5 more; with other stars "
                "there: 1");
    split_free(&split);
    ratings_free(&ratings);
}
END_TEST

START_TEST(auto_takes_time_where_times_differ_and_otherwise_the_hash)
{
    struct ratings ratings = fixture_planted(20, 40, 20, 0.5, arena);
    const struct split_options options = {.protocol = SPLIT_AUTO, .test_share = 0.1};
    struct split split = make(&options, &ratings);
    ck_assert_int_eq(split.protocol, SPLIT_TIME);
    split_free(&split);
    memset(ratings.times, 0, ratings.count * sizeof *ratings.times);
    split = make(&options, &ratings);
    ck_assert_int_eq(split.protocol, SPLIT_HASH);
    assert_text(&split, "10 % of the ratings, chosen by a seeded hash of user and film");
    split_free(&split);
    ratings_free(&ratings);
}
END_TEST

START_TEST(what_cannot_be_split_as_asked_is_refused)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 3, 7}, {0, 1, 3, 7}, {1, 0, 3, 7});
    assert_refused(&(struct split_options){.protocol = SPLIT_TIME, .test_share = 0.1}, &ratings,
                   "a split by time needs ratings of different times, but all 3 have the same");
    assert_refused(&(struct split_options){.protocol = SPLIT_KFOLD, .folds = 4}, &ratings,
                   "4 folds need as many ratings, but there are 3");
    ratings_free(&ratings);
}
END_TEST

START_TEST(too_few_ratings_leave_the_test_part_empty)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 3, 7});
    const enum split_protocol rounding[] = {SPLIT_TIME, SPLIT_RANDOM};
    for (size_t i = 0; i < 2; i++) {
        struct split split =
            make(&(struct split_options){.protocol = rounding[i], .test_share = 0.1}, &ratings);
        ck_assert_uint_eq(split.n_part[SPLIT_TRAIN], 1);
        assert_text(&split, "none of the ratings");
        split_free(&split);
    }
    ratings_free(&ratings);
}
END_TEST

START_TEST(every_protocol_has_a_name)
{
    for (enum split_protocol protocol = SPLIT_AUTO; protocol <= SPLIT_OFFICIAL; protocol++) {
        enum split_protocol parsed = SPLIT_AUTO;
        ck_assert(split_protocol_parse(str_from(split_protocol_name(protocol)), &parsed));
        ck_assert_int_eq(parsed, protocol);
    }
    ck_assert(!split_protocol_parse(STR("leave-one-out"), &(enum split_protocol){0}));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "split",
                            a_split_by_time_never_learns_from_the_future,
                            of_equal_times_the_later_row_is_the_newer,
                            a_growing_data_set_moves_no_rating_from_side_to_side,
                            a_hash_holds_out_its_share_on_average_and_validates_on_another_part,
                            a_random_split_holds_out_exactly_its_share_and_repeats,
                            folds_test_every_rating_exactly_once, given_rows_are_the_test_part,
                            given_rows_are_those_of_the_file,
                            last_holds_out_the_latest_of_each_user_and_validates_on_the_one_before,
                            users_with_one_rating_each_leave_nothing_to_test_last,
                            an_official_split_tests_what_its_file_lists,
                            auto_takes_time_where_times_differ_and_otherwise_the_hash,
                            what_cannot_be_split_as_asked_is_refused,
                            too_few_ratings_leave_the_test_part_empty, every_protocol_has_a_name);
}
