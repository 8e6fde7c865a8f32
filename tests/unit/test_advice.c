#include "train/advice.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "folder.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/kernels_plain.h"
#include "train/model_file_save.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 27, USERS = 120, ITEMS = 60, PER_USER = 20 };

static struct arena *arena;
static struct ratings ratings;
static struct model_file file;
static unsigned char levels[ITEMS];
static const struct fold_in_ratings nothing;

/* A model of planted tastes on disk, without a word about the films. */
static void set_up(void)
{
    const struct svd_options options = {.factors = 4,
                                        .epochs = 40,
                                        .learning_rate = 0.05,
                                        .regularization = 0.03,
                                        .init_stddev = 0.1,
                                        .seed = 3};
    struct svd_model model;
    struct svd_fit fit;
    struct genre_table genres;
    struct catalogue catalogue;
    const char *path = folder_path(folder_make(), "model.svd");
    arena = arena_open("test", ARENA_BYTES);
    ratings = fixture_planted(USERS, ITEMS, PER_USER, 0.3, arena);
    const unsigned char *part = ARENA_ARRAY(arena, unsigned char, ratings.count);
    ck_assert(svd_fit(&options, &ratings, part, &kernels_plain, NULL, arena, &model, &fit, NULL));
    genres = genre_table_init(arena);
    catalogue = catalogue_init(arena);
    const struct model_file_save content = {.model = &model,
                                            .ratings = &ratings,
                                            .catalogue = &catalogue,
                                            .genres = &genres,
                                            .regularization = options.regularization,
                                            .liked_from = 4};
    ck_assert(model_file_save(path, &content, arena, NULL, NULL, NULL));
    ck_assert(model_file_open(path, &file, NULL));
    svd_free(&model);
    memset(levels, 1, sizeof levels);
}

static void tear_down(void)
{
    model_file_close(&file);
    ratings_free(&ratings);
    arena_close(arena);
}

static struct advice_person *person_of(uint32_t user, const struct fold_in_ratings *more)
{
    struct advice_person *person = ARENA_NEW(arena, struct advice_person);
    struct error err = {0};
    ck_assert_msg(advice_person_make(&file, user, more, arena, person, &err), "%s", err.text);
    return person;
}

static struct advice *list_for(const struct advice_person *person,
                               const struct advice_request *request, size_t expected)
{
    struct advice *list;
    struct error err = {0};
    size_t count;
    ck_assert_msg(advice_list(&file, person, request, &kernels_plain, arena, &list, &count, &err),
                  "%s", err.text);
    ck_assert_uint_eq(count, expected);
    return list;
}

static double predicted(const float *row, uint32_t item)
{
    const size_t stride = file.space.stride;
    return file.space.mean +
           (double)kernels_plain.dot(row, file.space.rows + item * stride, stride);
}

START_TEST(a_known_user_gets_the_films_of_his_trained_row_that_he_has_not_rated)
{
    const struct advice_request request = {.levels = levels, .level_max = 1, .count = ITEMS};
    const struct advice_person *person = person_of(7, &nothing);
    const float *trained = file.user_rows + 7 * file.space.stride;
    const struct advice *list = list_for(person, &request, ITEMS - PER_USER);
    ck_assert(person->trained);
    ck_assert_uint_eq(person->ratings.count, PER_USER);
    for (size_t i = 0; i < ITEMS - PER_USER; i++) {
        const double score = predicted(trained, list[i].item);
        ck_assert_double_eq_tol((double)list[i].score, score, 1e-5);
        ck_assert_double_eq_tol((double)list[i].stars, fmin(fmax(score, 1), 5), 1e-5);
        ck_assert(i == 0 || list[i - 1].score >= list[i].score);
        ck_assert(isnan(list[i].rated));
        for (size_t r = 0; r < PER_USER; r++)
            ck_assert_uint_ne(list[i].item, person->ratings.items[r].item);
    }
}
END_TEST

/* Exact for who is folded in: the average person's stars and all shares make the score. */
START_TEST(reasons_of_a_folded_person_add_up_to_the_score)
{
    const struct advice_request request = {.levels = levels, .level_max = 1, .count = 5};
    struct fold_in_rating list[] = {{3, 5}, {8, 1}, {20, 4.5F}};
    const struct fold_in_ratings given = {list, 3, 3};
    const struct advice_person *person = person_of(NAME_TABLE_NONE, &given);
    const struct advice *advice = list_for(person, &request, 5);
    ck_assert(!person->trained);
    for (size_t i = 0; i < 5; i++)
        ck_assert_double_eq_tol(advice[i].reasons.average + advice[i].reasons.level +
                                    advice[i].reasons.shares,
                                (double)advice[i].score, 1e-5);
}
END_TEST

