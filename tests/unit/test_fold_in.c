#include "train/fold_in.h"

#include <math.h>

#include "../reference/fold_in.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/kernels_plain.h"
#include "train/split.h"
#include "train/svd.h"

enum { ARENA_BYTES = 1 << 27, CASES = sizeof REFERENCE_FOLD_IN / sizeof *REFERENCE_FOLD_IN };

static struct arena *arena;

static void set_up(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void tear_down(void)
{
    arena_close(arena);
}

static struct fold_in_space space_of(int n)
{
    return (struct fold_in_space){.rows = REFERENCE_FOLD_IN[n].rows,
                                  .average = REFERENCE_FOLD_IN[n].average,
                                  .n_items = REFERENCE_ITEMS,
                                  .stride = REFERENCE_LANES,
                                  .mean = REFERENCE_MEAN,
                                  .regularization = REFERENCE_REGULARIZATION};
}

static struct fold_in_ratings ratings_of(int n)
{
    struct fold_in_ratings ratings = {.count = REFERENCE_FOLD_IN[n].count};
    ratings.items = ARENA_ARRAY(arena, struct fold_in_rating, ratings.count);
    for (size_t i = 0; i < ratings.count; i++)
        ratings.items[i] = REFERENCE_FOLD_IN[n].ratings[i];
    return ratings;
}

/* The row is kept in single precision: hence 1e-6. */
START_TEST(rows_are_those_of_least_squares)
{
    for (int n = 0; n < CASES; n++) {
        const struct fold_in_space space = space_of(n);
        const struct fold_in_ratings ratings = ratings_of(n);
        struct fold_in fold;
        fold_in_solve(&space, &ratings, arena, &fold);
        for (size_t lane = 0; lane < REFERENCE_LANES; lane++)
            ck_assert_double_eq_tol((double)fold.row[lane], REFERENCE_FOLD_IN[n].person[lane],
                                    1e-6);
    }
}
END_TEST

START_TEST(shares_are_those_of_least_squares_and_add_up_to_the_score)
{
    for (int n = 0; n < CASES; n++) {
        const struct fold_in_space space = space_of(n);
        const struct fold_in_ratings ratings = ratings_of(n);
        double shares[REFERENCE_RATINGS_MAX];
        struct fold_in fold;
        fold_in_solve(&space, &ratings, arena, &fold);
        for (uint32_t item = 0; item < REFERENCE_ITEMS; item++) {
            const double *expected = &REFERENCE_FOLD_IN[n].shares[item * ratings.count];
            double score = fold_in_average(&space, item) + fold.level;
            fold_in_shares(&fold, item, arena, shares);
            for (size_t i = 0; i < ratings.count; i++) {
                ck_assert_double_eq_tol(shares[i], expected[i], 1e-12);
                score += shares[i];
            }
            ck_assert_double_eq_tol(score, REFERENCE_FOLD_IN[n].scores[item], 1e-12);
        }
    }
}
END_TEST

START_TEST(without_a_rating_a_person_is_the_average_one)
{
    const struct fold_in_space space = space_of(0);
    const struct fold_in_ratings none = {0};
    struct fold_in fold;
    fold_in_solve(&space, &none, arena, &fold);
    for (size_t lane = 0; lane < REFERENCE_LANES; lane++)
        ck_assert_float_eq(fold.row[lane], space.average[lane]);
}
END_TEST

/* Two films of the same row leave the squares without a single minimum. */
START_TEST(without_regularization_there_is_an_answer_all_the_same)
{
    static const float ROWS[2 * 8] = {1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0};
    static const float AVERAGE[8] = {0, 0, 0, 0, 0, 0, 0, 1};
    const struct fold_in_space space = {ROWS, AVERAGE, 2, 8, 3.0, 0};
    struct fold_in_rating pair[] = {{0, 5}, {1, 5}};
    const struct fold_in_ratings ratings = {pair, 2, 2};
    struct fold_in fold;
    fold_in_solve(&space, &ratings, arena, &fold);
    double shares[2];
    fold_in_shares(&fold, 0, arena, shares);
    /* Two stars more than the average, half of them by taste, and half of that by each film. */
    ck_assert_double_eq_tol(fold.level, 1, 3e-3);
    ck_assert_double_eq_tol(shares[0], 0.5, 3e-3);
    ck_assert_double_eq_tol(shares[0], shares[1], 1e-9);
}
END_TEST

START_TEST(what_raises_all_films_alike_is_the_level_and_no_share)
{
    static const float ROWS[2 * 8] = {0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0};
    static const float AVERAGE[8] = {0, 0, 0, 0, 0, 0, 0, 1};
    const struct fold_in_space space = {ROWS, AVERAGE, 2, 8, 3.0, 0.1};
    struct fold_in_rating one[] = {{0, 5}};
    const struct fold_in_ratings ratings = {one, 1, 1};
    struct fold_in fold;
    double share;
    fold_in_solve(&space, &ratings, arena, &fold);
    fold_in_shares(&fold, 1, arena, &share);
    /* e ÷ (1 + w), w = (1 + FOLD_IN_PRIOR)·reg */
    ck_assert_double_eq_tol(fold.level, 2 / (1 + 41 * 0.1), 1e-12);
    ck_assert_double_eq(share, 0);
}
END_TEST

/* What training made of a user, and what folding in makes of the same ratings. */
START_TEST(a_known_user_folds_in_close_to_his_trained_row)
{
    enum { USERS = 300, ITEMS = 80, PER_USER = 40 };
    const struct svd_options options = {.factors = 4,
                                        .epochs = 100,
                                        .learning_rate = 0.05,
                                        .regularization = 0.03,
                                        .init_stddev = 0.1,
                                        .seed = 3};
    struct ratings planted = fixture_planted(USERS, ITEMS, PER_USER, 0.3, arena);
    unsigned char *part = ARENA_ARRAY(arena, unsigned char, planted.count);
    struct svd_model model;
    struct svd_fit fit;
    ck_assert_int_eq(SPLIT_TRAIN, 0);
    ck_assert(svd_fit(&options, &planted, part, &kernels_plain, NULL, arena, &model, &fit, NULL));

    float *average = ARENA_ARRAY(arena, float, model.stride);
    average[model.stride - 1] = 1;
    const struct fold_in_space space = {model.items,  average,    ITEMS,
                                        model.stride, model.mean, options.regularization};
    double squares = 0;
    double spread = 0;
    for (size_t u = 0; u < USERS; u++) {
        struct fold_in_ratings own = {0};
        struct fold_in fold;
        for (size_t n = u * PER_USER; n < (u + 1) * PER_USER; n++)
            *ARENA_PUSH(arena, &own) = (struct fold_in_rating){planted.items[n], planted.values[n]};
        fold_in_solve(&space, &own, arena, &fold);
        const float *trained = model.users + u * model.stride;
        for (uint32_t i = 0; i < ITEMS; i++) {
            const float *row = model.items + i * model.stride;
            const double apart = (double)(kernels_plain.dot(fold.row, row, model.stride) -
                                          kernels_plain.dot(trained, row, model.stride));
            const double taste =
                (double)(kernels_plain.dot(trained, row, model.stride) - row[model.stride - 1]);
            squares += apart * apart;
            spread += taste * taste;
        }
    }
    /* In stars over all films, seen or not: a tenth of what the user's taste makes of them. */
    ck_assert_double_lt(sqrt(squares / spread), 0.1);
    svd_free(&model);
    ratings_free(&planted);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(set_up, tear_down, "fold_in", rows_are_those_of_least_squares,
                            shares_are_those_of_least_squares_and_add_up_to_the_score,
                            without_a_rating_a_person_is_the_average_one,
                            without_regularization_there_is_an_answer_all_the_same,
                            what_raises_all_films_alike_is_the_level_and_no_share,
                            a_known_user_folds_in_close_to_his_trained_row);
}
