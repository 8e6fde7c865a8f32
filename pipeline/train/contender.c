#include "train/contender.h"

#include <assert.h>
#include <math.h>

#include "base/memory.h"
#include "train/split.h"

enum { LEARNED = SPLIT_BIT(SPLIT_TRAIN) | SPLIT_BIT(SPLIT_VALIDATION) };

/* ---- matrix factorisation ---------------------------------------------------------------------
 */

static bool fit_sgd(const struct contender_input *input, const struct svd_options *options,
                    struct contender *out, struct error *err)
{
    out->svd.scorer = (struct svd_scorer){&out->svd.model, input->options->kernels};
    out->predictor = svd_predictor(&out->svd.scorer, contender_name(out->kind));
    return svd_fit(options, input->ratings, input->part, input->options->kernels, input->pool,
                   input->arena, &out->svd.model, &out->svd.fit, err);
}

static bool fit_bayes(const struct contender_input *input, struct contender *out, struct error *err)
{
    (void)err;
    const struct ratings *ratings = input->ratings;
    uint32_t *rows = memory_block(ratings->count, sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < ratings->count; i++)
        if (input->part[i] == SPLIT_TEST)
            rows[count++] = (uint32_t)i;
    bayes_fit(&input->options->bayes, ratings, input->part, LEARNED, rows, count,
              input->options->kernels, input->pool, input->arena, &out->bayes.model,
              &out->bayes.fit);
    memory_free(rows);
    out->is_bayes = true;
    out->predictor = bayes_model_predictor(&out->bayes.model, contender_name(out->kind));
    return true;
}

static bool fit_svd(const struct contender_input *input, struct contender *out, struct error *err)
{
    if (input->options->svd_is_bayes)
        return fit_bayes(input, out, err);
    return fit_sgd(input, &input->options->svd, out, err);
}

static bool fit_fast(const struct contender_input *input, struct contender *out, struct error *err)
{
    return fit_sgd(input, &input->options->fast, out, err);
}

static bool fit_accurate(const struct contender_input *input, struct contender *out,
                         struct error *err)
{
    return fit_sgd(input, &input->options->accurate, out, err);
}

static void free_factors(struct contender *contender)
{
    if (contender->is_bayes)
        bayes_model_free(&contender->bayes.model);
    else
        svd_free(&contender->svd.model);
}

/* ---- what only ranks --------------------------------------------------------------------------
 */

static bool fit_ease(const struct contender_input *input, struct contender *out, struct error *err)
{
    const struct contender_options *options = input->options;
    if (!ease_fit(&options->ease, input->ratings, input->part, LEARNED, options->kernels,
                  input->pool, &out->ease, err))
        return false;
    out->predictor = ease_predictor(&out->ease);
    return true;
}

static void free_ease(struct contender *contender)
{
    ease_free(&contender->ease);
}

static bool fit_als(const struct contender_input *input, struct contender *out, struct error *err)
{
    (void)err;
    const struct contender_options *options = input->options;
    out->als =
        als_fit(&options->als, input->ratings, input->part, LEARNED, options->kernels, input->pool);
    out->predictor = als_predictor(&out->als);
    return true;
}

static void free_als(struct contender *contender)
{
    als_free(&contender->als);
}

static bool fit_bpr(const struct contender_input *input, struct contender *out, struct error *err)
{
    (void)err;
    const struct contender_options *options = input->options;
    out->bpr =
        bpr_fit(&options->bpr, input->ratings, input->part, LEARNED, options->kernels, input->pool);
    out->predictor = bpr_predictor(&out->bpr);
    return true;
}

static void free_bpr(struct contender *contender)
{
    bpr_free(&contender->bpr);
}

static bool fit_blend(const struct contender_input *input, struct contender *out, struct error *err)
{
    const struct contender_options *options = input->options;
    const struct blend_options blend = {
        .ease = options->ease,
        .als = options->als,
        .liked_from = options->als.liked_from,
        .seed = options->als.seed,
    };
    if (!blend_fit(&blend, input->ratings, input->part, LEARNED, options->kernels, input->pool,
                   input->scratch, &out->blend, err))
        return false;
    out->predictor = blend_predictor(&out->blend);
    return true;
}

static void free_blend(struct contender *contender)
{
    blend_free(&contender->blend);
}

/* ---- what needs no taste ----------------------------------------------------------------------
 */

static bool fit_popularity(const struct contender_input *input, struct contender *out,
                           struct error *err)
{
    (void)err;
    out->popularity = popularity_fit(input->ratings, input->part, LEARNED);
    out->predictor = popularity_predictor(&out->popularity);
    return true;
}