START_TEST(a_stranger_gets_what_the_average_person_likes)
{
    const struct advice_request request = {.levels = levels, .level_max = 1, .count = 3};
    const struct advice *list = list_for(person_of(NAME_TABLE_NONE, &nothing), &request, 3);
    ck_assert_double_eq_tol((double)list[0].score, fold_in_average(&file.space, list[0].item),
                            1e-5);
    ck_assert_uint_eq(list[0].reasons.film_count, 0);
}
END_TEST

START_TEST(given_ratings_win_over_known_ones_and_fold_the_user_in_anew)
{
    const uint32_t known = ratings.items[7 * PER_USER];
    struct fold_in_rating list[] = {{known, 1}, {known == 0 ? 1 : 0, 5}};
    const struct fold_in_ratings given = {list, 2, 2};
    const struct advice_person *person = person_of(7, &given);
    size_t found = 0;
    ck_assert(!person->trained);
    ck_assert_uint_ge(person->ratings.count, PER_USER);
    for (size_t i = 0; i < person->ratings.count; i++) {
        if (person->ratings.items[i].item != known)
            continue;
        found++;
        ck_assert_float_eq(person->ratings.items[i].stars, 1);
    }
    ck_assert_uint_eq(found, 1);
}
END_TEST

START_TEST(films_that_match_better_come_first_and_others_not_at_all)
{
    const struct advice_request request = {.levels = levels, .level_max = 3, .count = 10};
    memset(levels, 0, sizeof levels);
    levels[5] = levels[9] = 1;
    levels[30] = levels[31] = levels[32] = 3;
    const struct advice *list = list_for(person_of(NAME_TABLE_NONE, &nothing), &request, 5);
    for (size_t i = 0; i < 3; i++)
        ck_assert(list[i].item >= 30 && list[i].level == 3);
    ck_assert(list[0].score >= list[1].score && list[1].score >= list[2].score);
    ck_assert_uint_eq(list[3].level, 1);
}
END_TEST

START_TEST(seen_films_are_listed_with_their_rating_when_they_are_asked_for)
{
    const struct advice_request request = {
        .levels = levels, .level_max = 1, .count = 1, .with_seen = true};
    const size_t rating = 7 * PER_USER + 3;
    memset(levels, 0, sizeof levels);
    levels[ratings.items[rating]] = 1;
    const struct advice *list = list_for(person_of(7, &nothing), &request, 1);
    ck_assert_float_eq(list[0].rated, ratings.values[rating]);
}
END_TEST

START_TEST(films_to_compare_with_move_their_like_up_and_leave_the_stars_alone)
{
    struct fold_in_rating film[] = {{4, 5}};
    const struct advice_person *person = person_of(7, &nothing);
    struct advice_request request = {.levels = levels, .level_max = 1, .count = ITEMS};
    request.similar = (struct fold_in_ratings){film, 1, 1};
    struct advice *list;
    size_t count;
    ck_assert(advice_list(&file, person, &request, &kernels_plain, arena, &list, &count, NULL));
    struct fold_in fold;
    fold_in_solve(&file.space, &request.similar, arena, &fold);
    for (size_t i = 0; i < count; i++) {
        const double own = predicted(person->row, list[i].item);
        const double gain =
            predicted(fold.row, list[i].item) - fold_in_average(&file.space, list[i].item);
        ck_assert_uint_ne(list[i].item, 4);
        ck_assert_double_eq_tol((double)list[i].score, own + gain, 1e-5);
        ck_assert_double_eq_tol((double)list[i].stars, fmin(fmax(own, 1), 5), 1e-5);
    }
}
END_TEST

START_TEST(factors_that_are_no_numbers_are_an_error)
{
    const struct advice_request request = {.levels = levels, .level_max = 1, .count = 3};
    struct advice_person *person = person_of(7, &nothing);
    float *row = ARENA_ARRAY(arena, float, file.space.stride);
    struct advice *list;
    struct error err = {0};
    size_t count;
    row[0] = INFINITY;
    person->row = row;
    ck_assert(!advice_list(&file, person, &request, &kernels_plain, arena, &list, &count, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_nonnull(
        strstr(err.text, "the model is damaged: not all of its factors are numbers"));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(set_up, tear_down, "advice",
                            a_known_user_gets_the_films_of_his_trained_row_that_he_has_not_rated,
                            reasons_of_a_folded_person_add_up_to_the_score,
                            a_stranger_gets_what_the_average_person_likes,
                            given_ratings_win_over_known_ones_and_fold_the_user_in_anew,
                            films_that_match_better_come_first_and_others_not_at_all,
                            seen_films_are_listed_with_their_rating_when_they_are_asked_for,
                            films_to_compare_with_move_their_like_up_and_leave_the_stars_alone,
                            factors_that_are_no_numbers_are_an_error);
}
