#include "train/svd.h"

#include <assert.h>
#include <math.h>

#include "base/memory.h"
#include "base/ratio.h"
#include "train/split.h"
#include "train/svd_ensemble.h"

enum { RATINGS_PER_TASK = 8192 };

size_t svd_stride(size_t factors)
{
    return (factors + 2 + KERNELS_LANES - 1) / KERNELS_LANES * KERNELS_LANES;
}

/* ---- presets ----------------------------------------------------------------------------------
 */

enum { FEW_RATINGS = 500000 };

/* As many members as keep the work of a pass, ratings times members, at about `steps`. */
static size_t members(size_t steps, size_t n_ratings, size_t least, size_t most)
{
    const size_t wanted = n_ratings == 0 ? most : steps / n_ratings;
    return wanted < least ? least : wanted > most ? most : wanted;
}

static struct svd_options preset_fast(size_t n_ratings)
{
    struct svd_options options = {
        .factors = 30,
        .epochs = 4,
        .learning_rate = 0.055,
        .regularization = 0.15,
        .init_stddev = 0.03,
        .models = members(2000000, n_ratings, 2, 16),
        .implicit = true,
        .implicit_weight = 0.5,
        .implicit_regularization = 0.0002,
    };
    if (n_ratings < FEW_RATINGS) {
        options.epochs = 8;
        options.regularization = 0.3;
        options.init_stddev = 0.07;
    }
    return options;
}

/*
 * Factors that start far apart and are held back strongly make members that err differently, which
 * is what a large ensemble lives on; two members do better with what is best for one. 30 and 62
 * factors fill a row of 32 and 64 lanes beside the biases.
 */
static struct svd_options preset_accurate(size_t n_ratings)
{
    return (struct svd_options){
        .factors = 62,
        .epochs = 12,
        .learning_rate = 0.04,
        .regularization = 0.35,
        .init_stddev = 0.09,
        .models = members(16000000, n_ratings, 4, 48),
        .implicit = true,
        .implicit_weight = 0.3,
        .implicit_regularization = 0.0003,
    };
}

struct svd_options svd_preset(enum svd_preset preset, size_t n_ratings)
{
    return preset == SVD_PRESET_FAST ? preset_fast(n_ratings) : preset_accurate(n_ratings);
}

/* ---- validation -------------------------------------------------------------------------------
 */

struct validation {
    uint32_t *rows; /* (count) numbers of the validation ratings */
    size_t count;
    float *predictions; /* (count) */
};

/* Without a train rating there is nothing to validate: all that is left will be trained on. */
static struct validation start_validation(const struct ratings *ratings, const unsigned char *part)
{
    struct validation v = {0};
    size_t n_part[SPLIT_PARTS] = {0};
    for (size_t i = 0; i < ratings->count; i++)
        n_part[part[i]]++;
    if (n_part[SPLIT_TRAIN] == 0)
        return v;
    v.count = n_part[SPLIT_VALIDATION];
    v.rows = memory_block(v.count, sizeof *v.rows);
    v.predictions = memory_block(v.count, sizeof *v.predictions);
    size_t n = 0;
    for (size_t i = 0; i < ratings->count; i++)
        if (part[i] == SPLIT_VALIDATION)
            v.rows[n++] = (uint32_t)i;
    return v;
}

/* ---- fit --------------------------------------------------------------------------------------
 */

/* A fit under way: what all its passes share. */
struct fit {
    const struct svd_options *options;
    const struct ratings *ratings;
    const unsigned char *part;
    const struct kernels *kernels;
    struct pool *pool;
    struct validation validation; /* count 0: none */
};

/* RMSE over the validation ratings; NAN when there are none. */
static double validate(const struct fit *fit, const struct svd_ensemble *ensemble)
{
    const struct validation *v = &fit->validation;
    if (v->count == 0)
        return NAN;
    struct mean squared = {0};
    struct svd_model model = svd_ensemble_model(ensemble);
    svd_predict_rows(&model, fit->kernels, fit->pool, fit->ratings, v->rows, v->count,
                     v->predictions);
    svd_free(&model);
    for (size_t n = 0; n < v->count; n++) {
        double error = (double)v->predictions[n] - (double)fit->ratings->values[v->rows[n]];
        mean_add(&squared, error * error);
    }
    return sqrt(mean_value(squared));
}

static void note_epoch(struct svd_fit *out, const struct training_epoch *epoch)
{
    out->epochs[out->epoch_count++] = *epoch;
    double best = out->best_epoch == 0 ? NAN : out->epochs[out->best_epoch - 1].validation_rmse;
    if (isnan(best) || epoch->validation_rmse < best)
        out->best_epoch = out->epoch_count;
}

static double learning_rate(const struct svd_options *options, size_t epoch)
{
    if (options->epochs < 2)
        return options->learning_rate;
    const double final = options->implicit ? SVD_IMPLICIT_FINAL_RATE : SVD_FINAL_RATE;
    const double done = (double)epoch / (double)(options->epochs - 1);
    return options->learning_rate * (1.0 - (1.0 - final) * done);
}

/*
 * Trains from the start on a set of parts for at most `epochs` epochs, fewer when the
 * validation RMSE has not improved for as many epochs as patience allows.
 */
