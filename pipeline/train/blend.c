#include "train/blend.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "train/ranking.h"
#include "train/split.h"

#define STREAM 0x626C656E /* of random numbers */
#define HELD_BACK 0.1

struct blend_options blend_defaults(const struct ratings *ratings, double liked_from, uint64_t seed)
{
    return (struct blend_options){
        .ease = ease_defaults(ratings->n_users, liked_from),
        .als = als_defaults(ratings, liked_from, seed),
        .liked_from = liked_from,
        .seed = seed,
    };
}

/* ---- scores -----------------------------------------------------------------------------------
 */

/* Adds weight · (score − mean) ÷ standard deviation, both over the items without a mark. */
static void add_standardised(const float *scores, const unsigned char *marks, size_t n_items,
                             double weight, float *out)
{
    double sum = 0.0;
    double squares = 0.0;
    double n = 0.0;
    for (size_t i = 0; i < n_items; i++) {
        if (marks[i])
            continue;
        sum += (double)scores[i];
        squares += (double)scores[i] * (double)scores[i];
        n += 1.0;
    }
    const double mean = n == 0.0 ? 0.0 : sum / n;
    const double variance = n == 0.0 ? 0.0 : squares / n - mean * mean;
    const double scale = variance > 0.0 ? weight / sqrt(variance) : 0.0;
    for (size_t i = 0; i < n_items; i++)
        out[i] += (float)(((double)scores[i] - mean) * scale);
}

static void score(const void *model, const uint32_t *users, size_t count, float *out)
{
    const struct blend *blend = model;
    const struct predictor members[] = {ease_predictor(&blend->ease), als_predictor(&blend->als)};
    const double weights[] = {1.0 - blend->als_weight, blend->als_weight};
    const size_t n_items = blend->ease.n_items;
    float *scores = memory_block(count * n_items, sizeof *scores);
    unsigned char *marks = memory_block(n_items, 1);
    memset(out, 0, count * n_items * sizeof *out);
    for (size_t m = 0; m < 2; m++) {
        members[m].score(members[m].model, users, count, scores);
        for (size_t n = 0; n < count; n++) {
            const uint32_t *known = blend->known.columns + blend->known.first[users[n]];
            const size_t known_count = interactions_length(&blend->known, users[n]);
            for (size_t k = 0; k < known_count; k++)
                marks[known[k]] = 1;
            add_standardised(scores + n * n_items, marks, n_items, weights[m], out + n * n_items);
            for (size_t k = 0; k < known_count; k++)
                marks[known[k]] = 0;
        }
    }
    memory_free(scores);
    memory_free(marks);
}

struct predictor blend_predictor(const struct blend *blend)
{
    return (struct predictor){.name = "blend", .model = blend, .score = score};
}

/* ---- the weight -------------------------------------------------------------------------------
 */

static bool fit_members(const struct blend_options *options, const struct ratings *ratings,
                        const unsigned char *part, unsigned parts, const struct kernels *kernels,
                        struct pool *pool, struct blend *out, struct error *err)
{
    struct blend blend = {.als_weight = 0.5};
    if (!ease_fit(&options->ease, ratings, part, parts, kernels, pool, &blend.ease, err))
        return false;
    blend.als = als_fit(&options->als, ratings, part, parts, kernels, pool);
    blend.known = interactions_make(ratings, part, parts);
    *out = blend;
    return true;
}

static double ndcg_of(const struct blend *blend, const struct ranking_fold *fold,
                      const struct ratings *ratings, double liked_from, struct pool *pool,
                      struct arena *scratch)
{
    const struct ranking_options options = {.relevant_from = liked_from, .ks = {10}, .k_count = 1};
    const struct predictor predictor = blend_predictor(blend);
    struct ranking ranking = ranking_init(&options, ratings, scratch);
    struct user_average averages[RANKING_AVERAGES_MAX];
    size_t users;
    ranking_add(&ranking, fold, &predictor, pool);
    ranking_averages(&ranking, averages);
    return user_bootstrap_value(averages[RANKING_NDCG], ratings->n_users, &users);
}

/* The w of the best list of held-back ratings; of equally good ones the smallest. */
static double best_weight(struct blend *blend, const struct ratings *ratings,
                          const unsigned char *part, double liked_from, struct pool *pool,
                          struct arena *scratch)
{
    struct ranking_fold fold = ranking_fold_make(ratings, part, liked_from);
    if (fold.user_count > BLEND_USERS)
        fold.user_count = BLEND_USERS;
    double best = 0.5;
    double best_ndcg = -1.0;
    for (int step = 0; step <= BLEND_STEPS && fold.user_count != 0; step++) {
        blend->als_weight = (double)step / BLEND_STEPS;
        const double ndcg = ndcg_of(blend, &fold, ratings, liked_from, pool, scratch);
        if (ndcg > best_ndcg) {
            best = blend->als_weight;
            best_ndcg = ndcg;
        }
    }
    ranking_fold_free(&fold);
    return best;
}

bool blend_fit(const struct blend_options *options, const struct ratings *ratings,
               const unsigned char *part, unsigned parts, const struct kernels *kernels,
               struct pool *pool, struct arena *scratch, struct blend *out, struct error *err)
{
    /* What is not learned belongs to no part: even that it exists must not be seen. */
    unsigned char *trial = memory_block(ratings->count, 1);
    struct rng rng = rng_init(options->seed, STREAM);
    for (size_t i = 0; i < ratings->count; i++) {
        const bool held_back = rng_uniform(&rng) < HELD_BACK;
        trial[i] = (unsigned char)(held_back ? SPLIT_TEST : SPLIT_TRAIN);
        if (!SPLIT_HAS(parts, part[i]))
            trial[i] = SPLIT_PARTS;
    }
    struct blend first;
    const bool fitted =
        fit_members(options, ratings, trial, SPLIT_BIT(SPLIT_TRAIN), kernels, pool, &first, err);
    double weight = 0.5;
    if (fitted) {
        weight = best_weight(&first, ratings, trial, options->liked_from, pool, scratch);
        blend_free(&first);
    }
    memory_free(trial);
    if (!fitted || !fit_members(options, ratings, part, parts, kernels, pool, out, err))
        return false;
    out->als_weight = weight;
    return true;
}

void blend_free(struct blend *blend)
{
    ease_free(&blend->ease);
    als_free(&blend->als);
    interactions_free(&blend->known);
    *blend = (struct blend){0};
}
