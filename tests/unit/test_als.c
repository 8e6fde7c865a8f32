#include "train/als.h"

#include <math.h>
#include <string.h>

#include "ratings_fixture.h"
#include "suite.h"
#include "train/kernels_plain.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 24, TRAIN = SPLIT_BIT(SPLIT_TRAIN), FACTORS = 5 };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

static struct als_options options_of(size_t sweeps)
{
    return (struct als_options){
        .factors = FACTORS,
        .sweeps = sweeps,
        .unobserved = 0.15,
        .regularization = 0.01,
        .liked_from = 4.0,
        .below_weight = 0.4,
        .seed = 9,
    };
}

static struct als fit(const struct als_options *options, const struct ratings *ratings,
                      const struct kernels *kernels, struct pool *pool)
{
    unsigned char *part = memory_block(ratings->count, 1);
    struct als als = als_fit(options, ratings, part, TRAIN, kernels, pool);
    memory_free(part);
    return als;
}

static double dot(const float *a, const float *b)
{
    double sum = 0.0;
    for (size_t c = 0; c < FACTORS; c++)
        sum += (double)a[c] * (double)b[c];
    return sum;
}

/* The sum of als.h, term by term, every pair rated at most once. */
static double objective(const struct als *als, const struct als_options *options,
                        const struct ratings *ratings)
{
    double *user_counts = ARENA_ARRAY(arena, double, als->n_users);
    double *item_counts = ARENA_ARRAY(arena, double, als->n_items);
    double sum = 0.0;
    for (size_t n = 0; n < ratings->count; n++) {
        const double wanted =
            (double)ratings->values[n] >= options->liked_from ? 1.0 : options->below_weight;
        const double error = wanted - dot(als->users + ratings->users[n] * als->stride,
                                          als->items + ratings->items[n] * als->stride);
        sum += error * error;
        user_counts[ratings->users[n]] += 1.0;
        item_counts[ratings->items[n]] += 1.0;
    }
    for (size_t u = 0; u < als->n_users; u++) {
        const float *user = als->users + u * als->stride;
        for (size_t i = 0; i < als->n_items; i++)
            sum += options->unobserved * pow(dot(user, als->items + i * als->stride), 2.0);
        sum += options->regularization * dot(user, user) *
               (user_counts[u] + options->unobserved * (double)als->n_items);
    }
    for (size_t i = 0; i < als->n_items; i++) {
        const float *item = als->items + i * als->stride;
        sum += options->regularization * dot(item, item) *
               (item_counts[i] + options->unobserved * (double)als->n_users);
    }
    return sum;
}

START_TEST(every_sweep_lowers_the_objective)
{
    struct ratings ratings = fixture_planted(60, 40, 12, 0.5, arena);
    double last = INFINITY;
    for (size_t sweeps = 1; sweeps <= 6; sweeps++) {
        const struct als_options options = options_of(sweeps);
        struct als als = fit(&options, &ratings, &kernels_plain, NULL);
        const double now = objective(&als, &options, &ratings);
        ck_assert_double_lt(now, last);
        last = now;
        als_free(&als);
    }
    ratings_free(&ratings);
}
END_TEST

/* Items are solved last, exactly: no factor of an item can be moved to lower the sum. */
START_TEST(moving_any_factor_of_an_item_raises_the_objective)
{
    struct ratings ratings = fixture_planted(30, 20, 8, 0.5, arena);
    const struct als_options options = options_of(2);
    struct als als = fit(&options, &ratings, &kernels_plain, NULL);
    const double best = objective(&als, &options, &ratings);
    for (size_t i = 0; i < als.n_items; i++) {
        for (size_t c = 0; c < FACTORS; c++) {
            float *factor = als.items + i * als.stride + c;
            const float old = *factor;
            *factor = old + 0.01F;
            ck_assert_double_gt(objective(&als, &options, &ratings), best);
            *factor = old - 0.01F;
            ck_assert_double_gt(objective(&als, &options, &ratings), best);
            *factor = old;
        }
    }
    als_free(&als);
    ratings_free(&ratings);
}
END_TEST

