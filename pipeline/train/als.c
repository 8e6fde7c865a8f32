#include "train/als.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "train/dense.h"
#include "train/interactions.h"

enum { ROWS_PER_TASK = 64 };

struct als_options als_defaults(const struct ratings *ratings, double liked_from, uint64_t seed)
{
    const double cells = (double)ratings->n_users * (double)ratings->n_items;
    return (struct als_options){
        .factors = 64,
        .sweeps = 6,
        .unobserved = 0.2,
        .regularization = 0.7 / sqrt(sqrt(cells)),
        .liked_from = liked_from,
        .below_weight = 0.4,
        .seed = seed,
    };
}

/* Solving for the rows of one side while the other side stands still. */
struct half_sweep {
    const struct dense *dense;
    const struct interactions *observed; /* a row for every row that is solved for */
    float *rows;                         /* (observed->n_rows, stride) */
    const float *others;                 /* (observed->n_columns, stride) */
    const float *gram; /* (k, stride) α·Σ q·qᵀ over the others, upper triangle */
    size_t factors;
    size_t stride;
    double unobserved;
    double regularization;
    struct workspace *workspaces; /* one per thread */
};

struct workspace {
    float *system; /* (k, stride) */
    float *panel;  /* (longest row, stride) the others that a row has */
};

/* λ·(n + α·columns), and at least what keeps a singular sum of squares solvable. */
static void add_to_diagonal(const struct half_sweep *half, size_t count, float *system)
{
    double trace = 0.0;
    for (size_t i = 0; i < half->factors; i++)
        trace += (double)system[i * half->stride + i];
    const double wanted = half->regularization *
                          ((double)count + half->unobserved * (double)half->observed->n_columns);
    const double decay = fmax(fmax(wanted, ALS_FLOOR * trace), (double)FLT_MIN);
    for (size_t i = 0; i < half->factors; i++)
        system[i * half->stride + i] += (float)decay;
}

/* p ← (Σ q·qᵀ + α·Σ_all q·qᵀ + λ·(n + α·columns)·I)⁻¹·Σ x·q, or 0 when nothing is observed. */
static void solve_row(const struct half_sweep *half, size_t row, struct workspace *work)
{
    const struct interactions *observed = half->observed;
    const uint32_t *columns = observed->columns + observed->first[row];
    const float *values = observed->values + observed->first[row];
    const size_t count = interactions_length(observed, row);
    const size_t stride = half->stride;
    float *out = half->rows + row * stride;
    memset(out, 0, stride * sizeof *out);
    if (count == 0)
        return;
    for (size_t n = 0; n < count; n++) {
        float *restrict copy = work->panel + n * stride;
        const float *other = half->others + columns[n] * stride;
        for (size_t c = 0; c < stride; c += KERNELS_LANES) {
            for (size_t lane = c; lane < c + KERNELS_LANES; lane++) {
                copy[lane] = other[lane];
                out[lane] += values[n] * other[lane];
            }
        }
    }
    memcpy(work->system, half->gram, half->factors * stride * sizeof *work->system);
    half->dense->gram(work->panel, count, half->factors, stride, work->system);
    add_to_diagonal(half, count, work->system);
    const bool solvable = dense_factorise(work->system, half->factors, stride);
    assert(solvable); /* a sum of squares, and more on the diagonal than it rounds off */
    dense_solve(work->system, half->factors, stride, out);
}

static void solve_rows(void *context, size_t index, size_t worker)
{
    const struct half_sweep *half = context;
    size_t end = (index + 1) * ROWS_PER_TASK;
    if (end > half->observed->n_rows)
        end = half->observed->n_rows;
    half->dense->prepare();
    for (size_t row = index * ROWS_PER_TASK; row < end; row++)
        solve_row(half, row, &half->workspaces[worker]);
}

