/*
 * bench_bootstrap.c - how long intervals take: bench_bootstrap [RESAMPLES [CASES [METRICS]]]
 *
 * 10,000 resamples of 10,000 cases for 20 metrics unless told otherwise: once on one thread and
 * once on all, and beside them one bootstrap for each metric, each with draws of its own.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/resample.h"
#include "base/rng.h"
#include "bench.h"

struct bench {
    struct resample draw;
    double **columns; /* (metrics + 1) the last one counts the cases */
    struct resample_ratio *ratios;
    size_t metrics;
    struct pool *pool;
    struct interval *intervals;
};

static void run(void *context)
{
    struct bench *bench = context;
    resample_ratios(&bench->draw, (const double *const *)bench->columns, bench->metrics + 1,
                    bench->ratios, bench->metrics, 0.95, bench->pool, bench->intervals);
}

static void run_apart(void *context)
{
    struct bench *bench = context;
    for (size_t m = 0; m < bench->metrics; m++) {
        const double *columns[] = {bench->columns[m], bench->columns[bench->metrics]};
        const struct resample_ratio ratio = {0, 1};
        resample_ratios(&bench->draw, columns, 2, &ratio, 1, 0.95, bench->pool,
                        &bench->intervals[m]);
    }
}

/* Shares between 0 and 1, as scores of cases are. */
static void fill(struct bench *bench)
{
    struct rng rng = rng_init(5, 0);
    bench->columns = memory_block(bench->metrics + 1, sizeof *bench->columns);
    bench->ratios = memory_block(bench->metrics, sizeof *bench->ratios);
    bench->intervals = memory_block(bench->metrics, sizeof *bench->intervals);
    for (size_t m = 0; m <= bench->metrics; m++) {
        bench->columns[m] = memory_block(bench->draw.units, sizeof **bench->columns);
        for (size_t u = 0; u < bench->draw.units; u++)
            bench->columns[m][u] = m == bench->metrics ? 1 : rng_below(&rng, 5) / 4.0;
        if (m < bench->metrics)
            bench->ratios[m] = (struct resample_ratio){m, bench->metrics};
    }
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct bench bench = {
        .draw = {.resamples = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000,
                 .units = argc > 2 ? strtoul(argv[2], NULL, 10) : 10000,
                 .seed = 1},
        .metrics = argc > 3 ? strtoul(argv[3], NULL, 10) : 20,
    };
    fill(&bench);
    printf("bootstrap: %zu resamples of %zu cases for %zu metrics\n", bench.draw.resamples,
           bench.draw.units, bench.metrics);
    struct bench_times alone = bench_measure(run, &bench, BENCH_RUNS);
    bench_row("one thread", &alone, "one draw for all metrics");
    bench_require(pool_open(0, &bench.pool, &err), &err);
    struct bench_times together = bench_measure(run, &bench, BENCH_RUNS);
    bench_row("all threads", &together, "%zu threads, 95 %% interval of the first: %.6f to %.6f",
              pool_threads(bench.pool), bench.intervals[0].low, bench.intervals[0].high);
    struct bench_times apart = bench_measure(run_apart, &bench, 1);
    bench_row("a draw for each metric", &apart, "all threads");

    pool_close(bench.pool);
    for (size_t m = 0; m <= bench.metrics; m++)
        memory_free(bench.columns[m]);
    memory_free(bench.columns);
    memory_free(bench.ratios);
    memory_free(bench.intervals);
    return EXIT_SUCCESS;
}
