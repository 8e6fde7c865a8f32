#include "train/svd_plain.h"

#include "base/memory.h"

struct epoch {
    const struct rating_blocks *blocks;
    const struct kernels *kernels;
    const struct kernels_model *model;
    size_t round;
    double *squared; /* (grid, grid) Σ e² of every block */
};

static void run_block(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct epoch *epoch = context;
    const size_t grid = epoch->blocks->grid;
    const size_t block = index * grid + (index + epoch->round) % grid;
    epoch->squared[block] = epoch->kernels->sgd(epoch->model, &epoch->blocks->blocks[block]);
}

double svd_plain_epoch(const struct rating_blocks *blocks, const struct kernels *kernels,
                       const struct kernels_model *model, struct pool *pool)
{
    const size_t n_blocks = blocks->grid * blocks->grid;
    struct epoch epoch = {
        .blocks = blocks,
        .kernels = kernels,
        .model = model,
        .squared = memory_block(n_blocks, sizeof *epoch.squared),
    };
    for (epoch.round = 0; epoch.round < blocks->grid; epoch.round++)
        pool_run(pool, blocks->grid, run_block, &epoch);
    double sum = 0.0;
    for (size_t b = 0; b < n_blocks; b++)
        sum += epoch.squared[b];
    memory_free(epoch.squared);
    return sum;
}
