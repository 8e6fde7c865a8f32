#include "train/ease.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "train/dense.h"

enum { ROWS_PER_TASK = 16 };

struct ease_options ease_defaults(size_t n_users, double liked_from)
{
    return (struct ease_options){
        .regularization = 10.0 * sqrt((double)n_users),
        .user_damping = 0.5,
        .item_damping = 0.1,
        .liked_from = liked_from,
        .below_weight = 0.4,
        .memory_limit = (size_t)128 << 20,
    };
}

/* ---- which items ------------------------------------------------------------------------------
 */

struct counted {
    float count;
    uint32_t item;
};

static int most_rated_first(const void *a, const void *b)
{
    const struct counted *left = a;
    const struct counted *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return (left->item > right->item) - (left->item < right->item);
}

static size_t whole_slabs(size_t n)
{
    return (n + EASE_SLAB - 1) / EASE_SLAB * EASE_SLAB;
}

/* The most items whose two matrices, rows rounded up to slabs, are within the limit. */
static size_t items_within(size_t bytes)
{
    size_t n = (size_t)sqrt((double)bytes / (2.0 * sizeof(float)));
    while (n > 0 && 2 * sizeof(float) * n * whole_slabs(n) > bytes)
        n--;
    return n;
}

static void choose_items(struct ease *ease, size_t memory_limit)
{
    struct counted *order = memory_block(ease->n_items, sizeof *order);
    size_t rated = 0;
    for (uint32_t i = 0; i < ease->n_items; i++) {
        order[i] = (struct counted){ease->popularity.counts[i], i};
        rated += ease->popularity.counts[i] > 0.0F;
    }
    qsort(order, ease->n_items, sizeof *order, most_rated_first);
    const size_t limit = items_within(memory_limit);
    const size_t wanted = rated < limit ? rated : limit;
    ease->is_chosen = memory_block(ease->n_items, 1);
    for (size_t n = 0; n < wanted; n++)
        ease->is_chosen[order[n].item] = 1;
    memory_free(order);

    ease->chosen = memory_block(wanted, sizeof *ease->chosen);
    for (uint32_t i = 0; i < ease->n_items; i++)
        if (ease->is_chosen[i])
            ease->chosen[ease->n_chosen++] = i;
    ease->stride = whole_slabs(ease->n_chosen);
}

/* Keeps the chosen columns, renumbered, and turns stars into what a rating counts. */
static void keep_chosen(struct ease *ease, const struct ease_options *options)
{
    uint32_t *place = memory_block(ease->n_items, sizeof *place);
    for (uint32_t n = 0; n < ease->n_chosen; n++)
        place[ease->chosen[n]] = n;
    struct interactions *known = &ease->known;
    uint32_t kept = 0;
    uint32_t begin = 0;
    for (size_t u = 0; u < known->n_rows; u++) {
        const uint32_t end = known->first[u + 1];
        for (uint32_t n = begin; n < end; n++) {
            if (!ease->is_chosen[known->columns[n]])
                continue;
            known->columns[kept] = place[known->columns[n]];
            const bool liked = (double)known->values[n] >= options->liked_from;
            known->values[kept++] = liked ? 1.0F : (float)options->below_weight;
        }
        begin = end;
        known->first[u + 1] = kept;
    }
    known->count = kept;
    known->n_columns = ease->n_chosen;
    memory_free(place);
}

/* ---- the Gram matrix --------------------------------------------------------------------------
 */

struct gram {
    const struct interactions *by_user; /* item damping in the values */
    const struct interactions *by_item;
    const float *user_weights; /* (n_users) n_u^(−user_damping) */
    float *out;                /* (n_chosen, stride) upper triangle */
    size_t stride;
};