static void sweep_side(struct half_sweep *half, struct pool *pool, float *gram)
{
    const size_t size = half->factors * half->stride;
    memset(gram, 0, size * sizeof *gram);
    half->dense->prepare();
    half->dense->gram(half->others, half->observed->n_columns, half->factors, half->stride, gram);
    for (size_t i = 0; i < size; i++)
        gram[i] *= (float)half->unobserved;
    half->gram = gram;
    pool_run(pool, (half->observed->n_rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK, solve_rows, half);
}

static size_t longest_row(const struct interactions *matrix)
{
    size_t longest = 0;
    for (size_t row = 0; row < matrix->n_rows; row++)
        if (interactions_length(matrix, row) > longest)
            longest = interactions_length(matrix, row);
    return longest;
}

static void sweep(struct als *als, const struct als_options *options,
                  const struct interactions *by_user, const struct interactions *by_item,
                  struct pool *pool)
{
    struct half_sweep users = {
        .dense = dense_choose(als->kernels),
        .observed = by_user,
        .rows = als->users,
        .others = als->items,
        .factors = options->factors,
        .stride = als->stride,
        .unobserved = options->unobserved,
        .regularization = options->regularization,
    };
    struct half_sweep items = users;
    items.observed = by_item;
    items.rows = als->items;
    items.others = als->users;

    const size_t longest_user = longest_row(by_user);
    const size_t longest_item = longest_row(by_item);
    const size_t longest = longest_user > longest_item ? longest_user : longest_item;
    const size_t threads = pool_threads(pool);
    const size_t size = options->factors * als->stride;
    float *gram = memory_block(size, sizeof *gram);
    users.workspaces = items.workspaces = memory_block(threads, sizeof *users.workspaces);
    for (size_t t = 0; t < threads; t++)
        users.workspaces[t] = (struct workspace){
            memory_block(size, sizeof(float)), memory_block(longest * als->stride, sizeof(float))};
    for (size_t n = 0; n < options->sweeps; n++) {
        sweep_side(&users, pool, gram);
        sweep_side(&items, pool, gram);
    }
    for (size_t t = 0; t < threads; t++) {
        memory_free(users.workspaces[t].system);
        memory_free(users.workspaces[t].panel);
    }
    memory_free(users.workspaces);
    memory_free(gram);
}

struct als als_fit(const struct als_options *options, const struct ratings *ratings,
                   const unsigned char *part, unsigned parts, const struct kernels *kernels,
                   struct pool *pool)
{
    const size_t stride = (options->factors + KERNELS_LANES - 1) / KERNELS_LANES * KERNELS_LANES;
    struct als als = {
        .n_users = ratings->n_users,
        .n_items = ratings->n_items,
        .stride = stride,
        .users = memory_block(ratings->n_users * stride, sizeof(float)),
        .items = memory_block(ratings->n_items * stride, sizeof(float)),
        .is_learned = memory_block(ratings->n_items, 1),
        .popularity = popularity_fit(ratings, part, parts),
        .kernels = kernels,
    };
    struct rng rng = rng_init(options->seed, ALS_STREAM);
    const double stddev = ALS_INIT_STDDEV / sqrt((double)options->factors);
    for (size_t i = 0; i < ratings->n_items; i++) {
        als.is_learned[i] = als.popularity.counts[i] > 0.0F;
        for (size_t c = 0; c < options->factors; c++)
            als.items[i * stride + c] = (float)(stddev * rng_normal(&rng));
    }
    struct interactions by_user = interactions_make(ratings, part, parts);
    for (size_t n = 0; n < by_user.count; n++)
        by_user.values[n] =
            (double)by_user.values[n] >= options->liked_from ? 1.0F : (float)options->below_weight;
    struct interactions by_item = interactions_transposed(&by_user);
    sweep(&als, options, &by_user, &by_item, pool);
    interactions_free(&by_user);
    interactions_free(&by_item);
    return als;
}

/* ---- the predictor ----------------------------------------------------------------------------
 */

static bool is_zero(const float *row, size_t stride)
{
    for (size_t c = 0; c < stride; c++)
        if (row[c] != 0.0F)
            return false;
    return true;
}

static void score(const void *model, const uint32_t *users, size_t count, float *out)
{
    const struct als *als = model;
    kernels_score_users(als->kernels, als->users, users, count, als->items, als->n_items,
                        als->stride, out);
    for (size_t n = 0; n < count; n++) {
        float *scores = out + n * als->n_items;
        if (is_zero(als->users + users[n] * als->stride, als->stride))
            memcpy(scores, als->popularity.counts, als->n_items * sizeof *scores);
        else
            popularity_complete(&als->popularity, als->is_learned, scores);
    }
}

struct predictor als_predictor(const struct als *als)
{
    return (struct predictor){.name = "als", .model = als, .score = score};
}

void als_free(struct als *als)
{
    memory_free(als->users);
    memory_free(als->items);
    memory_free(als->is_learned);
    popularity_free(&als->popularity);
    *als = (struct als){0};
}
