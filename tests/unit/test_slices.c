#include "train/slices.h"

#include <math.h>

#include "ratings_fixture.h"
#include "suite.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 22, USERS = 4, FILMS = 6 };

static struct arena *arena;
static struct ratings ratings;
static unsigned char part[200];
static struct held_out held_out;

static const struct str GENRE_NAMES[] = {STR("Comedy"), STR("Drama")};
static const genre_set GENRES[FILMS] = {1, 2, 3, 0, 1, 1};
static const int YEARS[FILMS] = {1994, 1999, 2001, 0, 1850, 2990};
static const struct slices_films CATALOGUE = {GENRES, YEARS, GENRE_NAMES, 2};

static void rate(uint32_t user, uint32_t item, float stars, enum split_part where)
{
    ratings.users[ratings.count] = user;
    ratings.items[ratings.count] = item;
    ratings.values[ratings.count] = stars;
    part[ratings.count++] = (unsigned char)where;
}

/*
 * User 0 has 120 train ratings, user 1 has 20, user 2 has 19, one of them for validation, and user
 * 3 none. Film 0 has 130 of the 159, film 1 has 25, film 2 has 4 and the others none.
 */
static void open_data(void)
{
    arena = arena_open("test", ARENA_BYTES);
    ratings = fixture_empty(sizeof part, USERS, FILMS);
    ratings.count = 0;
    for (int n = 0; n < 120; n++)
        rate(0, n < 100 ? 0 : 1, 3.0F, SPLIT_TRAIN);
    for (int n = 0; n < 20; n++)
        rate(1, n < 15 ? 0 : 1, 3.0F, SPLIT_TRAIN);
    for (int n = 0; n < 19; n++)
        rate(2, n < 15 ? 0 : 2, 3.0F, n == 0 ? SPLIT_VALIDATION : SPLIT_TRAIN);
    rate(0, 0, 3.0F, SPLIT_TEST); /* predicted: 4 */
    rate(1, 1, 5.0F, SPLIT_TEST); /* 3 */
    rate(1, 2, 2.0F, SPLIT_TEST); /* 5 */
    rate(2, 3, 1.0F, SPLIT_TEST); /* 1 */
    rate(2, 4, 4.0F, SPLIT_TEST); /* 3 */
    rate(3, 5, 1.0F, SPLIT_TEST); /* 5 */
    fixture_name(&ratings, arena);
    held_out = held_out_make(&ratings, part);
}

static void close_data(void)
{
    held_out_free(&held_out);
    ratings_free(&ratings);
    arena_close(arena);
}

static const float PREDICTIONS[] = {4.0F, 3.0F, 5.0F, 1.0F, 3.0F, 5.0F};

static struct scoring slice_all(const struct slices_films *films, const struct user_average *ndcg,
                                size_t folds)
{
    struct slices slices = slices_init(&ratings, films, arena);
    struct scoring scoring = {.headline = STR("svd"), .k = 10};
    for (size_t fold = 0; fold < folds; fold++)
        slices_add(&slices, &held_out, PREDICTIONS);
    slices_finish(&slices, ndcg, arena, &scoring);
    return scoring;
}

static const struct slice *find(const struct scoring *scoring, const char *group, const char *name)
{
    for (size_t s = 0; s < scoring->slice_count; s++)
        if (str_starts_with(scoring->slices[s].group, str_from(group)) &&
            str_starts_with(scoring->slices[s].name, str_from(name)))
            return &scoring->slices[s];
    ck_abort_msg("there is no slice %s of %s", name, group);
    return NULL;
}

static void check(const struct slice *slice, size_t n, double squared)
{
    ck_assert_uint_eq(slice->ratings, n);
    ck_assert_double_eq_tol(slice->rmse, sqrt(squared / (double)n), 1e-15);
    ck_assert_double_eq_tol(slice->rmse_difference,
                            sqrt(squared / (double)n) - sqrt((1 + 4 + 9 + 0 + 1 + 16) / 6.0),
                            1e-15);
}

START_TEST(users_are_sliced_by_what_the_model_learned_from_them)
{
    struct scoring scoring = slice_all(NULL, NULL, 1);
    check(find(&scoring, "Users", "none"), 1, 16);
    check(find(&scoring, "Users", "1–19"), 2, 1);
    check(find(&scoring, "Users", "20–99"), 2, 13);
    check(find(&scoring, "Users", "100"), 1, 1);
    ck_assert_uint_eq(find(&scoring, "Users", "20–99")->users, 1);
}
END_TEST

START_TEST(the_head_is_the_fewest_films_that_hold_four_fifths)
{
    /* Film 0 has 81.8 % of the train ratings: it alone is the head. */
    struct scoring scoring = slice_all(NULL, NULL, 1);
    check(find(&scoring, "Films", "head"), 1, 1);
    check(find(&scoring, "Films", "tail"), 2, 13);
    check(find(&scoring, "Films", "none"), 3, 17);
    ck_assert_uint_eq(find(&scoring, "Films", "none")->users, 2);
    ck_assert_uint_eq(scoring.slice_count, SLICES_OF_USERS + SLICES_OF_FILMS);
}
END_TEST

START_TEST(a_film_counts_in_each_of_its_genres_and_in_one_decade)
{
    struct scoring scoring = slice_all(&CATALOGUE, NULL, 1);
    check(find(&scoring, "Genre", "Comedy"), 4, 1 + 9 + 1 + 16);
    check(find(&scoring, "Genre", "Drama"), 2, 4 + 9);
    check(find(&scoring, "Genre", "none"), 1, 0);
    check(find(&scoring, "Decade", "1990s"), 2, 5);
    check(find(&scoring, "Decade", "2000s"), 1, 9);
    check(find(&scoring, "Decade", "unknown"), 3, 17);
    ck_assert_uint_eq(scoring.slice_count, SLICES_OF_USERS + SLICES_OF_FILMS + 3 + 3);
}
END_TEST