static void free_popularity(struct contender *contender)
{
    popularity_free(&contender->popularity);
}

static float clipped(double prediction, const struct ratings *ratings)
{
    return (float)fmin(fmax(prediction, (double)ratings->scale_min), (double)ratings->scale_max);
}

static void predict_biases(const void *model, struct pool *pool, const struct ratings *ratings,
                           const uint32_t *rows, size_t count, float *mean, float *stddev)
{
    (void)pool;
    const struct baselines *baselines = model;
    for (size_t n = 0; n < count; n++) {
        mean[n] = clipped(baselines->mean + baselines->user_bias[ratings->users[rows[n]]] +
                              baselines->item_bias[ratings->items[rows[n]]],
                          ratings);
        if (stddev != NULL)
            stddev[n] = NAN;
    }
}

static void predict_mean(const void *model, struct pool *pool, const struct ratings *ratings,
                         const uint32_t *rows, size_t count, float *mean, float *stddev)
{
    (void)pool;
    (void)rows;
    const struct baselines *baselines = model;
    for (size_t n = 0; n < count; n++) {
        mean[n] = clipped(baselines->mean, ratings);
        if (stddev != NULL)
            stddev[n] = NAN;
    }
}

static bool fit_biases(const struct contender_input *input, struct contender *out,
                       struct error *err)
{
    (void)err;
    out->baselines = baselines_fit(input->ratings, input->part, LEARNED, input->scratch);
    out->predictor = (struct predictor){.model = &out->baselines, .predict = predict_biases};
    return true;
}

static bool fit_mean(const struct contender_input *input, struct contender *out, struct error *err)
{
    if (!fit_biases(input, out, err))
        return false;
    out->predictor.predict = predict_mean;
    return true;
}

/* ---- the table --------------------------------------------------------------------------------
 */

static const struct {
    const char *name;
    bool rates;
    bool ranks;
    bool (*fit)(const struct contender_input *input, struct contender *out, struct error *err);
    void (*release)(struct contender *contender); /* NULL: all of it is in an arena */
} KINDS[CONTENDERS] = {
    [CONTENDER_SVD] = {"svd", true, true, fit_svd, free_factors},
    [CONTENDER_FAST] = {"fast", true, true, fit_fast, free_factors},
    [CONTENDER_ACCURATE] = {"accurate", true, true, fit_accurate, free_factors},
    [CONTENDER_BAYES] = {"bayes", true, true, fit_bayes, free_factors},
    [CONTENDER_POPULARITY] = {"popularity", false, true, fit_popularity, free_popularity},
    [CONTENDER_EASE] = {"ease", false, true, fit_ease, free_ease},
    [CONTENDER_ALS] = {"als", false, true, fit_als, free_als},
    [CONTENDER_BPR] = {"bpr", false, true, fit_bpr, free_bpr},
    [CONTENDER_BLEND] = {"blend", false, true, fit_blend, free_blend},
    [CONTENDER_BIASES] = {"biases", true, false, fit_biases, NULL},
    [CONTENDER_GLOBAL_MEAN] = {"global_mean", true, false, fit_mean, NULL},
};

const char *contender_name(enum contender_kind kind)
{
    return KINDS[kind].name;
}

bool contender_rates(enum contender_kind kind)
{
    return KINDS[kind].rates;
}

bool contender_ranks(enum contender_kind kind)
{
    return KINDS[kind].ranks;
}

bool contender_fit(enum contender_kind kind, const struct contender_input *input,
                   struct contender *out, struct error *err)
{
    const double began = clock_ms(input->clock);
    *out = (struct contender){.kind = kind};
    if (!KINDS[kind].fit(input, out, err))
        return false;
    out->fit_ms = clock_ms(input->clock) - began;
    out->predictor.name = KINDS[kind].name;
    assert(KINDS[kind].rates == (out->predictor.predict != NULL));
    assert(KINDS[kind].ranks == (out->predictor.score != NULL));
    return true;
}

void contender_free(struct contender *contender)
{
    if (KINDS[contender->kind].release != NULL)
        KINDS[contender->kind].release(contender);
    *contender = (struct contender){0};
}

struct svd_model contender_take_svd(struct contender *contender)
{
    assert(contender->kind == CONTENDER_SVD);
    if (contender->is_bayes)
        return bayes_model_to_svd(&contender->bayes.model);
    struct svd_model model = contender->svd.model;
    contender->svd.model = (struct svd_model){0};
    return model;
}
