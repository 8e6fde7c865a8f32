#include "train/bayes_side.h"

#include <math.h>

#include "base/memory.h"

/* Ratings that make a task, and what a row costs besides: solving for its vector. */
enum { TASK_RATINGS = 4096, ROW_RATINGS = 64 };

size_t bayes_side_stride(size_t factors)
{
    return (factors + 1 + KERNELS_LANES - 1) / KERNELS_LANES * KERNELS_LANES;
}

static size_t ratings_of(const struct bayes_side *side, size_t row)
{
    return side->offsets[row + 1] - side->offsets[row];
}

/* Rows by falling number of ratings, equal ones by number: a counting sort. */
static void sort_rows(struct bayes_side *side)
{
    size_t *start = memory_block(side->most + 2, sizeof *start);
    for (size_t row = 0; row < side->n; row++)
        start[side->most - ratings_of(side, row) + 1]++;
    for (size_t c = 0; c < side->most; c++)
        start[c + 1] += start[c];
    for (size_t row = 0; row < side->n; row++)
        side->order[start[side->most - ratings_of(side, row)]++] = (uint32_t)row;
    memory_free(start);
}

/* Cuts `order` into tasks. */
static void share_out(struct bayes_side *side)
{
    side->tasks = memory_block(side->n + 1, sizeof *side->tasks);
    size_t work = 0;
    for (size_t i = 0; i < side->n; i++) {
        work += ratings_of(side, side->order[i]) + ROW_RATINGS;
        if (work >= TASK_RATINGS || i + 1 == side->n) {
            side->tasks[++side->task_count] = i + 1;
            work = 0;
        }
    }
}

struct bayes_side bayes_side_make(const uint32_t *learned, size_t count, const uint32_t *own,
                                  size_t n, const uint32_t *others, size_t n_other, size_t factors)
{
    struct bayes_side side = {
        .n = n,
        .n_other = n_other,
        .count = count,
        .factors = factors,
        .stride = bayes_side_stride(factors),
        .offsets = memory_block(n + 2, sizeof *side.offsets),
        .ratings = memory_block(count, sizeof *side.ratings),
        .others = memory_block(count, sizeof *side.others),
        .order = memory_block(n, sizeof *side.order),
        .weights = memory_block(n, sizeof *side.weights),
        .support = memory_block(n_other, sizeof *side.support),
    };
    side.rows = memory_block(n * side.stride, sizeof *side.rows);
    side.means = memory_block(n * side.stride, sizeof *side.means);
    side.prior = memory_block(n * side.stride, sizeof *side.prior);
    side.others_implicit = memory_block(n_other * side.stride, sizeof *side.others_implicit);

    /* offsets[r + 1] is where row r's next rating goes, so that in the end it is where r ends. */
    for (size_t i = 0; i < count; i++)
        side.offsets[own[learned[i]] + 2]++;
    for (size_t row = 0; row < n; row++) {
        size_t rated = side.offsets[row + 2];
        side.most = rated > side.most ? rated : side.most;
        side.n_rated += rated != 0;
        side.weights[row] = rated == 0 ? 0.0F : (float)(1.0 / sqrt((double)rated));
        side.offsets[row + 2] += side.offsets[row + 1];
    }
    for (size_t i = 0; i < count; i++) {
        size_t place = side.offsets[own[learned[i]] + 1]++;
        side.ratings[place] = learned[i];
        side.others[place] = others[learned[i]];
        side.support[side.others[place]] +=
            side.weights[own[learned[i]]] * side.weights[own[learned[i]]];
    }
    sort_rows(&side);
    share_out(&side);
    return side;
}

void bayes_side_attach(struct bayes_side *side, struct bayes_drift *drift,
                       const struct bayes_drift *other)
{
    side->drift = drift;
    side->points = memory_block(side->count, sizeof *side->points);
    side->other_points = memory_block(side->count, sizeof *side->other_points);
    for (size_t i = 0; i < side->count; i++) {
        side->points[i] = drift->points[side->ratings[i]];
        side->other_points[i] = other->points[side->ratings[i]];
    }
}

void bayes_side_start(struct bayes_side *side, double stddev, uint64_t seed, uint64_t stream,
                      const struct bayes_kernels *kernels)
{
    const size_t padded =
        (side->stride + BAYES_KERNELS_BATCH - 1) / BAYES_KERNELS_BATCH * BAYES_KERNELS_BATCH;
    float *normal = memory_block(padded, sizeof *normal);
    for (size_t row = 0; row < side->n; row++) {
        kernels->normals(seed, stream, (uint64_t)row << 32, padded, normal);
        for (size_t f = 0; f <= side->factors; f++)
            side->rows[row * side->stride + f] = normal[f] * (float)stddev;
    }
    memory_free(normal);
}

void bayes_side_free(struct bayes_side *side)
{
    memory_free(side->offsets);
    memory_free(side->ratings);
    memory_free(side->others);
    memory_free(side->order);
    memory_free(side->tasks);
    memory_free(side->weights);
    memory_free(side->support);
    memory_free(side->rows);
    memory_free(side->means);
    memory_free(side->prior);
    memory_free(side->others_implicit);
    memory_free(side->points);
    memory_free(side->other_points);
    *side = (struct bayes_side){0};
}
