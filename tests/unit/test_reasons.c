#include "train/reasons.h"

#include "suite.h"

enum { ARENA_BYTES = 1 << 20, ITEMS = 7, LANES = 8 };

/* Genres of the films by their bits. */
enum { WAR = 1, DRAMA = 2, HORROR = 4 };

static struct arena *arena;
static float rows[ITEMS * LANES];
static genre_set genres[ITEMS];
static struct fold_in_space space;

/* Film 0 is like films 1 to 4, unlike film 5, and has nothing to do with film 6. */
static void set_up(void)
{
    static const float TASTE[ITEMS] = {1, 1, 0.5F, 0.25F, 0.75F, -1, 0};
    static const float AVERAGE[LANES] = {0, 0, 0, 0, 0, 0, 0, 1};
    arena = arena_open("test", ARENA_BYTES);
    for (size_t i = 0; i < ITEMS; i++)
        rows[i * LANES] = TASTE[i];
    space = (struct fold_in_space){rows, AVERAGE, ITEMS, LANES, 3.0, 0.005};
    genres[0] = WAR | DRAMA;
    genres[1] = WAR;
    genres[2] = WAR | DRAMA;
    genres[5] = HORROR;
}

static void tear_down(void)
{
    arena_close(arena);
}

static struct reasons find(struct fold_in_rating *list, size_t count)
{
    struct fold_in_ratings *ratings = ARENA_NEW(arena, struct fold_in_ratings);
    struct fold_in fold;
    *ratings = (struct fold_in_ratings){list, count, count};
    fold_in_solve(&space, ratings, arena, &fold);
    return reasons_find(&fold, genres, 4, 0, arena);
}

START_TEST(liked_films_that_carry_the_score_come_first_and_three_at_most)
{
    struct fold_in_rating list[] = {{3, 5}, {2, 5}, {6, 5}, {1, 5}, {4, 5}};
    const struct reasons reasons = find(list, 5);
    ck_assert_uint_eq(reasons.film_count, 3);
    ck_assert_uint_eq(reasons.films[0].item, 1);
    ck_assert_uint_eq(reasons.films[1].item, 4);
    ck_assert_uint_eq(reasons.films[2].item, 2);
    ck_assert_double_gt(reasons.films[0].share, reasons.films[1].share);
    ck_assert_float_eq(reasons.films[0].stars, 5);
    ck_assert_double_eq(reasons.average, 3.0);
}
END_TEST

START_TEST(a_disliked_film_adds_to_the_score_but_is_no_reason)
{
    struct fold_in_rating list[] = {{5, 1}};
    const struct reasons reasons = find(list, 1);
    ck_assert_uint_eq(reasons.film_count, 0);
    ck_assert_uint_eq(reasons.genre_count, 0);
    ck_assert_double_gt(reasons.shares, 1.5);
}
END_TEST

START_TEST(equal_shares_stand_in_the_order_of_the_films)
{
    rows[0 * LANES + 1] = rows[2 * LANES + 1] = 1;
    rows[2 * LANES] = 0;
    struct fold_in_rating list[] = {{2, 5}, {1, 5}};
    const struct reasons reasons = find(list, 2);
    ck_assert_uint_eq(reasons.film_count, 2);
    ck_assert_uint_eq(reasons.films[0].item, 1);
    ck_assert_uint_eq(reasons.films[1].item, 2);
}
END_TEST

/* Film 1 gives all of its share to War; film 2 gives half of its own to each of War and Drama. */
START_TEST(genres_of_the_film_share_what_the_rated_films_add)
{
    struct fold_in_rating list[] = {{1, 5}, {2, 5}, {4, 5}};
    const struct reasons reasons = find(list, 3);
    double by_film[ITEMS] = {0};
    for (size_t i = 0; i < reasons.film_count; i++)
        by_film[reasons.films[i].item] = reasons.films[i].share;
    ck_assert_uint_eq(reasons.genre_count, 2);
    ck_assert_int_eq(reasons.genres[0].genre, 0);
    ck_assert_double_eq_tol(reasons.genres[0].share, by_film[1] + by_film[2] / 2, 1e-12);
    ck_assert_int_eq(reasons.genres[1].genre, 1);
    ck_assert_double_eq_tol(reasons.genres[1].share, by_film[2] / 2, 1e-12);
    ck_assert_double_eq_tol(reasons.shares, by_film[1] + by_film[2] + by_film[4], 1e-12);
}
END_TEST

START_TEST(without_ratings_there_are_no_reasons)
{
    const struct reasons reasons = find(NULL, 0);
    ck_assert_uint_eq(reasons.film_count, 0);
    ck_assert_uint_eq(reasons.genre_count, 0);
    ck_assert_double_eq(reasons.shares, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        set_up, tear_down, "reasons", liked_films_that_carry_the_score_come_first_and_three_at_most,
        a_disliked_film_adds_to_the_score_but_is_no_reason,
        equal_shares_stand_in_the_order_of_the_films,
        genres_of_the_film_share_what_the_rated_films_add, without_ratings_there_are_no_reasons);
}
