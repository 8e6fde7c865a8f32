/*
 * bench_text_to_model.c - from a file of ratings to a saved model: bench_text_to_model RATINGS
 *
 * What the preset fast takes on all processors to read, to train and to save with everything that
 * an answer needs; every tenth rating is held out to show the error. Without a file there is
 * nothing to measure.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "base/memory.h"
#include "bench.h"
#include "train/model_file_save.h"
#include "train/split.h"

#define ARENA_MAX ((size_t)1 << 33)

/* What the runs share, and how long their parts took. */
struct bench {
    const char *ratings_path;
    const char *model_path;
    const struct kernels *kernels;
    struct pool *pool;
    struct bench_times load;
    struct bench_times fit;
    struct bench_times save;
    struct bench_times all;
    double rmse;
};

static double held_out_rmse(const struct bench *bench, const struct svd_model *model,
                            const struct ratings *ratings)
{
    double squared = 0.0;
    size_t count = 0;
    for (size_t i = 0; i < ratings->count; i += 10, count++) {
        const double error =
            svd_predict(model, bench->kernels, ratings->users[i], ratings->items[i]) -
            (double)ratings->values[i];
        squared += error * error;
    }
    return sqrt(squared / (double)count);
}

static void save(const struct bench *bench, const struct svd_model *model,
                 const struct svd_options *options, const struct ratings *ratings,
                 struct arena *arena)
{
    struct error err = {0};
    const struct catalogue catalogue = {0};
    const struct genre_table genres = {0};
    const struct model_file_save content = {
        .model = model,
        .ratings = ratings,
        .catalogue = &catalogue,
        .genres = &genres,
        .n_train = ratings->count,
        .regularization = options->regularization,
        .liked_from = 4.0,
    };
    bench_require(model_file_save(bench->model_path, &content, arena, NULL, NULL, &err), &err);
}

static void run(struct bench *bench)
{
    struct error err = {0};
    struct arena *arena = arena_open("bench", ARENA_MAX);
    const double began = bench_now_ms();
    struct ratings ratings = bench_load_ratings(bench->ratings_path, bench->pool, arena, NULL);
    const double loaded = bench_now_ms();
    unsigned char *part = memory_block(ratings.count, 1);
    for (size_t i = 0; i < ratings.count; i += 10)
        part[i] = SPLIT_TEST;
    const struct svd_options options = svd_preset(SVD_PRESET_FAST, ratings.count);
    struct svd_model model;
    struct svd_fit fit;
    bench_require(
        svd_fit(&options, &ratings, part, bench->kernels, bench->pool, arena, &model, &fit, &err),
        &err);
    const double fitted = bench_now_ms();
    save(bench, &model, &options, &ratings, arena);
    const double saved = bench_now_ms();
    bench_add(&bench->load, loaded - began);
    bench_add(&bench->fit, fitted - loaded);
    bench_add(&bench->save, saved - fitted);
    bench_add(&bench->all, saved - began);
    bench->rmse = held_out_rmse(bench, &model, &ratings);
    svd_free(&model);
    memory_free(part);
    ratings_free(&ratings);
    arena_close(arena);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    char path[] = "/tmp/bench-model-XXXXXX";
    struct bench bench = {.ratings_path = argv[1], .model_path = path};
    printf("text to model: reading, training and saving\n");
    if (argc != 2) {
        printf("  not measured: no file of ratings was named\n");
        return EXIT_SUCCESS;
    }
    int file = mkstemp(path);
    if (file < 0) {
        perror(path);
        return EXIT_FAILURE;
    }
    close(file);
    bench_require(kernels_choose(getenv("REELGAUGE_KERNELS"), &bench.kernels, &err), &err);
    bench_require(pool_open(0, &bench.pool, &err), &err);
    for (int n = 0; n < BENCH_RUNS; n++)
        run(&bench);
    bench_row("read", &bench.load, "ids, digest and pseudonyms included");
    bench_row("train, preset fast", &bench.fit, "block sort included");
    bench_row("save", &bench.save, "checksums and fsync included");
    bench_row("all of it", &bench.all, "RMSE %.4f, clipped", bench.rmse);
    pool_close(bench.pool);
    bench_require(io_remove_tree(path, &err), &err);
    return EXIT_SUCCESS;
}
