/*
 * bench_svd.c - how fast the recommender trains and ranks: bench_svd [RATINGS [TEST-ROWS] | COUNT]
 *
 * On the ratings of a file, or on COUNT (one million) drawn at random, whose errors mean nothing.
 * Every line is a median of RUNS on all processors, with the range; times are of what training
 * does, from ratings in memory to the end of the epochs, sorting included. The error is that of the
 * held-out ratings, clipped to the scale and as predicted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "svd_ratings.h"
#include "train/ranking.h"
#include "train/ranking_list.h"
#include "train/svd.h"
#include "train/svd_ensemble.h"
#include "train/top_items.h"

enum { RUNS = 5, COUNT = 1000209, MANY = 5000000, USERS_PER_BATCH = 32 };

struct bench {
    struct svd_ratings data;
    size_t n_train;
    const struct kernels *kernels;
    struct pool *pool;
    struct arena *arena;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static void print_times(const char *name, double ms[RUNS])
{
    qsort(ms, RUNS, sizeof ms[0], ascending);
    printf("  %-34s %9.1f ms  (%.1f … %.1f)", name, ms[RUNS / 2], ms[0], ms[RUNS - 1]);
}

/* ---- sorting and epochs -----------------------------------------------------------------------
 */

static void bench_epochs(struct bench *bench, size_t factors, bool implicit)
{
    const struct svd_options options = {
        .factors = factors,
        .init_stddev = 0.01,
        .regularization = 0.03,
        .implicit = implicit,
        .implicit_weight = 0.3,
        .models = implicit ? 2 : 1,
    };
    double ms[RUNS];
    struct svd_ensemble ensemble =
        svd_ensemble_open(&options, &bench->data.ratings, bench->data.part, SPLIT_BIT(SPLIT_TRAIN),
                          bench->kernels, bench->pool);
    for (int run = 0; run < RUNS; run++) {
        double began = now_ms();
        svd_ensemble_epoch(&ensemble, 0.01);
        ms[run] = now_ms() - began;
    }
    svd_ensemble_free(&ensemble);
    char name[64];
    snprintf(name, sizeof name, implicit ? "pass of %2$zu models, k = %1$zu" : "epoch, k = %zu",
             factors, options.models);
    print_times(name, ms);
    printf("  %.1f ns a step\n", ms[RUNS / 2] * 1e6 / (double)(bench->n_train * options.models));
}

static void bench_sort(struct bench *bench, bool implicit)
{
    const struct ratings *ratings = &bench->data.ratings;
    const unsigned train = SPLIT_BIT(SPLIT_TRAIN);
    double ms[RUNS];
    for (int run = 0; run < RUNS; run++) {
        double began = now_ms();
        struct rating_counts counts =
            rating_counts_make(ratings, bench->data.part, train, bench->pool);
        struct rating_blocks blocks = {0};
        struct rating_lists lists = {0};
        if (implicit)
            lists = rating_lists_make(ratings, bench->data.part, train, &counts, bench->pool);
        else
            blocks = rating_blocks_make(ratings, bench->data.part, train, &counts, 1, bench->pool);
        ms[run] = now_ms() - began;
        rating_blocks_free(&blocks);
        rating_lists_free(&lists);
        rating_counts_free(&counts);
    }
    print_times(implicit ? "sort into lists" : "sort into blocks", ms);
    printf("  %.1f ns a rating\n", ms[RUNS / 2] * 1e6 / (double)bench->n_train);
}

/* ---- fits -------------------------------------------------------------------------------------
 */

static double test_rmse(const struct bench *bench, const struct svd_model *model)
{
    const struct ratings *ratings = &bench->data.ratings;
    double sum = 0.0;
    for (size_t i = 0; i < ratings->count; i++) {
        if (bench->data.part[i] != SPLIT_TEST)
            continue;
        double error = svd_predict(model, bench->kernels, ratings->users[i], ratings->items[i]) -
                       (double)ratings->values[i];
        sum += error * error;
    }
    return sqrt(sum / (double)(ratings->count - bench->n_train));
}

