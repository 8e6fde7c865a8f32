#include <math.h>

#include "../reference/bayes.h"
#include "base/memory.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/bayes.h"
#include "train/bayes_draw.h"
#include "train/split.h"

enum { CELLS = REFERENCE_BAYES_USERS * REFERENCE_BAYES_ITEMS, ARENA_BYTES = 1 << 26 };

static const struct kernels *kernels;

/* Every cell of the reference as a rating; the ones to be predicted are the test part. */
static struct ratings read_reference(struct arena *arena, unsigned char *part, uint32_t *rows)
{
    struct fixture_rating list[CELLS];
    for (uint32_t i = 0; i < CELLS; i++) {
        const uint32_t user = i / REFERENCE_BAYES_ITEMS;
        const uint32_t item = i % REFERENCE_BAYES_ITEMS;
        const float stars = REFERENCE_BAYES_STARS[user][item];
        list[i] = (struct fixture_rating){user, item, stars, 0};
        part[i] = stars < 0.0F ? SPLIT_TEST : SPLIT_TRAIN;
        rows[i] = i;
    }
    return fixture_listed(list, CELLS, arena);
}

/*
 * Both are averages of thousands of correlated draws, of ratings whose standard deviation is .7 to
 * 2 stars: the worst of 154 cells differs by .08, all of them together by less than .03.
 */
START_TEST(posterior_means_are_those_of_another_sampler)
{
    struct arena *arena = arena_open("test", ARENA_BYTES);
    unsigned char part[CELLS];
    uint32_t rows[CELLS];
    struct ratings ratings = read_reference(arena, part, rows);
    ratings.scale_min = -100.0F; /* nothing is clipped */
    ratings.scale_max = 100.0F;
    const struct bayes_options options = {
        .factors = REFERENCE_BAYES_FACTORS,
        .sweeps = 2500,
        .burn_in = 200,
        .likelihood = BAYES_GAUSSIAN,
        .init_stddev = 0.2,
        .kept = 1,
        .seed = 5,
    };
    struct bayes_model model;
    struct bayes_fit fit;
    bayes_fit(&options, &ratings, part, SPLIT_BIT(SPLIT_TRAIN), rows, CELLS, kernels, NULL, arena,
              &model, &fit);
    double squared = 0.0;
    for (size_t i = 0; i < CELLS; i++) {
        const size_t user = i / REFERENCE_BAYES_ITEMS;
        const size_t item = i % REFERENCE_BAYES_ITEMS;
        const double mean = (double)REFERENCE_BAYES_MEAN[user][item];
        const double stddev = (double)REFERENCE_BAYES_STDDEV[user][item];
        ck_assert_double_eq_tol((double)model.means[i], mean, 0.12);
        ck_assert_double_eq_tol((double)model.stddevs[i], stddev, 0.1);
        squared += pow((double)model.means[i] - mean, 2.0) / CELLS;
    }
    ck_assert_double_lt(sqrt(squared), 0.03);
    double noise = 0.0;
    double lambdas[2] = {0};
    for (size_t s = options.burn_in; s < fit.sweep_count; s++) {
        noise += fit.sweeps[s].noise / (double)fit.averaged;
        lambdas[0] += log(fit.sweeps[s].user_lambda) / (double)fit.averaged;
        lambdas[1] += log(fit.sweeps[s].item_lambda) / (double)fit.averaged;
    }
    ck_assert_double_eq_tol(noise, REFERENCE_BAYES_NOISE, 0.02);
    for (size_t s = 0; s < 2; s++)
        ck_assert_double_eq_tol(lambdas[s], REFERENCE_BAYES_LOG_LAMBDA[s], 0.15);
    bayes_model_free(&model);
    ratings_free(&ratings);
    arena_close(arena);
}
END_TEST

