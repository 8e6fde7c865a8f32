#include "train/svd_implicit.h"

#include <math.h>

#include "base/memory.h"
#include "base/rng.h"

static struct svd_implicit_side open_side(size_t n, size_t stride, struct rng rng)
{
    struct svd_implicit_side side = {
        .sums = memory_block(n * stride, sizeof *side.sums),
        .given = memory_block(n * stride, sizeof *side.given),
        .order = memory_block(n, sizeof *side.order),
    };
    rng_permutation(&rng, side.order, n);
    return side;
}

struct svd_implicit svd_implicit_open(const struct rating_lists *lists, size_t stride,
                                      uint64_t seed, uint64_t stream)
{
    return (struct svd_implicit){
        .users = open_side(lists->users.n, stride, rng_init(seed, stream)),
        .items = open_side(lists->items.n, stride, rng_init(seed, stream + 1)),
        .scratch = memory_block(stride, sizeof(float)),
        .stride = stride,
    };
}

/* One side's rows, their lists and what they are made of. */
struct side {
    const struct rating_lists_side *lists;
    const struct svd_implicit_side *parts;
    float *rows;
    float *scratch;
    size_t stride;
};

static struct kernels_row row_of(const struct side *side, size_t row)
{
    const uint32_t begin = side->lists->first[row];
    const size_t count = side->lists->first[row + 1] - begin;
    return (struct kernels_row){
        .row = side->rows + row * side->stride,
        .sum = side->parts->sums + row * side->stride,
        .start = side->scratch,
        .ratings = side->lists->ratings + begin,
        .count = count,
        .weight = (float)(1.0 / sqrt((double)count)),
    };
}

/* Steps 1 to 3 for every row that has ratings. */
static double visit_rows(const struct side *side, const struct kernels_implicit *model,
                         const struct kernels *kernels, const struct svd_implicit_step *step)
{
    const double own = log1p(-fmin(step->rate * step->regularization, 1.0));
    const double given = step->rate * step->implicit_weight * step->implicit_regularization;
    double squared = 0.0;
    for (size_t n = 0; n < side->lists->n; n++) {
        struct kernels_row row = row_of(side, side->parts->order[n]);
        if (row.count == 0)
            continue;
        row.own_decay = (float)exp(own * (double)row.count);
        row.given_decay = (float)fmax(1.0 - given * (double)row.count, 0.0);
        row.given_gain = (float)(step->implicit_weight * (double)row.weight);
        squared += kernels->implicit_row(model, &row);
    }
    return squared;
}

static void sum_rows(const struct side *side, const struct kernels_implicit *model,
                     const struct kernels *kernels)
{
    for (size_t n = 0; n < side->lists->n; n++) {
        const struct kernels_row row = row_of(side, n);
        if (row.count != 0)
            kernels->implicit_sum(model, &row);
    }
}

double svd_implicit_pass(struct svd_implicit *model, const struct rating_lists *lists,
                         const struct kernels *kernels, const struct svd_implicit_step *step,
                         size_t pass, float *users, float *items)
{
    const bool by_user = pass % 2 == 0;
    const struct side side = {
        .lists = by_user ? &lists->users : &lists->items,
        .parts = by_user ? &model->users : &model->items,
        .rows = by_user ? users : items,
        .scratch = model->scratch,
        .stride = model->stride,
    };
    const struct kernels_implicit others = {
        .others = by_user ? items : users,
        .given = by_user ? model->items.given : model->users.given,
        .stride = model->stride,
        .one = model->stride - (by_user ? 1 : 2),
        .rate = (float)step->rate,
    };
    const double squared = visit_rows(&side, &others, kernels, step);
    sum_rows(&side, &others, kernels);
    return squared;
}

static void free_side(struct svd_implicit_side *side)
{
    memory_free(side->sums);
    memory_free(side->given);
    memory_free(side->order);
}

void svd_implicit_free(struct svd_implicit *model)
{
    free_side(&model->users);
    free_side(&model->items);
    memory_free(model->scratch);
    *model = (struct svd_implicit){0};
}
