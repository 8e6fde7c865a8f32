#include "train/bpr.h"

#include <math.h>
#include <string.h>

#include "ratings_fixture.h"
#include "suite.h"
#include "train/kernels_plain.h"
#include "train/ranking.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 24, STRIDE = 8, LEARNED = SPLIT_BIT(SPLIT_TRAIN) };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* ln σ(x) − reg/2·Σ squares, in double precision; rows are user, rated, unrated. */
static double objective(const double rows[3][STRIDE], double regularization)
{
    double x = 0.0;
    double squares = 0.0;
    for (size_t c = 0; c < STRIDE; c++) {
        x += rows[0][c] * (rows[1][c] - rows[2][c]);
        for (size_t r = 0; r < 3; r++)
            squares += rows[r][c] * rows[r][c];
    }
    return -log1p(exp(-x)) - regularization / 2.0 * squares;
}

/* Steps of .01 · derivative in single precision: the quotient keeps four digits. */
START_TEST(a_step_follows_the_derivative_by_finite_differences)
{
    const double regularization = 0.05;
    const float rate = 0.01F;
    struct rng rng = rng_init(4, 4);
    double rows[3][STRIDE];
    float moved[3][STRIDE];
    for (size_t r = 0; r < 3; r++)
        for (size_t c = 0; c < STRIDE; c++) {
            moved[r][c] = r == 0 && c == STRIDE - 1 ? 1.0F : (float)rng_normal(&rng);
            rows[r][c] = (double)moved[r][c];
        }
    bpr_step(moved[0], moved[1], moved[2], STRIDE, rate, (float)regularization);
    for (size_t r = 0; r < 3; r++)
        for (size_t c = 0; c < STRIDE; c++) {
            if (r == 0 && c == STRIDE - 1) {
                ck_assert_float_eq(moved[r][c], 1.0F);
                continue;
            }
            const double old = rows[r][c];
            rows[r][c] = old + 1e-5;
            const double above = objective(rows, regularization);
            rows[r][c] = old - 1e-5;
            const double below = objective(rows, regularization);
            rows[r][c] = old;
            ck_assert_double_eq_tol(((double)moved[r][c] - old) / (double)rate,
                                    (above - below) / 2e-5, 1e-4);
        }
}
END_TEST

static struct bpr fit(const struct ratings *ratings, const unsigned char *part, struct pool *pool)
{
    struct bpr_options options = bpr_defaults(4.0, 7);
    options.factors = 8;
    return bpr_fit(&options, ratings, part, LEARNED, &kernels_plain, pool);
}

static double ndcg(const struct ratings *ratings, const unsigned char *part,
                   const struct predictor *predictor)
{
    const struct ranking_options options = {.relevant_from = 4.0, .ks = {10}, .k_count = 1};
    struct ranking_fold fold = ranking_fold_make(ratings, part, 4.0);
    struct ranking ranking = ranking_init(&options, ratings, arena);
    struct user_average averages[RANKING_AVERAGES_MAX];
    size_t users;
    ranking_add(&ranking, &fold, predictor, NULL);
    ranking_averages(&ranking, averages);
    ranking_fold_free(&fold);
    return user_bootstrap_value(averages[RANKING_NDCG], ratings->n_users, &users);
}

START_TEST(planted_tastes_are_found_better_than_by_popularity)
{
    struct ratings ratings = fixture_planted(200, 60, 25, 0.3, arena);
    unsigned char *part = memory_block(ratings.count, 1);
    for (size_t i = 0; i < ratings.count; i += 5)
        part[i] = SPLIT_TEST;
    struct bpr bpr = fit(&ratings, part, NULL);
    struct popularity popularity = popularity_fit(&ratings, part, LEARNED);
    const struct predictor learned = bpr_predictor(&bpr);
    const struct predictor simple = popularity_predictor(&popularity);
    ck_assert_double_gt(ndcg(&ratings, part, &learned), 1.1 * ndcg(&ratings, part, &simple));
    popularity_free(&popularity);
    bpr_free(&bpr);
    memory_free(part);
    ratings_free(&ratings);
}
END_TEST

START_TEST(threads_change_nothing)
{
    struct ratings ratings = fixture_planted(90, 70, 15, 0.5, arena);
    unsigned char *part = memory_block(ratings.count, 1);
    struct bpr alone = fit(&ratings, part, NULL);
    for (size_t threads = 2; threads <= 8; threads *= 4) {
        struct pool *pool;
        ck_assert(pool_open(threads, &pool, NULL));
        struct bpr shared = fit(&ratings, part, pool);
        ck_assert_mem_eq(alone.users, shared.users,
                         alone.n_users * alone.stride * sizeof *alone.users);
        ck_assert_mem_eq(alone.items, shared.items,
                         alone.n_items * alone.stride * sizeof *alone.items);
        bpr_free(&shared);
        pool_close(pool);
    }
    bpr_free(&alone);
    memory_free(part);
    ratings_free(&ratings);
}
END_TEST

/* A user who rated every film, one who liked none, and fewer films than groups. */
START_TEST(what_has_no_unrated_item_or_no_like_is_left_alone)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 0, 5, 0}, {0, 1, 5, 0}, {1, 1, 2, 0}, {2, 1, 5, 0});
    const unsigned char part[4] = {0};
    struct bpr bpr = fit(&ratings, part, NULL);
    const struct predictor predictor = bpr_predictor(&bpr);
    const uint32_t users[] = {1, 0};
    float scores[4];
    predictor.score(predictor.model, users, 2, scores);
    ck_assert_float_eq(scores[0], 1.0F);
    ck_assert_float_eq(scores[1], 3.0F);
    ck_assert(isfinite(scores[2]) && isfinite(scores[3]));
    bpr_free(&bpr);
    ratings_free(&ratings);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "bpr", a_step_follows_the_derivative_by_finite_differences,
        planted_tastes_are_found_better_than_by_popularity, threads_change_nothing,
        what_has_no_unrated_item_or_no_like_is_left_alone);
}
