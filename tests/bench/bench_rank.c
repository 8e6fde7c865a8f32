/*
 * bench_rank.c - how fast and how good lists are: bench_rank [RATINGS [TEST-ROWS [RELEVANT-FROM]]]
 *
 * For every model that ranks: the time of one fit, the median of ranking all films for all users
 * with something held out, measures included, and nDCG@10. RELEVANT-FROM (4) is in stars. Without
 * files the ratings are drawn with the size of ML-1M and stars that mean nothing.
 */
#include "bench.h"
#include "svd_ratings.h"
#include "train/blend.h"
#include "train/bpr.h"
#include "train/ranking.h"
#include "train/svd.h"

enum { DRAWN = 1000209, LEARNED = SPLIT_BIT(SPLIT_TRAIN) };

struct bench {
    struct svd_ratings data;
    struct ranking_options lists;
    struct ranking_fold fold;
    const struct kernels *kernels;
    struct pool *pool;
    double began;
};

/* Ranks with a fitted model and prints its row; the fit began at bench->began. */
static void report(struct bench *bench, const struct predictor *predictor)
{
    const double fitted = bench_now_ms() - bench->began;
    const struct ratings *ratings = &bench->data.ratings;
    struct bench_times times = {.count = 0};
    double ndcg = 0.0;
    size_t users = 0;
    for (int run = 0; run < BENCH_RUNS; run++) {
        struct arena *arena = arena_open("ranking", (size_t)1 << 30);
        struct ranking ranking = ranking_init(&bench->lists, ratings, arena);
        struct user_average averages[RANKING_AVERAGES_MAX];
        const double began = bench_now_ms();
        ranking_add(&ranking, &bench->fold, predictor, bench->pool);
        bench_add(&times, bench_now_ms() - began);
        ranking_averages(&ranking, averages);
        ndcg = user_bootstrap_value(averages[RANKING_NDCG], ratings->n_users, &users);
        arena_close(arena);
    }
    bench_row(predictor->name, &times, "fit %.0f ms, nDCG@10 %.4f", fitted, ndcg);
    bench->began = bench_now_ms();
}

static void bench_svd(struct bench *bench)
{
    const struct svd_options options = svd_preset(SVD_PRESET_FAST, bench->data.ratings.count);
    struct svd_model model;
    struct svd_fit fit;
    struct error err = {0};
    bench->began = bench_now_ms();
    bench_require(svd_fit(&options, &bench->data.ratings, bench->data.part, bench->kernels,
                          bench->pool, bench->data.arena, &model, &fit, &err),
                  &err);
    const struct svd_scorer scorer = {&model, bench->kernels};
    const struct predictor predictor = svd_predictor(&scorer, "svd");
    report(bench, &predictor);
    svd_free(&model);
}

static void bench_simple(struct bench *bench)
{
    const struct ratings *ratings = &bench->data.ratings;
    const unsigned char *part = bench->data.part;
    const double liked_from = bench->lists.relevant_from;

    bench->began = bench_now_ms();
    struct popularity popularity = popularity_fit(ratings, part, LEARNED);
    struct predictor predictor = popularity_predictor(&popularity);
    report(bench, &predictor);
    popularity_free(&popularity);

    const struct als_options als_options = als_defaults(ratings, liked_from, 1);
    struct als als = als_fit(&als_options, ratings, part, LEARNED, bench->kernels, bench->pool);
    predictor = als_predictor(&als);
    report(bench, &predictor);
    als_free(&als);

    const struct bpr_options bpr_options = bpr_defaults(liked_from, 1);
    struct bpr bpr = bpr_fit(&bpr_options, ratings, part, LEARNED, bench->kernels, bench->pool);
    predictor = bpr_predictor(&bpr);
    report(bench, &predictor);
    bpr_free(&bpr);
}

static void bench_ease_and_blend(struct bench *bench)
{
    const struct ratings *ratings = &bench->data.ratings;
    const unsigned char *part = bench->data.part;
    const double liked_from = bench->lists.relevant_from;
    struct error err = {0};

    const struct ease_options ease_options = ease_defaults(ratings->n_users, liked_from);
    struct ease ease;
    bench_require(
        ease_fit(&ease_options, ratings, part, LEARNED, bench->kernels, bench->pool, &ease, &err),
        &err);
    struct predictor predictor = ease_predictor(&ease);
    report(bench, &predictor);
    ease_free(&ease);

    const struct blend_options blend_options = blend_defaults(ratings, liked_from, 1);
    struct blend blend;
    bench_require(blend_fit(&blend_options, ratings, part, LEARNED, bench->kernels, bench->pool,
                            bench->data.arena, &blend, &err),
                  &err);
    predictor = blend_predictor(&blend);
    report(bench, &predictor);
    printf("  als has a share of %g in the blend\n", blend.als_weight);
    blend_free(&blend);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct bench bench = {
        .lists = {.relevant_from = argc > 3 ? strtod(argv[3], NULL) : 4.0,
                  .ks = {10},
                  .k_count = 1},
    };
    bench_require(kernels_choose(getenv("REELGAUGE_KERNELS"), &bench.kernels, &err), &err);
    bench_require(pool_open(0, &bench.pool, &err), &err);
    bench.data =
        argc > 1 ? svd_ratings_read(argv[1], argc > 2 ? argv[2] : NULL) : svd_ratings_draw(DRAWN);
    bench.fold = ranking_fold_make(&bench.data.ratings, bench.data.part, bench.lists.relevant_from);
    printf("rank: %zu ratings, %zu users x %zu films, kernels %s, %zu threads\n",
           bench.data.ratings.count, bench.fold.user_count, bench.data.ratings.n_items,
           bench.kernels->name, pool_threads(bench.pool));
    bench_svd(&bench);
    bench_simple(&bench);
    bench_ease_and_blend(&bench);
    ranking_fold_free(&bench.fold);
    svd_ratings_free(&bench.data);
    pool_close(bench.pool);
    return EXIT_SUCCESS;
}