/* Solves a·x = b (FACTORS unknowns) by elimination, in place. */
static void eliminate(double a[FACTORS][FACTORS + 1], double x[FACTORS])
{
    for (size_t p = 0; p < FACTORS; p++)
        for (size_t r = p + 1; r < FACTORS; r++)
            for (size_t c = FACTORS + 1; c-- > p;)
                a[r][c] -= a[p][c] * (a[r][p] / a[p][p]);
    for (size_t p = FACTORS; p-- > 0;) {
        x[p] = a[p][FACTORS];
        for (size_t c = p + 1; c < FACTORS; c++)
            x[p] -= a[p][c] * x[c];
        x[p] /= a[p][p];
    }
}

/*
 * One side in double precision, from the formula: `wanted` (rows, columns) is NAN where nothing is
 * observed. The sum over everything is taken directly, not through a Gram matrix.
 */
static void solve_side(const double *wanted, size_t n_rows, size_t n_columns, bool by_column,
                       const double *others, const struct als_options *options, double *rows)
{
    for (size_t r = 0; r < n_rows; r++) {
        double system[FACTORS][FACTORS + 1] = {0};
        double count = 0.0;
        for (size_t c = 0; c < n_columns; c++) {
            const double x = by_column ? wanted[c * n_rows + r] : wanted[r * n_columns + c];
            const double *other = others + c * FACTORS;
            const double weight = options->unobserved + (isnan(x) ? 0.0 : 1.0);
            count += isnan(x) ? 0.0 : 1.0;
            for (size_t a = 0; a < FACTORS; a++) {
                for (size_t b = 0; b < FACTORS; b++)
                    system[a][b] += weight * other[a] * other[b];
                system[a][FACTORS] += isnan(x) ? 0.0 : x * other[a];
            }
        }
        for (size_t a = 0; a < FACTORS; a++)
            system[a][a] +=
                options->regularization * (count + options->unobserved * (double)n_columns);
        eliminate(system, rows + r * FACTORS);
    }
}

/* Two sweeps from the same beginning; single precision keeps five digits. */
START_TEST(factors_are_those_of_the_formula_in_double_precision)
{
    enum { USERS = 30, ITEMS = 20 };
    struct ratings ratings = fixture_planted(USERS, ITEMS, 8, 0.5, arena);
    const struct als_options options = options_of(2);
    static double wanted[USERS * ITEMS];
    double users[USERS * FACTORS];
    double items[ITEMS * FACTORS];
    for (size_t n = 0; n < USERS * ITEMS; n++)
        wanted[n] = NAN;
    for (size_t n = 0; n < ratings.count; n++)
        wanted[ratings.users[n] * ITEMS + ratings.items[n]] =
            ratings.values[n] >= 4.0F ? 1.0 : options.below_weight;
    struct rng rng = rng_init(options.seed, ALS_STREAM);
    for (size_t n = 0; n < ITEMS * FACTORS; n++)
        items[n] = ALS_INIT_STDDEV / sqrt(FACTORS) * rng_normal(&rng);
    for (int sweep = 0; sweep < 2; sweep++) {
        solve_side(wanted, USERS, ITEMS, false, items, &options, users);
        solve_side(wanted, ITEMS, USERS, true, users, &options, items);
    }
    const struct kernels *fastest;
    ck_assert(kernels_choose(NULL, &fastest, NULL));
    const struct kernels *const tables[] = {&kernels_plain, fastest};
    for (size_t t = 0; t < 2; t++) {
        struct als als = fit(&options, &ratings, tables[t], NULL);
        for (size_t n = 0; n < USERS * FACTORS; n++)
            ck_assert_double_eq_tol((double)als.users[n / FACTORS * als.stride + n % FACTORS],
                                    users[n], 2e-5);
        for (size_t n = 0; n < ITEMS * FACTORS; n++)
            ck_assert_double_eq_tol((double)als.items[n / FACTORS * als.stride + n % FACTORS],
                                    items[n], 2e-5);
        als_free(&als);
    }
    ratings_free(&ratings);
}
END_TEST

