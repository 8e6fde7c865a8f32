/*
 * bench_scaling.c - how time and memory grow with the data: bench_scaling, BENCH_LARGE=1
 * bench_scaling
 *
 * From 100 thousand to 10 million ratings (25 million with BENCH_LARGE=1), on one thread and on
 * two: reading the text file, sorting, an epoch of the SVD model with k = 64, and the peak of a
 * process that does just that. Rates of an epoch stand beside what the machine can do, measured
 * here: memory as copying of blocks beyond any cache, arithmetic as OpenBLAS multiplying matrices.
 * The rows of films that fit the caches let an epoch go beyond the limit of memory.
 */
#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "bench.h"
#include "svd_ratings.h"
#include "train/svd.h"
#include "train/svd_ensemble.h"

#define FACTORS 64
#define COPY_BYTES ((size_t)128 << 20)
#define MATRIX 768
#define FLOPS_A_STEP                                                                               \
    (8.0 * (FACTORS + 2)) /* a scalar product, and two rows scaled and added to                    \
                           */

static const size_t SIZES[] = {100000, 1000000, 10000000, 25000000};

struct limits {
    double gb_s;
    double gflop_s;
};

/* ---- what the machine can do ------------------------------------------------------------------
 */

static void copy_block(void *context, size_t index, size_t worker)
{
    char **blocks = context;
    (void)worker;
    memcpy(blocks[2 * index], blocks[2 * index + 1], COPY_BYTES);
}

static void multiply(void *context, size_t index, size_t worker)
{
    float **matrices = context;
    (void)worker;
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, MATRIX, MATRIX, MATRIX, 1,
                matrices[3 * index], MATRIX, matrices[3 * index + 1], MATRIX, 0,
                matrices[3 * index + 2], MATRIX);
}

/* The least time of BENCH_RUNS, in seconds. */
static double least(struct pool *pool, void (*task)(void *, size_t, size_t), void *blocks)
{
    struct bench_times times = {.count = 0};
    for (int run = 0; run < BENCH_RUNS; run++) {
        double began = bench_now_ms();
        pool_run(pool, pool_threads(pool), task, blocks);
        bench_add(&times, bench_now_ms() - began);
    }
    return bench_spread(&times).min_ms / 1e3;
}

static struct limits measure_limits(struct pool *pool)
{
    size_t threads = pool_threads(pool);
    void *blocks[2 * 2] = {NULL};
    void *matrices[3 * 2] = {NULL};
    for (size_t i = 0; i < 2 * threads; i++)
        blocks[i] = memory_block(COPY_BYTES, 1);
    for (size_t i = 0; i < 3 * threads; i++)
        matrices[i] = memory_block((size_t)MATRIX * MATRIX, sizeof(float));
    openblas_set_num_threads(1);
    double copied = 2.0 * (double)(COPY_BYTES * threads);
    double multiplied = 2.0 * MATRIX * MATRIX * MATRIX * (double)threads;
    struct limits limits = {
        .gb_s = copied / 1e9 / least(pool, copy_block, blocks),
        .gflop_s = multiplied / 1e9 / least(pool, multiply, matrices),
    };
    for (size_t i = 0; i < 2 * threads; i++)
        memory_free(blocks[i]);
    for (size_t i = 0; i < 3 * threads; i++)
        memory_free(matrices[i]);
    return limits;
}

/* ---- one size, in processes of its own ---------------------------------------------------------
 */

static int write_ratings(const char *path, size_t count)
{
    struct svd_ratings drawn = svd_ratings_draw(count);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return EXIT_FAILURE;
    fputs("userId,movieId,rating,timestamp\n", file);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "%u,%u,%.1f,%zu\n", drawn.ratings.users[i] + 1, drawn.ratings.items[i] + 1,
                (double)drawn.ratings.values[i], 956703932 + i);
    return fclose(file) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Repeated ratings of a pair were taken out on reading: the row says how many are left. */
static int measure(const char *path, size_t threads)
{
    struct error err = {0};
    struct arena *arena = arena_open("bench", (size_t)1 << 32);
    struct pool *pool;
    const struct kernels *kernels;
    bench_require(kernels_choose(getenv("REELGAUGE_KERNELS"), &kernels, &err), &err);
    bench_require(pool_open(threads, &pool, &err), &err);

    double began = bench_now_ms();
    struct ratings ratings = bench_load_ratings(path, pool, arena, NULL);
    double load_ms = bench_now_ms() - began;
    unsigned char *part = memory_block(ratings.count, 1);
    const struct svd_options options = {
        .factors = FACTORS, .init_stddev = 0.01, .regularization = 0.03};
    began = bench_now_ms();
    struct svd_ensemble ensemble =
        svd_ensemble_open(&options, &ratings, part, SPLIT_BIT(SPLIT_TRAIN), kernels, pool);
    double sort_ms = bench_now_ms() - began;
    struct bench_times epochs = {.count = 0};
    for (int run = 0; run < BENCH_RUNS; run++) {
        began = bench_now_ms();
        svd_ensemble_epoch(&ensemble, 0.01);
        bench_add(&epochs, bench_now_ms() - began);
    }
    double peak_mb = bench_peak_mb();
    svd_ensemble_free(&ensemble);

    struct bench_spread spread = bench_spread(&epochs);
    struct limits limits = measure_limits(pool);
    double steps = (double)ratings.count;
    double bytes = steps * (2.0 * sizeof(float) * (double)svd_stride(FACTORS) + 12.0);
    double gb_s = bytes / 1e6 / spread.median_ms;
    double gflop_s = steps * FLOPS_A_STEP / 1e6 / spread.median_ms;
    printf("  %9zu %7zu %8.0f %8.0f %8.1f (%.1f … %.1f) %6.1f %9.1f (%3.0f %%) %8.1f (%2.0f %%) "
           "%8.0f\n",
           ratings.count, threads, load_ms, sort_ms, spread.median_ms, spread.min_ms, spread.max_ms,
           spread.median_ms * 1e6 / steps, gb_s, 100 * gb_s / limits.gb_s, gflop_s,
           100 * gflop_s / limits.gflop_s, peak_mb);
    fflush(stdout);
    return EXIT_SUCCESS;
}

/* The child's memory is its own, so that its peak says nothing about the sizes before it. */
static void in_child(int (*work)(const char *, size_t), const char *path, size_t number)
{
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(work(path, number));
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        unlink(path);
        fprintf(stderr, "bench_scaling: a part of it failed\n");
        exit(EXIT_FAILURE);
    }
}

int main(void)
{
    char path[] = "/tmp/bench-scaling-XXXXXX";
    int file = mkstemp(path);
    if (file < 0) {
        perror(path);
        return EXIT_FAILURE;
    }
    close(file);
    size_t sizes = sizeof SIZES / sizeof *SIZES - (getenv("BENCH_LARGE") == NULL);
    printf("scaling: text file to epochs, k = %d; times in ms, an epoch is the median of %d\n",
           FACTORS, BENCH_RUNS);
    printf("    ratings threads     load     sort    epoch                 ns each      GB/s"
           "  (limit)  GFLOP/s (limit)  peak MB\n");
    for (size_t i = 0; i < sizes; i++) {
        in_child(write_ratings, path, SIZES[i]);
        for (size_t threads = 1; threads <= 2; threads++)
            in_child(measure, path, threads);
    }
    unlink(path);
    return EXIT_SUCCESS;
}