START_TEST(an_interval_is_the_root_of_that_of_the_squared_errors)
{
    struct scoring scoring = slice_all(&CATALOGUE, NULL, 1);
    const struct slice *comedy = find(&scoring, "Genre", "Comedy");
    struct clustered squared = {0};
    for (size_t n = 0; n < 4; n++)
        clustered_add(&squared, (const double[]){1, 9, 1, 16}[n], 1.0);
    ck_assert_uint_eq(comedy->users, 4);
    ck_assert_double_eq(comedy->rmse_interval.high, sqrt(clustered_interval(&squared).high));
    /* Four users of such different errors: the lower end of the mean square is below 0. */
    ck_assert_double_lt(clustered_interval(&squared).low, 0.0);
    ck_assert_double_eq(comedy->rmse_interval.low, 0.0);
    ck_assert_double_nan(find(&scoring, "Genre", "none")->rmse_interval.low);
}
END_TEST

START_TEST(the_interval_of_an_ndcg_stays_within_its_range)
{
    const double sums[USERS] = {0.0, 1.0, 0.5, 0.0};
    const double counts[USERS] = {0.0, 1.0, 1.0, 0.0};
    rate(2, 0, 3.0F, SPLIT_TRAIN); /* now in the slice of user 1 */
    held_out_free(&held_out);
    held_out = held_out_make(&ratings, part);
    struct scoring scoring = slice_all(NULL, &(struct user_average){sums, counts}, 1);
    const struct slice *two = find(&scoring, "Users", "20");
    ck_assert_uint_eq(two->ranked_users, 2);
    ck_assert_double_eq(two->ndcg, 0.75);
    ck_assert_double_eq(two->ndcg_interval.low, 0.0);
    ck_assert_double_eq(two->ndcg_interval.high, 1.0);
}
END_TEST

START_TEST(lists_belong_to_users_only)
{
    const double sums[USERS] = {0.5, 0.25, 0.0, 0.125};
    const double counts[USERS] = {1.0, 1.0, 0.0, 1.0};
    struct scoring scoring = slice_all(NULL, &(struct user_average){sums, counts}, 1);
    const double all = (0.5 + 0.25 + 0.125) / 3.0;
    const struct slice *active = find(&scoring, "Users", "100");
    ck_assert_uint_eq(active->ranked_users, 1);
    ck_assert_double_eq(active->ndcg, 0.5);
    ck_assert_double_eq_tol(active->ndcg_difference, 0.5 - all, 1e-15);
    ck_assert_double_nan(active->ndcg_interval.low);
    ck_assert_uint_eq(find(&scoring, "Users", "1–19")->ranked_users, 0);
    ck_assert_double_nan(find(&scoring, "Users", "1–19")->ndcg);
    ck_assert_uint_eq(find(&scoring, "Films", "head")->ranked_users, 0);
    ck_assert_double_nan(find(&scoring, "Films", "head")->ndcg);
    ck_assert_double_nan(find(&scoring, "Films", "head")->ndcg_difference);
}
END_TEST

START_TEST(folds_add_up)
{
    struct scoring scoring = slice_all(NULL, NULL, 3);
    check(find(&scoring, "Users", "1–19"), 6, 3);
    ck_assert_uint_eq(find(&scoring, "Users", "1–19")->users, 3);
}
END_TEST

START_TEST(labelled_slices_are_metrics)
{
    const double sums[USERS] = {0.5, 0.25, 0.0, 0.125};
    const double counts[USERS] = {1.0, 1.0, 0.0, 1.0};
    struct scoring scoring = slice_all(&CATALOGUE, &(struct user_average){sums, counts}, 1);
    struct metric_list list = metric_list_init(arena);
    slices_metrics(&scoring, &list);
    ck_assert_uint_eq(list.count, SLICES_OF_USERS + SLICES_OF_FILMS + 3);
    const struct metric *rmse = metric_find(&list, STR("slice_rmse{model=svd,slice=films_tail}"));
    ck_assert_ptr_nonnull(rmse);
    ck_assert_double_eq_tol(rmse->value, sqrt(6.5), 1e-15);
    ck_assert_uint_eq(rmse->support, 2);
    ck_assert(!rmse->headline);
    const struct metric *ndcg =
        metric_find(&list, STR("slice_ndcg_at_10{slice=users_new,model=svd}"));
    ck_assert_ptr_nonnull(ndcg);
    ck_assert_double_eq(ndcg->value, 0.125);
    ck_assert_uint_eq(ndcg->support, 1);
    ck_assert_ptr_null(metric_find(&list, STR("slice_ndcg_at_10{model=svd,slice=users_1_19}")));
}
END_TEST

START_TEST(nothing_held_out_has_no_slices)
{
    struct slices slices = slices_init(&ratings, &CATALOGUE, arena);
    struct scoring scoring = {.headline = STR("svd")};
    slices_finish(&slices, NULL, arena, &scoring);
    ck_assert_uint_eq(scoring.slice_count, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_data, close_data, "slices", users_are_sliced_by_what_the_model_learned_from_them,
        the_head_is_the_fewest_films_that_hold_four_fifths,
        a_film_counts_in_each_of_its_genres_and_in_one_decade,
        an_interval_is_the_root_of_that_of_the_squared_errors,
        the_interval_of_an_ndcg_stays_within_its_range, lists_belong_to_users_only, folds_add_up,
        labelled_slices_are_metrics, nothing_held_out_has_no_slices);
}
