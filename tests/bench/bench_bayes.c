/*
 * bench_bayes.c - how long Gibbs sampling takes, and what error it reaches:
 *
 *     bench_bayes [--preset quick|full] [RATINGS TEST-ROWS…]
 *
 * Every preset learns all ratings but those that a file of test rows lists, for each such file
 * anew: a line a file, then the mean of several files, which are the folds of a cross-validation.
 * Times are from ratings in memory to the last sweep, predictions of the test rows included; a fit
 * takes too long to be repeated, so compare processor time where the machine is busy. Without
 * files, on ratings drawn at random, whose errors mean nothing.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "svd_ratings.h"
#include "train/bayes.h"

enum { DRAWN = 100000 };

static const char *const NAMES[] = {[BAYES_QUICK] = "quick", [BAYES_FULL] = "full"};

struct bench {
    const struct kernels *kernels;
    struct pool *pool;
};

/* What one fit took and reached. */
struct outcome {
    double wall_s;
    double cpu_s;
    double rmse;
    double inside; /* share of the test ratings in their 90 % interval */
};

/* The numbers of the held-out ratings: returns how many, and a block. */
static size_t held_out(const struct svd_ratings *data, uint32_t **rows)
{
    size_t count = 0;
    *rows = memory_block(data->ratings.count, sizeof **rows);
    for (size_t i = 0; i < data->ratings.count; i++)
        if (data->part[i] == SPLIT_TEST)
            (*rows)[count++] = (uint32_t)i;
    return count;
}

static void judge(const struct ratings *ratings, const struct bayes_model *model,
                  const struct bench *bench, const uint32_t *rows, size_t count,
                  struct outcome *out)
{
    float *mean = memory_block(count, sizeof *mean);
    float *stddev = memory_block(count, sizeof *stddev);
    const struct predictor predictor = bayes_model_predictor(model, "bayes");
    predictor.predict(model, bench->pool, ratings, rows, count, mean, stddev);
    double squared = 0.0;
    size_t inside = 0;
    for (size_t i = 0; i < count; i++) {
        const double error = (double)mean[i] - (double)ratings->values[rows[i]];
        squared += error * error;
        inside += fabs(error) < 1.6448536 * (double)stddev[i];
    }
    out->rmse = sqrt(squared / (double)count);
    out->inside = (double)inside / (double)count;
    memory_free(mean);
    memory_free(stddev);
}

static struct outcome run(const struct bench *bench, enum bayes_preset preset,
                          const struct svd_ratings *data, const char *name)
{
    struct arena *arena = arena_open("bench", 1 << 24);
    uint32_t *rows;
    const size_t count = held_out(data, &rows);
    const struct bayes_options options = bayes_options_for(preset, data->ratings.count - count);
    struct bayes_model model;
    struct bayes_fit fit;
    const double wall = bench_now_ms();
    const double cpu = bench_cpu_ms();
    bayes_fit(&options, &data->ratings, data->part, SPLIT_BIT(SPLIT_TRAIN), rows, count,
              bench->kernels, bench->pool, arena, &model, &fit);
    struct outcome out = {.wall_s = (bench_now_ms() - wall) / 1e3,
                          .cpu_s = (bench_cpu_ms() - cpu) / 1e3};
    judge(&data->ratings, &model, bench, rows, count, &out);
    printf("  %-5s k %zu, %zu sweeps, %s, dates %s: %6.2f s (processors %6.2f s)  RMSE %.4f  "
           "in 90 %% intervals %.1f %%  %s\n",
           NAMES[preset], options.factors, fit.sweep_count, fit.probit ? "probit" : "gaussian",
           fit.dated ? "used" : "none", out.wall_s, out.cpu_s, out.rmse, out.inside * 100.0, name);
    bayes_model_free(&model);
    memory_free(rows);
    arena_close(arena);
    return out;
}

/* Runs a preset on each file of test rows; without any, on drawn ratings. */
static void run_all(const struct bench *bench, enum bayes_preset preset, char **files, int count)
{
    struct outcome sum = {0};
    for (int i = 1; i < count || count == 0; i++) {
        struct svd_ratings data =
            count == 0 ? svd_ratings_draw(DRAWN) : svd_ratings_read(files[0], files[i]);
        const struct outcome out =
            run(bench, preset, &data, count == 0 ? "drawn at random" : files[i]);
        sum.wall_s += out.wall_s;
        sum.cpu_s += out.cpu_s;
        sum.rmse += out.rmse;
        svd_ratings_free(&data);
        if (count == 0)
            return;
    }
    if (count > 2)
        printf("  %-5s mean of %d folds: %.2f s (processors %.2f s)  RMSE %.4f\n", NAMES[preset],
               count - 1, sum.wall_s / (count - 1), sum.cpu_s / (count - 1),
               sum.rmse / (count - 1));
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct bench bench;
    const char *only = NULL;
    if (argc > 2 && strcmp(argv[1], "--preset") == 0) {
        only = argv[2];
        argc -= 2;
        argv += 2;
    }
    if (argc == 2) {
        fprintf(stderr, "usage: bench_bayes [--preset quick|full] [RATINGS TEST-ROWS...]\n");
        return EXIT_FAILURE;
    }
    bench_require(kernels_choose(getenv("REELGAUGE_KERNELS"), &bench.kernels, &err), &err);
    bench_require(pool_open(0, &bench.pool, &err), &err);
    printf("bayes: kernels %s, %zu threads\n", bench.kernels->name, pool_threads(bench.pool));
    for (int preset = BAYES_QUICK; preset <= BAYES_FULL; preset++)
        if (only == NULL || strcmp(only, NAMES[preset]) == 0)
            run_all(&bench, (enum bayes_preset)preset, argv + 1, argc - 1);
    pool_close(bench.pool);
    return EXIT_SUCCESS;
}
