#include "train/bayes_model.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { ROWS_PER_TASK = 512, LINE_RATINGS = 8192 };

struct bayes_model bayes_model_make(const struct ratings *ratings, size_t factors, size_t draws,
                                    const struct kernels *kernels)
{
    struct bayes_model model = {
        .n_users = ratings->n_users,
        .n_items = ratings->n_items,
        .factors = factors,
        .stride = bayes_side_stride(factors),
        .scale_min = ratings->scale_min,
        .scale_max = ratings->scale_max,
        .kernels = kernels,
        .draws = draws,
    };
    model.users = memory_block(draws * model.n_users * model.stride, sizeof *model.users);
    model.items = memory_block(draws * model.n_items * model.stride, sizeof *model.items);
    model.item_biases = memory_block(draws * model.n_items, sizeof *model.item_biases);
    model.item_bias = memory_block(model.n_items, sizeof *model.item_bias);
    model.scales = memory_block(draws, sizeof *model.scales);
    return model;
}

void bayes_model_keep(struct bayes_model *model, const struct bayes_side *users,
                      const struct bayes_side *items, const struct bayes_scale *scale)
{
    assert(model->kept < model->draws);
    const size_t stride = model->stride;
    const size_t draw = model->kept++;
    for (size_t u = 0; u < model->n_users; u++)
        memcpy(model->users + (u * model->draws + draw) * stride, users->rows + u * stride,
               stride * sizeof *model->users);
    for (size_t i = 0; i < model->n_items; i++) {
        float *to = model->items + (i * model->draws + draw) * stride;
        memcpy(to, items->rows + i * stride, stride * sizeof *to);
        model->item_biases[draw * model->n_items + i] = to[model->factors];
        model->item_bias[i] += to[model->factors] / (float)model->draws;
        to[model->factors] = 1.0F;
    }
    model->scales[draw] = *scale;
}

static float score_of(const struct bayes_model *model, size_t draw, uint32_t user, uint32_t item)
{
    return model->kernels->dot(model->users + (user * model->draws + draw) * model->stride,
                               model->items + (item * model->draws + draw) * model->stride,
                               model->stride) +
           model->item_biases[draw * model->n_items + item];
}

/*
 * Adds what the draws expect of up to ROWS_PER_TASK pairs: sums over the draws of the
 * stars, of their squares and of the scores. The arrays have a multiple of KERNELS_LANES.
 */
static void expect(const struct bayes_model *model, const uint32_t *users, const uint32_t *items,
                   size_t n, float *mean, float *square, float *score)
{
    const struct bayes_kernels *loops = bayes_kernels_of(model->kernels);
    const size_t padded = (n + KERNELS_LANES - 1) / KERNELS_LANES * KERNELS_LANES;
    _Alignas(MEMORY_ALIGNMENT) float scores[ROWS_PER_TASK] = {0};
    for (size_t draw = 0; draw < model->draws; draw++) {
        for (size_t i = 0; i < n; i++) {
            scores[i] = score_of(model, draw, users[i], items[i]);
            score[i] += scores[i];
        }
        bayes_scale_expect(&model->scales[draw], loops, scores, padded, mean, square);
    }
}

/* ---- end of a fit -----------------------------------------------------------------------------
 */

static float clipped(const struct bayes_model *model, double stars)
{
    return (float)fmin(fmax(stars, (double)model->scale_min), (double)model->scale_max);
}

/* One remembered rating on its way into the ascending list. */
struct remembered {
    uint32_t row;
    uint32_t place;
};

static int by_row(const void *a, const void *b)
{
    const struct remembered *left = a;
    const struct remembered *right = b;
    return (left->row > right->row) - (left->row < right->row);
}