/* Solves the n equations a·x = b in place by elimination; x is left in b. */
static void solve_dense(double *a, double *b, size_t n)
{
    for (size_t p = 0; p < n; p++)
        for (size_t i = 0; i < n; i++) {
            if (i == p)
                continue;
            const double factor = a[i * n + p] / a[p * n + p];
            for (size_t j = p; j < n; j++)
                a[i * n + j] -= factor * a[p * n + j];
            b[i] -= factor * b[p];
        }
    for (size_t p = 0; p < n; p++)
        b[p] /= a[p * n + p];
}

/* The mean of a user's vector is the ridge regression of the formula, in double precision. */
START_TEST(a_conditional_mean_solves_its_equations)
{
    enum { N = REFERENCE_BAYES_FACTORS + 1 };
    struct arena *arena = arena_open("test", ARENA_BYTES);
    unsigned char part[CELLS];
    uint32_t rows[CELLS];
    struct ratings ratings = read_reference(arena, part, rows);
    const struct bayes_kernels *loops = bayes_kernels_of(kernels);
    struct bayes_scale scale = bayes_scale_make(BAYES_GAUSSIAN, &ratings, rows, CELLS);
    struct bayes_side users =
        bayes_side_make(rows, CELLS, ratings.users, ratings.n_users, ratings.items, ratings.n_items,
                        REFERENCE_BAYES_FACTORS);
    struct bayes_side items =
        bayes_side_make(rows, CELLS, ratings.items, ratings.n_items, ratings.users, ratings.n_users,
                        REFERENCE_BAYES_FACTORS);
    struct bayes_prior prior = bayes_prior_make(REFERENCE_BAYES_FACTORS, 1.0);
    float *scores = memory_block(CELLS, sizeof *scores);
    for (size_t i = 0; i < CELLS; i++)
        scores[i] = bayes_scale_score(&scale, ratings.values[users.ratings[i]]);
    bayes_side_start(&items, 1.0, 3, 4, loops);
    bayes_side_start(&users, 1.0, 5, 6, loops);
    memcpy(users.prior, users.rows, users.n * users.stride * sizeof(float));
    struct bayes_draw draw = {.side = &users,
                              .other = &items,
                              .prior = &prior,
                              .scale = &scale,
                              .scores = scores,
                              .seed = 1};
    bayes_draw_rows(&draw, loops, NULL);
    for (size_t u = 0; u < users.n; u++) {
        double a[N * N] = {0};
        double b[N];
        for (size_t f = 0; f < N; f++) {
            a[f * N + f] = 1.0;
            b[f] = (double)users.prior[u * users.stride + f];
        }
        for (size_t r = users.offsets[u]; r < users.offsets[u + 1]; r++) {
            double x[N];
            for (size_t f = 0; f < N; f++)
                x[f] = (double)items.rows[users.others[r] * items.stride + f];
            const double target = (double)scores[r] - x[N - 1];
            x[N - 1] = 1.0;
            for (size_t f = 0; f < N; f++) {
                b[f] += scale.precision * target * x[f];
                for (size_t g = 0; g < N; g++)
                    a[f * N + g] += scale.precision * x[f] * x[g];
            }
        }
        solve_dense(a, b, N);
        for (size_t f = 0; f < N; f++) {
            const size_t at = u * users.stride + f;
            ck_assert_double_eq_tol((double)users.means[at], b[f], 1e-4);
            ck_assert_float_ne(users.means[at], users.rows[at]);
        }
    }
    memory_free(scores);
    bayes_prior_free(&prior);
    bayes_side_free(&users);
    bayes_side_free(&items);
    ratings_free(&ratings);
    arena_close(arena);
}
END_TEST

static void set_up(void)
{
    ck_assert(kernels_choose(NULL, &kernels, NULL));
}

int main(void)
{
    return SUITE_RUN_AROUND(set_up, NULL, "bayes_reference",
                            posterior_means_are_those_of_another_sampler,
                            a_conditional_mean_solves_its_equations);
}