static bool fit_pass(struct fit *fit, unsigned parts, size_t epochs, struct svd_model *model,
                     struct svd_fit *out, struct error *err)
{
    struct svd_ensemble ensemble =
        svd_ensemble_open(fit->options, fit->ratings, fit->part, parts, fit->kernels, fit->pool);
    bool finite = true;
    for (size_t e = 0; e < epochs && finite && !out->stopped_early; e++) {
        struct training_epoch done = {.learning_rate = learning_rate(fit->options, e)};
        done.train_rmse = svd_ensemble_epoch(&ensemble, done.learning_rate);
        done.validation_rmse = validate(fit, &ensemble);
        note_epoch(out, &done);
        finite = isfinite(done.train_rmse);
        out->stopped_early = fit->validation.count != 0 && e + 1 < epochs &&
                             e + 1 - out->best_epoch >= fit->options->patience;
    }
    if (finite)
        *model = svd_ensemble_model(&ensemble);
    svd_ensemble_free(&ensemble);
    if (finite)
        return true;
    return error_set(err, ERROR_USAGE, AT_NOWHERE,
                     "training diverges in epoch %zu: the learning rate %g is too high",
                     out->epoch_count, fit->options->learning_rate);
}

bool svd_fit(const struct svd_options *options, const struct ratings *ratings,
             const unsigned char *part, const struct kernels *kernels, struct pool *pool,
             struct arena *arena, struct svd_model *model, struct svd_fit *out, struct error *err)
{
    assert(options->factors >= 1 && options->factors <= SVD_FACTORS_MAX && options->epochs >= 1);
    assert(options->models <= SVD_MODELS_MAX);
    struct fit fit = {
        .options = options,
        .ratings = ratings,
        .part = part,
        .kernels = kernels,
        .pool = pool,
    };
    if (options->patience != 0)
        fit.validation = start_validation(ratings, part);

    struct svd_fit result = {.epochs = ARENA_ARRAY(arena, struct training_epoch, options->epochs)};
    struct svd_model fitted;
    unsigned all = SPLIT_BIT(SPLIT_TRAIN) | SPLIT_BIT(SPLIT_VALIDATION);
    unsigned first = fit.validation.count == 0 ? all : SPLIT_BIT(SPLIT_TRAIN);
    bool ok = fit_pass(&fit, first, options->epochs, &fitted, &result, err);
    if (ok && first != all) {
        svd_free(&fitted);
        struct svd_fit refit = {.epochs = memory_block(options->epochs, sizeof *refit.epochs)};
        fit.validation.count = 0;
        ok = fit_pass(&fit, all, result.best_epoch, &fitted, &refit, err);
        memory_free(refit.epochs);
    }
    memory_free(fit.validation.rows);
    memory_free(fit.validation.predictions);
    if (!ok)
        return false;
    *model = fitted;
    *out = result;
    return true;
}

/* ---- use --------------------------------------------------------------------------------------
 */

double svd_predict(const struct svd_model *model, const struct kernels *kernels, uint32_t user,
                   uint32_t item)
{
    const float *p = user == SVD_UNSEEN ? NULL : model->users + user * model->stride;
    const float *q = item == SVD_UNSEEN ? NULL : model->items + item * model->stride;
    double predicted = model->mean;
    if (p != NULL && q != NULL)
        predicted += (double)kernels->dot(p, q, model->stride);
    else if (p != NULL)
        predicted += (double)p[model->stride - 2];
    else if (q != NULL)
        predicted += (double)q[model->stride - 1];
    return fmin(fmax(predicted, (double)model->scale_min), (double)model->scale_max);
}

/* Ratings to be predicted, in slices. */
struct prediction {
    const struct svd_model *model;
    const struct kernels *kernels;
    const struct ratings *ratings;
    const uint32_t *rows;
    size_t count;
    float *out;
};

static void predict_slice(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct prediction *p = context;
    const size_t end = (index + 1) * RATINGS_PER_TASK;
    for (size_t n = index * RATINGS_PER_TASK; n < p->count && n < end; n++) {
        uint32_t row = p->rows[n];
        p->out[n] = (float)svd_predict(p->model, p->kernels, p->ratings->users[row],
                                       p->ratings->items[row]);
    }
}

void svd_predict_rows(const struct svd_model *model, const struct kernels *kernels,
                      struct pool *pool, const struct ratings *ratings, const uint32_t *rows,
                      size_t count, float *out)
{
    struct prediction prediction = {model, kernels, ratings, rows, count, out};
    pool_run(pool, (count + RATINGS_PER_TASK - 1) / RATINGS_PER_TASK, predict_slice, &prediction);
}

static void predict(const void *model, struct pool *pool, const struct ratings *ratings,
                    const uint32_t *rows, size_t count, float *mean, float *stddev)
{
    const struct svd_scorer *scorer = model;
    svd_predict_rows(scorer->model, scorer->kernels, pool, ratings, rows, count, mean);
    for (size_t n = 0; stddev != NULL && n < count; n++)
        stddev[n] = NAN;
}

static void score(const void *model, const uint32_t *users, size_t count, float *out)
{
    const struct svd_scorer *scorer = model;
    const struct svd_model *svd = scorer->model;
    kernels_score_users(scorer->kernels, svd->users, users, count, svd->items, svd->n_items,
                        svd->stride, out);
}

struct predictor svd_predictor(const struct svd_scorer *scorer, const char *name)
{
    return (struct predictor){.name = name, .model = scorer, .predict = predict, .score = score};
}

void svd_free(struct svd_model *model)
{
    memory_free(model->users);
    memory_free(model->items);
    *model = (struct svd_model){0};
}