START_TEST(threads_change_nothing)
{
    const struct kernels *kernels;
    ck_assert(kernels_choose(NULL, &kernels, NULL));
    struct ratings ratings = fixture_planted(150, 90, 15, 0.5, arena);
    struct als_options options = als_defaults(&ratings, 4.0, 3);
    struct als alone = fit(&options, &ratings, kernels, NULL);
    for (size_t threads = 2; threads <= 8; threads *= 4) {
        struct pool *pool;
        ck_assert(pool_open(threads, &pool, NULL));
        struct als shared = fit(&options, &ratings, kernels, pool);
        ck_assert_mem_eq(alone.users, shared.users,
                         alone.n_users * alone.stride * sizeof *alone.users);
        ck_assert_mem_eq(alone.items, shared.items,
                         alone.n_items * alone.stride * sizeof *alone.items);
        als_free(&shared);
        pool_close(pool);
    }
    als_free(&alone);
    ratings_free(&ratings);
}
END_TEST

/* Of four users and items, user 3 and item 3 are only in the test part. */
START_TEST(what_was_never_learned_is_ordered_by_popularity_or_comes_last)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {0, 1, 5, 0}, {1, 0, 4, 0},
                                            {1, 2, 4, 0}, {2, 0, 5, 0}, {2, 1, 1, 0}, {3, 3, 5, 0});
    const unsigned char part[] = {SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_TRAIN,
                                  SPLIT_TRAIN, SPLIT_TRAIN, SPLIT_TEST};
    const struct als_options options = options_of(3);
    struct als als = als_fit(&options, &ratings, part, TRAIN, &kernels_plain, NULL);
    const struct predictor predictor = als_predictor(&als);
    const uint32_t users[] = {3, 0};
    float scores[2][4];
    predictor.score(predictor.model, users, 2, scores[0]);
    ck_assert_float_eq(scores[0][0], 3.0F);
    ck_assert_float_eq(scores[0][1], 2.0F);
    ck_assert_float_eq(scores[0][3], 0.0F);
    for (size_t i = 0; i < 3; i++)
        ck_assert_float_lt(scores[1][3], scores[1][i]);
    als_free(&als);
    ratings_free(&ratings);
}
END_TEST

/* Every user rated the same films, and λ is next to nothing: each system is singular but for it. */
START_TEST(next_to_no_regularization_is_still_solved)
{
    struct ratings ratings = fixture_empty(400, 100, 4);
    for (size_t i = 0; i < ratings.count; i++) {
        ratings.users[i] = (uint32_t)(i / 4);
        ratings.items[i] = (uint32_t)(i % 4);
        ratings.values[i] = 5.0F;
    }
    fixture_name(&ratings, arena);
    struct als_options options = als_defaults(&ratings, 4.0, 3);
    options.regularization = 1e-9;
    struct als als = fit(&options, &ratings, &kernels_plain, NULL);
    const struct predictor predictor = als_predictor(&als);
    const uint32_t user = 99;
    float scores[4];
    predictor.score(predictor.model, &user, 1, scores);
    for (size_t i = 0; i < 4; i++)
        ck_assert_float_eq_tol(scores[i], 1.0F / 1.2F, 1e-2F);
    als_free(&als);
    ratings_free(&ratings);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "als", every_sweep_lowers_the_objective,
                            moving_any_factor_of_an_item_raises_the_objective,
                            factors_are_those_of_the_formula_in_double_precision,
                            threads_change_nothing,
                            what_was_never_learned_is_ordered_by_popularity_or_comes_last,
                            next_to_no_regularization_is_still_solved);
}