static struct svd_model fit(struct bench *bench, const struct svd_options *options)
{
    struct svd_model model;
    struct svd_fit fit;
    struct error err = {0};
    svd_ratings_require(svd_fit(options, &bench->data.ratings, bench->data.part, bench->kernels,
                                bench->pool, bench->arena, &model, &fit, &err),
                        &err);
    arena_reset(bench->arena);
    return model;
}

static void bench_fit(struct bench *bench, const char *name, const struct svd_options *options)
{
    double ms[RUNS];
    struct svd_model model = {0};
    for (int run = 0; run < RUNS; run++) {
        svd_free(&model);
        double began = now_ms();
        model = fit(bench, options);
        ms[run] = now_ms() - began;
    }
    print_times(name, ms);
    const double clipped = test_rmse(bench, &model);
    model.scale_min = -INFINITY;
    model.scale_max = INFINITY;
    printf("  RMSE %.4f, unclipped %.4f  (k = %zu, %zu epochs, %zu models)\n", clipped,
           test_rmse(bench, &model), options->factors, options->epochs,
           options->models == 0 ? 1 : options->models);
    svd_free(&model);
}

static void bench_fits(struct bench *bench)
{
    const struct svd_options plain_850 = {.factors = 32,
                                          .epochs = 7,
                                          .learning_rate = 0.06,
                                          .regularization = 0.03,
                                          .init_stddev = 0.01};
    const struct svd_options plain_840 = {.factors = 64,
                                          .epochs = 20,
                                          .learning_rate = 0.03,
                                          .regularization = 0.03,
                                          .init_stddev = 0.002};
    const struct svd_options fast = svd_preset(SVD_PRESET_FAST, bench->n_train);
    const struct svd_options accurate = svd_preset(SVD_PRESET_ACCURATE, bench->n_train);
    struct svd_options third = accurate;
    third.models = (accurate.models + 2) / 3;
    bench_fit(bench, "preset fast", &fast);
    if (bench->n_train > MANY)
        return;
    bench_fit(bench, "plain, short", &plain_850);
    bench_fit(bench, "plain, long", &plain_840);
    bench_fit(bench, "preset accurate, a third of it", &third);
    bench_fit(bench, "preset accurate", &accurate);
}

/* ---- ranking ----------------------------------------------------------------------------------
 */

enum { LIST = 10, USERS_PER_TASK = 64 };

/* The lists of all users, made as ranking.c makes them, without measuring them. */
struct lists {
    const struct ranking_fold *fold;
    const struct predictor *predictor;
    float *scores;  /* (threads, USERS_PER_TASK, n_items) */
    uint32_t *work; /* (threads, n_items) */
    uint32_t *out;  /* (n_users, LIST) */
};

static void list_batch(void *context, size_t index, size_t worker)
{
    const struct lists *lists = context;
    const struct interactions *known = &lists->fold->known;
    const size_t n_items = lists->fold->n_items;
    float *scores = lists->scores + worker * USERS_PER_TASK * n_items;
    uint32_t users[USERS_PER_TASK] = {0};
    float values[LIST];
    size_t count = 0;
    for (size_t u = index * USERS_PER_TASK; u < lists->fold->n_users && count < USERS_PER_TASK; u++)
        users[count++] = (uint32_t)u;
    lists->predictor->score(lists->predictor->model, users, count, scores);
    for (size_t n = 0; n < count; n++, scores += n_items) {
        for (uint32_t r = known->first[users[n]]; r < known->first[users[n] + 1]; r++)
            scores[known->columns[r]] = TOP_ITEMS_EXCLUDED;
        ranking_list_select(lists->fold, scores, LIST, lists->out + (size_t)users[n] * LIST, values,
                            lists->work + worker * n_items);
    }
}