static void remember(struct bayes_model *model, const uint32_t *rows, size_t count,
                     const float *means, const float *stddevs)
{
    struct remembered *list = memory_block(count, sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = (struct remembered){rows[i], (uint32_t)i};
    qsort(list, count, sizeof *list, by_row);
    model->row_count = count;
    model->rows = memory_block(count, sizeof *model->rows);
    model->means = memory_block(count, sizeof *model->means);
    model->stddevs = memory_block(count, sizeof *model->stddevs);
    for (size_t i = 0; i < count; i++) {
        model->rows[i] = list[i].row;
        model->means[i] = clipped(model, (double)means[list[i].place]);
        model->stddevs[i] = stddevs[list[i].place];
    }
    memory_free(list);
}

/* Lays the line of least squares through scores and expected stars of evenly chosen ratings. */
static void lay_line(struct bayes_model *model, const struct bayes_side *users)
{
    const double draws = (double)model->draws;
    const size_t n = users->count < LINE_RATINGS ? users->count : LINE_RATINGS;
    double x = 0.0;
    double y = 0.0;
    double xx = 0.0;
    double xy = 0.0;
    size_t user = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t rating = i * users->count / n;
        while (users->offsets[user + 1] <= rating)
            user++;
        const uint32_t number = (uint32_t)user;
        _Alignas(MEMORY_ALIGNMENT) float mean[KERNELS_LANES] = {0};
        float score[KERNELS_LANES] = {0};
        expect(model, &number, &users->others[rating], 1, mean, NULL, score);
        const double a = (double)score[0] / draws;
        const double b = (double)mean[0] / draws;
        x += a;
        y += b;
        xx += a * a;
        xy += a * b;
    }
    const double count = (double)n;
    const double width = xx - x * x / count;
    model->slope = width > 1e-9 ? (xy - x * y / count) / width : 0.0;
    model->level = (y - model->slope * x) / count;
}

void bayes_model_finish(struct bayes_model *model, const uint32_t *rows, size_t count,
                        const float *means, const float *stddevs, const struct bayes_side *users)
{
    assert(model->kept == model->draws);
    remember(model, rows, count, means, stddevs);
    lay_line(model, users);
}

/* ---- the two questions ------------------------------------------------------------------------
 */

struct prediction {
    const struct bayes_model *model;
    const struct ratings *ratings;
    const uint32_t *rows;
    size_t count;
    float *mean;
    float *stddev;
};

