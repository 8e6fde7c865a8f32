/*
 * contestant.c - one model of ours for peers.sh: contestant PRESET RATINGS TEST-ROWS THREADS RUNS
 *
 * Prints "seconds TAB RMSE" for every run: from ratings
 * in memory to the end of training, sorting included and predicting the test part not, and the
 * error of that part, clipped to the scale.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "svd_ratings.h"
#include "train/bayes.h"
#include "train/bayes_model.h"
#include "train/svd.h"

struct contest {
    struct svd_ratings data;
    uint32_t *tested; /* (n_tested) the ratings held out */
    size_t n_tested;
    float *predicted; /* (n_tested) */
    const struct kernels *kernels;
    struct pool *pool;
    struct arena *arena;
};

static double rmse(const struct contest *contest)
{
    double sum = 0;
    for (size_t n = 0; n < contest->n_tested; n++) {
        double error = (double)contest->predicted[n] -
                       (double)contest->data.ratings.values[contest->tested[n]];
        sum += error * error;
    }
    return sqrt(sum / (double)contest->n_tested);
}

static void run_svd(struct contest *contest, enum svd_preset preset)
{
    const struct ratings *ratings = &contest->data.ratings;
    struct svd_options options = svd_preset(preset, ratings->count - contest->n_tested);
    struct svd_model model;
    struct svd_fit fit;
    struct error err = {0};
    double began = bench_now_ms();
    bench_require(svd_fit(&options, ratings, contest->data.part, contest->kernels, contest->pool,
                          contest->arena, &model, &fit, &err),
                  &err);
    double ms = bench_now_ms() - began;
    svd_predict_rows(&model, contest->kernels, contest->pool, ratings, contest->tested,
                     contest->n_tested, contest->predicted);
    printf("%.4f\t%.4f\n", ms / 1e3, rmse(contest));
    svd_free(&model);
}

/* The sampler predicts the ratings it is told of while it runs: that is part of its time. */
static void run_bayes(struct contest *contest, enum bayes_preset preset)
{
    const struct ratings *ratings = &contest->data.ratings;
    struct bayes_options options = bayes_options_for(preset, ratings->count - contest->n_tested);
    struct bayes_model model;
    struct bayes_fit fit;
    double began = bench_now_ms();
    bayes_fit(&options, ratings, contest->data.part, SPLIT_BIT(SPLIT_TRAIN), contest->tested,
              contest->n_tested, contest->kernels, contest->pool, contest->arena, &model, &fit);
    double ms = bench_now_ms() - began;
    struct predictor predictor = bayes_model_predictor(&model, "bayes");
    predictor.predict(&model, contest->pool, ratings, contest->tested, contest->n_tested,
                      contest->predicted, NULL);
    printf("%.4f\t%.4f\n", ms / 1e3, rmse(contest));
    bayes_model_free(&model);
}

static void run_quick(struct contest *contest)
{
    run_bayes(contest, BAYES_QUICK);
}

static void run_full(struct contest *contest)
{
    run_bayes(contest, BAYES_FULL);
}

static void run_fast(struct contest *contest)
{
    run_svd(contest, SVD_PRESET_FAST);
}

static void run_accurate(struct contest *contest)
{
    run_svd(contest, SVD_PRESET_ACCURATE);
}

static const struct {
    const char *name;
    void (*run)(struct contest *contest);
} PRESETS[] = {
    {"fast", run_fast},
    {"accurate", run_accurate},
    {"bayes", run_quick},
    {"bayes_full", run_full},
};

enum { PRESET_COUNT = sizeof PRESETS / sizeof *PRESETS };

/* PRESET_COUNT when there is none of that name. */
static size_t find_preset(const char *name)
{
    size_t found = 0;
    while (found < PRESET_COUNT && strcmp(PRESETS[found].name, name) != 0)
        found++;
    return found;
}

static void hold_out(struct contest *contest)
{
    const struct ratings *ratings = &contest->data.ratings;
    contest->tested = memory_block(ratings->count, sizeof *contest->tested);
    for (size_t i = 0; i < ratings->count; i++)
        if (contest->data.part[i] == SPLIT_TEST)
            contest->tested[contest->n_tested++] = (uint32_t)i;
    contest->predicted = memory_block(contest->n_tested, sizeof *contest->predicted);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct contest contest = {.arena = arena_open("contest", (size_t)1 << 30)};
    size_t preset = argc == 6 ? find_preset(argv[1]) : PRESET_COUNT;
    if (preset == PRESET_COUNT) {
        fprintf(stderr, "usage: contestant PRESET RATINGS TEST-ROWS THREADS RUNS\nthe presets are");
        for (size_t i = 0; i < PRESET_COUNT; i++)
            fprintf(stderr, " %s", PRESETS[i].name);
        fprintf(stderr, "\n");
        return EXIT_FAILURE;
    }
    bench_require(kernels_choose(getenv("REELGAUGE_KERNELS"), &contest.kernels, &err), &err);
    bench_require(pool_open(strtoul(argv[4], NULL, 10), &contest.pool, &err), &err);
    contest.data = svd_ratings_read(argv[2], argv[3]);
    hold_out(&contest);
    for (unsigned long n = strtoul(argv[5], NULL, 10); n > 0; n--) {
        PRESETS[preset].run(&contest);
        arena_reset(contest.arena);
        fflush(stdout);
    }
    memory_free(contest.predicted);
    memory_free(contest.tested);
    svd_ratings_free(&contest.data);
    pool_close(contest.pool);
    arena_close(contest.arena);
    return EXIT_SUCCESS;
}