static void bench_lists(struct bench *bench, const struct ranking_fold *fold,
                        const struct predictor *predictor)
{
    const size_t threads = pool_threads(bench->pool);
    struct lists lists = {
        .fold = fold,
        .predictor = predictor,
        .scores = memory_block(threads * USERS_PER_TASK * fold->n_items, sizeof(float)),
        .work = memory_block(threads * fold->n_items, sizeof(uint32_t)),
        .out = memory_block(fold->n_users * LIST, sizeof(uint32_t)),
    };
    double ms[RUNS];
    for (int run = 0; run < RUNS; run++) {
        double began = now_ms();
        pool_run(bench->pool, (fold->n_users + USERS_PER_TASK - 1) / USERS_PER_TASK, list_batch,
                 &lists);
        ms[run] = now_ms() - began;
    }
    print_times("top 10 of all films", ms);
    printf("  %zu users x %zu films, k = 64\n", fold->n_users, fold->n_items);
    memory_free(lists.scores);
    memory_free(lists.work);
    memory_free(lists.out);
}

static void bench_ranking(struct bench *bench)
{
    const struct svd_options options = {.factors = 64, .epochs = 1, .learning_rate = 0.05};
    const struct ranking_options lists = {.relevant_from = 0.0, .ks = {10}, .k_count = 1};
    const struct ratings *ratings = &bench->data.ratings;
    struct svd_model model = fit(bench, &options);
    const struct svd_scorer scorer = {&model, bench->kernels};
    const struct predictor predictor = svd_predictor(&scorer, "svd");
    struct ranking_fold fold = ranking_fold_make(ratings, bench->data.part, 0.0);
    bench_lists(bench, &fold, &predictor);
    double ms[RUNS];
    size_t ranked = 0;
    for (int run = 0; run < RUNS; run++) {
        struct ranking ranking = ranking_init(&lists, ratings, bench->arena);
        double began = now_ms();
        ranking_add(&ranking, &fold, &predictor, bench->pool);
        ms[run] = now_ms() - began;
        ranked = ranking.ranked_users;
        arena_reset(bench->arena);
    }
    print_times("the same, and measured", ms);
    printf("  %zu users x %zu films\n", ranked, ratings->n_items);
    ranking_fold_free(&fold);
    svd_free(&model);
}

static struct svd_ratings open_ratings(int argc, char **argv)
{
    if (argc < 2)
        return svd_ratings_draw(COUNT);
    char *end = NULL;
    const size_t count = strtoull(argv[1], &end, 10);
    if (*end == '\0' && count != 0)
        return svd_ratings_draw(count);
    return svd_ratings_read(argv[1], argc > 2 ? argv[2] : NULL);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct bench bench = {.arena = arena_open("bench", (size_t)1 << 28)};
    svd_ratings_require(kernels_choose(getenv("REELGAUGE_KERNELS"), &bench.kernels, &err), &err);
    svd_ratings_require(pool_open(0, &bench.pool, &err), &err);
    bench.data = open_ratings(argc, argv);
    const struct ratings *ratings = &bench.data.ratings;
    for (size_t i = 0; i < ratings->count; i++)
        bench.n_train += bench.data.part[i] == SPLIT_TRAIN;
    printf("svd: %zu ratings of %zu users and %zu films, %zu held out, kernels %s, %zu threads\n",
           ratings->count, ratings->n_users, ratings->n_items, ratings->count - bench.n_train,
           bench.kernels->name, pool_threads(bench.pool));

    bench_sort(&bench, false);
    bench_sort(&bench, true);
    for (size_t factors = 32; factors <= 128; factors *= 2)
        bench_epochs(&bench, factors, false);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("  %-34s %9.0f MB  so far, the ratings included\n", "peak memory",
           (double)usage.ru_maxrss / 1e3);
    bench_epochs(&bench, 32, true);
    bench_fits(&bench);
    bench_ranking(&bench);
    svd_ratings_free(&bench.data);
    pool_close(bench.pool);
    arena_close(bench.arena);
    return EXIT_SUCCESS;
}
