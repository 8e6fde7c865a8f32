#include "train/extremes.h"

#include <math.h>

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

/*
 * Every user rates every film with 3 stars; user u and film f are missed by `error_of`. The first
 * `known` films are train.
 */
static struct scoring score(size_t users, size_t films, size_t known, size_t folds,
                            double (*error_of)(size_t user, size_t film))
{
    struct ratings ratings = fixture_empty(users * films, users, films);
    unsigned char *part = arena_array(arena, users * films, 1);
    float *predictions = ARENA_ARRAY(arena, float, users *films);
    size_t n = 0;
    for (size_t u = 0; u < users; u++)
        for (size_t f = 0; f < films; f++) {
            const size_t i = u * films + f;
            ratings.users[i] = (uint32_t)u;
            ratings.items[i] = (uint32_t)f;
            ratings.values[i] = 3.0F;
            part[i] = f < known ? SPLIT_TRAIN : SPLIT_TEST;
            if (f >= known)
                predictions[n++] = (float)(3.0 + error_of(u, f));
        }
    fixture_name(&ratings, arena);
    struct held_out held_out = held_out_make(&ratings, part);
    struct extremes extremes = extremes_init(&ratings, arena);
    struct scoring scoring = {0};
    for (size_t fold = 0; fold < folds; fold++)
        extremes_add(&extremes, &held_out, predictions);
    extremes_finish(&extremes, arena, &scoring);
    held_out_free(&held_out);
    ratings_free(&ratings);
    return scoring;
}

static double by_film(size_t user, size_t film)
{
    (void)user;
    return 0.25 * (double)film;
}

static double by_user(size_t user, size_t film)
{
    (void)film;
    return -0.125 * (double)user;
}

static double by_none(size_t user, size_t film)
{
    (void)user;
    (void)film;
    return 0.5;
}

static void check_ids(const struct extreme_list *list, const char *const *ids, size_t count)
{
    ck_assert_uint_eq(list->count, count);
    for (size_t i = 0; i < count; i++)
        ck_assert(str_equal(list->items[i].id, str_from(ids[i])));
}

START_TEST(films_stand_with_their_evidence)
{
    struct scoring scoring = score(5, 6, 2, 1, by_film);
    check_ids(&scoring.worst_films, (const char *const[]){"i5", "i4"}, 2);
    check_ids(&scoring.best_films, (const char *const[]){"i2", "i3"}, 2);
    const struct extreme *worst = &scoring.worst_films.items[0];
    ck_assert_uint_eq(worst->train, 0);
    ck_assert_uint_eq(worst->test, 5);
    ck_assert_double_eq(worst->mean_rating, 3.0);
    ck_assert_double_eq(worst->mean_expected, 4.25);
    ck_assert_double_eq(worst->rmse, 1.25);
    ck_assert_uint_eq(scoring.extremes_from, EXTREMES_FROM);
}
END_TEST

START_TEST(users_stand_with_their_evidence)
{
    struct scoring scoring = score(6, 8, 3, 1, by_user);
    check_ids(&scoring.worst_users, (const char *const[]){"u5", "u4", "u3"}, 3);
    check_ids(&scoring.best_users, (const char *const[]){"u0", "u1", "u2"}, 3);
    const struct extreme *worst = &scoring.worst_users.items[0];
    ck_assert_uint_eq(worst->train, 3);
    ck_assert_uint_eq(worst->test, 5);
    ck_assert_double_eq(worst->mean_expected, 3.0 - 0.625);
    ck_assert_double_eq(worst->rmse, 0.625);
}
END_TEST

START_TEST(a_few_ratings_are_no_evidence)
{
    struct scoring scoring = score(4, 4, 0, 1, by_film);
    ck_assert_uint_eq(scoring.worst_films.count, 0);
    ck_assert_uint_eq(scoring.best_users.count, 0);
}
END_TEST

START_TEST(folds_add_up_to_evidence)
{
    struct scoring scoring = score(4, 4, 0, 2, by_film);
    check_ids(&scoring.worst_films, (const char *const[]){"i3", "i2"}, 2);
    ck_assert_uint_eq(scoring.worst_films.items[0].test, 8);
    ck_assert_double_eq(scoring.worst_films.items[0].rmse, 0.75);
}
END_TEST

START_TEST(lists_are_short_and_ties_keep_the_order_of_the_data)
{
    struct scoring scoring = score(30, 30, 0, 1, by_none);
    ck_assert_uint_eq(scoring.worst_films.count, EXTREMES_LISTED);
    ck_assert_uint_eq(scoring.best_films.count, EXTREMES_LISTED);
    ck_assert(str_equal(scoring.worst_films.items[9].id, STR("i9")));
    ck_assert(str_equal(scoring.best_films.items[9].id, STR("i9")));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "extremes", films_stand_with_their_evidence,
                            users_stand_with_their_evidence, a_few_ratings_are_no_evidence,
                            folds_add_up_to_evidence,
                            lists_are_short_and_ties_keep_the_order_of_the_data);
}
