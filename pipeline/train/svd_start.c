#include "train/svd_start.h"

#include <math.h>

#include "base/rng.h"

enum { ROWS_PER_TASK = 1024, WORDS = 4 };

/* The factors of one row, WORDS at a time. */
static void draw(const struct svd_start *start, size_t row, float width, float *lanes)
{
    const size_t blocks = (start->factors + WORDS - 1) / WORDS;
    for (size_t block = 0; block < blocks; block++) {
        uint32_t word[WORDS];
        rng_block(start->seed, start->stream, row * blocks + block, word);
        for (size_t f = block * WORDS; f < start->factors && f < (block + 1) * WORDS; f++)
            lanes[f] = ((float)(word[f % WORDS] >> 8) * 0x1p-24F - 0.5F) * width;
    }
}

static void start_task(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct svd_start *start = context;
    const float width = (float)(start->stddev * sqrt(12.0));
    const size_t end = (index + 1) * ROWS_PER_TASK;
    for (size_t row = index * ROWS_PER_TASK; row < start->n && row < end; row++) {
        float *lanes = start->rows + row * start->stride;
        lanes[start->one] = 1.0F;
        if (start->counts[row] != 0)
            draw(start, row, width, lanes);
    }
}

void svd_start_rows(const struct svd_start *start, struct pool *pool)
{
    struct svd_start shared = *start;
    pool_run(pool, (start->n + ROWS_PER_TASK - 1) / ROWS_PER_TASK, start_task, &shared);
}