static uint32_t find_column(const struct interactions *matrix, size_t row, uint32_t column)
{
    uint32_t low = matrix->first[row];
    uint32_t high = matrix->first[row + 1];
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (matrix->columns[middle] < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Rows of XᵀX: for every user of the item, the items from that item on. */
static void add_rows(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct gram *gram = context;
    const struct interactions *users = gram->by_user;
    size_t end = (index + 1) * ROWS_PER_TASK;
    if (end > gram->by_item->n_rows)
        end = gram->by_item->n_rows;
    for (uint32_t i = (uint32_t)(index * ROWS_PER_TASK); i < end; i++) {
        float *row = gram->out + i * gram->stride;
        for (uint32_t m = gram->by_item->first[i]; m < gram->by_item->first[i + 1]; m++) {
            const uint32_t u = gram->by_item->columns[m];
            const float weight = gram->user_weights[u] * gram->by_item->values[m];
            for (uint32_t n = find_column(users, u, i); n < users->first[u + 1]; n++)
                row[users->columns[n]] += weight * users->values[n];
        }
    }
}

static double trace_of(const float *matrix, size_t n, size_t stride)
{
    double trace = 0.0;
    for (size_t i = 0; i < n; i++)
        trace += (double)matrix[i * stride + i];
    return trace;
}

/* Damps the items in `known` and returns XᵀX + λI. */
static float *make_gram(struct ease *ease, const struct ease_options *options, struct pool *pool)
{
    struct interactions *known = &ease->known;
    float *user_weights = memory_block(known->n_rows, sizeof *user_weights);
    for (size_t u = 0; u < known->n_rows; u++)
        user_weights[u] = (float)pow((double)interactions_length(known, u), -options->user_damping);
    for (uint32_t n = 0; n < known->count; n++)
        known->values[n] *=
            (float)pow((double)ease->popularity.counts[ease->chosen[known->columns[n]]],
                       -options->item_damping);

    struct interactions by_item = interactions_transposed(known);
    struct gram gram = {
        .by_user = known,
        .by_item = &by_item,
        .user_weights = user_weights,
        .out = memory_block(ease->n_chosen * ease->stride, sizeof(float)),
        .stride = ease->stride,
    };
    pool_run(pool, (ease->n_chosen + ROWS_PER_TASK - 1) / ROWS_PER_TASK, add_rows, &gram);
    interactions_free(&by_item);
    memory_free(user_weights);

    const double trace = trace_of(gram.out, ease->n_chosen, ease->stride);
    const double lambda =
        options->regularization * (trace > 0.0 ? trace / (double)known->count : 1.0);
    for (size_t i = 0; i < ease->n_chosen; i++)
        gram.out[i * ease->stride + i] += (float)lambda;
    return gram.out;
}

/* ---- the model --------------------------------------------------------------------------------
 */

/* Writes B, the columns of a slab side by side, from P = (XᵀX + λI)⁻¹. */
static void make_weights(struct ease *ease, const float *inverse)
{
    const size_t n = ease->n_chosen;
    for (size_t slab = 0; slab < ease->stride / EASE_SLAB; slab++) {
        float *weights = ease->weights + slab * n * EASE_SLAB;
        for (size_t i = 0; i < n; i++) {
            for (size_t c = 0; c < EASE_SLAB; c++) {
                const size_t j = slab * EASE_SLAB + c;
                if (j < n && j != i)
                    weights[i * EASE_SLAB + c] =
                        -inverse[i * ease->stride + j] / inverse[j * ease->stride + j];
            }
        }
    }
}

bool ease_fit(const struct ease_options *options, const struct ratings *ratings,
              const unsigned char *part, unsigned parts, const struct kernels *kernels,
              struct pool *pool, struct ease *out, struct error *err)
{
    struct ease ease = {
        .n_items = ratings->n_items,
        .known = interactions_make(ratings, part, parts),
        .popularity = popularity_fit(ratings, part, parts),
    };
    choose_items(&ease, options->memory_limit);
    keep_chosen(&ease, options);
    float *inverse = make_gram(&ease, options, pool);
    const bool inverted =
        dense_invert(dense_choose(kernels), pool, inverse, ease.n_chosen, ease.stride);
    if (inverted) {
        ease.weights = memory_block(ease.n_chosen * ease.stride, sizeof *ease.weights);
        make_weights(&ease, inverse);
    }
    memory_free(inverse);
    if (!inverted) {
        ease_free(&ease);
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "a regularization of %g is too low for EASE on these ratings",
                         options->regularization);
    }
    *out = ease;
    return true;
}

float ease_weight(const struct ease *ease, size_t i, size_t j)
{
    return ease->weights[(j / EASE_SLAB * ease->n_chosen + i) * EASE_SLAB + j % EASE_SLAB];
}

/* x·B for one user and one slab. */
static void score_slab(const struct ease *ease, uint32_t user, size_t slab, float *out)
{
    const struct interactions *known = &ease->known;
    const float *weights = ease->weights + slab * ease->n_chosen * EASE_SLAB;
    float sums[EASE_SLAB] = {0};
    for (uint32_t n = known->first[user]; n < known->first[user + 1]; n++) {
        const float *row = weights + known->columns[n] * (size_t)EASE_SLAB;
        const float value = known->values[n];
        for (size_t c = 0; c < EASE_SLAB; c++)
            sums[c] += value * row[c];
    }
    const size_t begin = slab * EASE_SLAB;
    for (size_t c = 0; c < EASE_SLAB && begin + c < ease->n_chosen; c++)
        out[ease->chosen[begin + c]] = sums[c];
}

static void score(const void *model, const uint32_t *users, size_t count, float *out)
{
    const struct ease *ease = model;
    for (size_t slab = 0; slab < ease->stride / EASE_SLAB; slab++)
        for (size_t n = 0; n < count; n++)
            score_slab(ease, users[n], slab, out + n * ease->n_items);
    for (size_t n = 0; n < count; n++) {
        float *row = out + n * ease->n_items;
        if (interactions_length(&ease->known, users[n]) != 0)
            popularity_complete(&ease->popularity, ease->is_chosen, row);
        else
            memcpy(row, ease->popularity.counts, ease->n_items * sizeof *row);
    }
}

struct predictor ease_predictor(const struct ease *ease)
{
    return (struct predictor){.name = "ease", .model = ease, .score = score};
}

void ease_free(struct ease *ease)
{
    memory_free(ease->chosen);
    memory_free(ease->is_chosen);
    memory_free(ease->weights);
    interactions_free(&ease->known);
    popularity_free(&ease->popularity);
    *ease = (struct ease){0};
}