/* The place of a rating among the remembered ones, or SIZE_MAX. */
static size_t find(const struct bayes_model *model, uint32_t row)
{
    size_t low = 0;
    size_t high = model->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (model->rows[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < model->row_count && model->rows[low] == row ? low : SIZE_MAX;
}

static void predict_task(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct prediction *prediction = context;
    const struct bayes_model *model = prediction->model;
    const size_t first = index * ROWS_PER_TASK;
    const size_t left = prediction->count - first;
    const size_t end = first + (left < ROWS_PER_TASK ? left : ROWS_PER_TASK);
    _Alignas(MEMORY_ALIGNMENT) float mean[ROWS_PER_TASK] = {0};
    _Alignas(MEMORY_ALIGNMENT) float square[ROWS_PER_TASK] = {0};
    float score[ROWS_PER_TASK] = {0};
    uint32_t users[ROWS_PER_TASK] = {0};
    uint32_t items[ROWS_PER_TASK] = {0};
    size_t places[ROWS_PER_TASK];
    size_t n = 0;
    for (size_t i = first; i < end; i++) {
        const size_t known = find(model, prediction->rows[i]);
        if (known == SIZE_MAX) {
            users[n] = prediction->ratings->users[prediction->rows[i]];
            items[n] = prediction->ratings->items[prediction->rows[i]];
            places[n++] = i;
            continue;
        }
        prediction->mean[i] = model->means[known];
        if (prediction->stddev != NULL)
            prediction->stddev[i] = model->stddevs[known];
    }
    expect(model, users, items, n, mean, square, score);
    for (size_t i = 0; i < n; i++) {
        const double expected = (double)mean[i] / (double)model->draws;
        const double squared = (double)square[i] / (double)model->draws;
        prediction->mean[places[i]] = clipped(model, expected);
        if (prediction->stddev != NULL)
            prediction->stddev[places[i]] = (float)sqrt(fmax(squared - expected * expected, 0.0));
    }
}

static void predict(const void *model, struct pool *pool, const struct ratings *ratings,
                    const uint32_t *rows, size_t count, float *mean, float *stddev)
{
    struct prediction prediction = {model, ratings, rows, count, mean, stddev};
    pool_run(pool, (count + ROWS_PER_TASK - 1) / ROWS_PER_TASK, predict_task, &prediction);
}

/* All draws of a row lie side by side, so that one product of matrices adds up their scores. */
static void score(const void *context, const uint32_t *users, size_t count, float *out)
{
    const struct bayes_model *model = context;
    const size_t width = model->draws * model->stride;
    const float share = 1.0F / (float)model->draws;
    float *rows = memory_block(count * width, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        memcpy(rows + i * width, model->users + users[i] * width, width * sizeof *rows);
    model->kernels->scores(rows, count, model->items, model->n_items, width, out);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < model->n_items; j++) {
            float *at = &out[i * model->n_items + j];
            *at = *at * share + model->item_bias[j];
        }
    memory_free(rows);
}

struct predictor bayes_model_predictor(const struct bayes_model *model, const char *name)
{
    return (struct predictor){.name = name, .model = model, .predict = predict, .score = score};
}

/* ---- other forms ------------------------------------------------------------------------------
 */

/* Which draw is number `index` of `count` evenly chosen ones. */
static size_t chosen(const struct bayes_model *model, size_t index, size_t count)
{
    return index * model->draws / count;
}

struct svd_model bayes_model_to_svd(const struct bayes_model *model)
{
    const size_t k = model->factors;
    const size_t room = SVD_FACTORS_MAX / k;
    const size_t draws = model->draws < room ? model->draws : room;
    const float slope = (float)model->slope;
    const float share = 1.0F / (float)draws;
    struct svd_model svd = {
        .n_users = model->n_users,
        .n_items = model->n_items,
        .factors = draws * k,
        .stride = svd_stride(draws * k),
        .mean = model->level,
        .scale_min = model->scale_min,
        .scale_max = model->scale_max,
    };
    svd.users = memory_block(svd.n_users * svd.stride, sizeof *svd.users);
    svd.items = memory_block(svd.n_items * svd.stride, sizeof *svd.items);
    for (size_t u = 0; u < svd.n_users; u++) {
        float *row = svd.users + u * svd.stride;
        for (size_t d = 0; d < draws; d++) {
            const float *draw =
                model->users + (u * model->draws + chosen(model, d, draws)) * model->stride;
            for (size_t f = 0; f < k; f++)
                row[d * k + f] = draw[f] * slope * share;
            row[svd.stride - 2] += draw[k] * slope * share;
        }
        row[svd.stride - 1] = 1.0F;
    }
    for (size_t i = 0; i < svd.n_items; i++) {
        float *row = svd.items + i * svd.stride;
        for (size_t d = 0; d < draws; d++) {
            const size_t draw = chosen(model, d, draws);
            memcpy(row + d * k, model->items + (i * model->draws + draw) * model->stride,
                   k * sizeof *row);
            row[svd.stride - 1] += model->item_biases[draw * model->n_items + i] * slope * share;
        }
        row[svd.stride - 2] = 1.0F;
    }
    return svd;
}

void bayes_model_free(struct bayes_model *model)
{
    memory_free(model->users);
    memory_free(model->items);
    memory_free(model->item_biases);
    memory_free(model->item_bias);
    memory_free(model->scales);
    memory_free(model->rows);
    memory_free(model->means);
    memory_free(model->stddevs);
    *model = (struct bayes_model){0};
}
