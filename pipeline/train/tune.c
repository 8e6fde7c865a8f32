#include "train/tune.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/rng.h"
#include "train/split.h"

enum { STREAM_TRIALS = 0x74756E65 };

static const char *const NAMES[TUNE_SETTINGS] = {
    [TUNE_FACTORS] = "factors",
    [TUNE_LEARNING_RATE] = "learning_rate",
    [TUNE_REGULARIZATION] = "regularization",
    [TUNE_INIT_STDDEV] = "init_stddev",
    [TUNE_IMPLICIT_WEIGHT] = "implicit_weight",
};

const char *tune_setting_name(enum tune_setting setting)
{
    return NAMES[setting];
}

/* ---- the declared space -----------------------------------------------------------------------
 */

/* What one dimension is read with. */
struct reader {
    enum tune_setting setting;
    struct str text;
    double min;
    double max;
    struct at at;
    struct error *err;
};

static bool refuse(const struct reader *reader, const char *why)
{
    return error_set(reader->err, ERROR_USAGE, reader->at,
                     "`%s` takes `A | B | C`, `LOW .. HIGH` or `LOW .. HIGH log`, not `%.*s`: %s",
                     NAMES[reader->setting], STR_ARG(reader->text), why);
}

static bool read_value(const struct reader *reader, struct str text, double *out)
{
    if (!str_to_double(str_trim(text), out))
        return refuse(reader, "a number is missing");
    if (*out < reader->min || *out > reader->max)
        return refuse(reader, "a number is out of the range of the key");
    if (reader->setting == TUNE_FACTORS && *out != floor(*out))
        return refuse(reader, "factors are whole");
    return true;
}

static bool read_choices(const struct reader *reader, struct tune_dimension *out)
{
    struct str rest = reader->text;
    struct str part;
    while (str_next(&rest, '|', &part)) {
        if (out->choice_count == TUNE_CHOICES_MAX)
            return refuse(reader, "there are too many choices");
        if (!read_value(reader, part, &out->choices[out->choice_count++]))
            return false;
    }
    return true;
}

static bool read_range(const struct reader *reader, size_t dots, struct tune_dimension *out)
{
    struct str low = {reader->text.data, dots};
    struct str high = {reader->text.data + dots + 2, reader->text.size - dots - 2};
    if (str_ends_with(high, STR("log"))) {
        out->logarithmic = true;
        high.size -= STR("log").size;
    }
    if (!read_value(reader, low, &out->low) || !read_value(reader, high, &out->high))
        return false;
    if (out->low >= out->high)
        return refuse(reader, "the first number is not the smaller one");
    if (out->logarithmic && out->low <= 0.0)
        return refuse(reader, "a logarithmic range begins above 0");
    return true;
}

bool tune_dimension_parse(enum tune_setting setting, struct str text, double min, double max,
                          struct at at, struct tune_dimension *out, struct error *err)
{
    const struct reader reader = {setting, str_trim(text), min, max, at, err};
    *out = (struct tune_dimension){.setting = setting, .declared = reader.text};
    for (size_t i = 0; i + 1 < reader.text.size; i++)
        if (reader.text.data[i] == '.' && reader.text.data[i + 1] == '.')
            return read_range(&reader, i, out);
    return read_choices(&reader, out);
}

/* ---- trials -----------------------------------------------------------------------------------
 */

/* Uniform over the dimension, by one number in [0, 1). */
static double draw(const struct tune_dimension *dimension, double uniform)
{
    if (dimension->choice_count != 0)
        return dimension->choices[(size_t)(uniform * (double)dimension->choice_count)];
    double value = dimension->low + uniform * (dimension->high - dimension->low);
    if (dimension->logarithmic)
        value = dimension->low * pow(dimension->high / dimension->low, uniform);
    return dimension->setting == TUNE_FACTORS ? round(value) : value;
}

static struct tuning_trial *draw_trials(const struct tune_options *options, struct arena *arena)
{
    struct tuning_trial *trials = ARENA_ARRAY(arena, struct tuning_trial, options->trials);
    struct rng rng = rng_init(options->seed, STREAM_TRIALS);
    for (size_t t = 0; t < options->trials; t++)
        for (size_t d = 0; d < options->dimension_count; d++)
            trials[t].values[d] = draw(&options->dimensions[d], rng_uniform(&rng));
    return trials;
}

static void set(struct svd_options *svd, enum tune_setting setting, double value)
{
    switch (setting) {
    case TUNE_FACTORS:
        svd->factors = (size_t)value;
        return;
    case TUNE_LEARNING_RATE:
        svd->learning_rate = value;
        return;
    case TUNE_REGULARIZATION:
        svd->regularization = value;
        return;
    case TUNE_INIT_STDDEV:
        svd->init_stddev = value;
        return;
    case TUNE_IMPLICIT_WEIGHT:
        svd->implicit_weight = value;
        return;
    case TUNE_SETTINGS:
        break;
    }
    assert(false);
}

struct svd_options tune_apply(const struct tune_options *options, const struct tuning_trial *trial)
{
    struct svd_options svd = options->base;
    for (size_t d = 0; d < options->dimension_count; d++)
        set(&svd, options->dimensions[d].setting, trial->values[d]);
    return svd;
}

/*
 * Epochs of each rung, the last one with all; a rung fewer when it would have no trial or the same
 * epochs as the next.
 */
static void plan_rungs(const struct tune_options *options, struct tuning *out)
{
    size_t trials = options->trials;
    size_t epochs = options->base.epochs;
    size_t reversed[TUNING_RUNGS_MAX];
    do {
        reversed[out->rung_count++] = epochs;
        epochs = (epochs + TUNE_RATE - 1) / TUNE_RATE;
        trials /= TUNE_RATE;
    } while (trials != 0 && out->rung_count < TUNING_RUNGS_MAX &&
             epochs < reversed[out->rung_count - 1]);
    for (size_t r = 0; r < out->rung_count; r++)
        out->epochs[r] = reversed[out->rung_count - 1 - r];
}

/* ---- one fit ----------------------------------------------------------------------------------
 */

struct search {
    const struct tune_options *options;
    const struct ratings *ratings;
    const unsigned char *part;
    struct pool *pool;
    const struct clock *clock;
    const struct tune_journal *journal;
    struct arena *scratch;
    uint32_t *rows;     /* (out->n_validation) */
    float *predictions; /* the same */
    struct tuning *out;
};

static double validation_rmse(const struct search *search, const struct svd_model *model)
{
    const size_t count = search->out->n_validation;
    double squared = 0.0;
    svd_predict_rows(model, search->options->kernels, search->pool, search->ratings, search->rows,
                     count, search->predictions);
    for (size_t n = 0; n < count; n++) {
        double error =
            (double)search->predictions[n] - (double)search->ratings->values[search->rows[n]];
        squared += error * error;
    }
    return sqrt(squared / (double)count);
}

/* NAN when the loss diverges: a learning rate too high is a finding, not a failure. */
static double fit(const struct search *search, const struct tuning_trial *trial, size_t rung)
{
    struct svd_options options = tune_apply(search->options, trial);
    struct svd_model model;
    struct svd_fit course;
    struct error diverged = {0};
    options.epochs = search->out->epochs[rung];
    options.patience = 0;
    double rmse = NAN;
    if (svd_fit(&options, search->ratings, search->part, search->options->kernels, search->pool,
                search->scratch, &model, &course, &diverged)) {
        rmse = validation_rmse(search, &model);
        svd_free(&model);
    }
    arena_reset(search->scratch);
    return rmse;
}

static bool climb(struct search *search, size_t number, size_t rung, struct error *err)
{
    struct tuning_trial *trial = &search->out->trials[number];
    const struct tune_journal *journal = search->journal;
    const double began = clock_ms(search->clock);
    double rmse;
    search->out->fits++;
    if (journal != NULL && journal->recall != NULL &&
        journal->recall(journal->context, number, rung, &rmse)) {
        search->out->resumed++;
        trial->duration_ms = NAN;
    } else {
        rmse = fit(search, trial, rung);
        if (journal != NULL && journal->record != NULL &&
            !journal->record(journal->context, number, rung, rmse, err))
            return false;
    }
    trial->rmse[rung] = rmse;
    trial->rungs = rung + 1;
    trial->duration_ms += clock_ms(search->clock) - began;
    return true;
}

/* ---- halving ----------------------------------------------------------------------------------
 */

struct standing {
    size_t trial;
    double rmse;
};

/* Better first; what diverged last; of equals the earlier trial. */
static int compare_standings(const void *a, const void *b)
{
    const struct standing *left = a;
    const struct standing *right = b;
    if (isnan(left->rmse) != isnan(right->rmse))
        return isnan(left->rmse) ? 1 : -1;
    if (left->rmse < right->rmse || left->rmse > right->rmse)
        return left->rmse < right->rmse ? -1 : 1;
    return (left->trial > right->trial) - (left->trial < right->trial);
}

static bool halve(struct search *search, struct standing *standings, struct error *err)
{
    struct tuning *out = search->out;
    size_t left = out->trial_count;
    for (size_t n = 0; n < left; n++)
        standings[n].trial = n;
    for (size_t rung = 0; rung < out->rung_count; rung++) {
        for (size_t n = 0; n < left; n++) {
            if (!climb(search, standings[n].trial, rung, err))
                return false;
            standings[n].rmse = out->trials[standings[n].trial].rmse[rung];
        }
        qsort(standings, left, sizeof *standings, compare_standings);
        left = left < TUNE_RATE ? 1 : left / TUNE_RATE;
    }
    out->best = standings[0].trial;
    if (isnan(standings[0].rmse))
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "the best of %zu trials diverged: lower the learning rates that [tune] "
                         "allows",
                         out->trial_count);
    return true;
}

static void list_validation_rows(struct search *search)
{
    const struct ratings *ratings = search->ratings;
    search->rows = memory_block(ratings->count, sizeof *search->rows);
    for (size_t i = 0; i < ratings->count; i++) {
        search->out->n_train += search->part[i] == SPLIT_TRAIN;
        if (search->part[i] == SPLIT_VALIDATION)
            search->rows[search->out->n_validation++] = (uint32_t)i;
    }
    search->predictions = memory_block(search->out->n_validation, sizeof *search->predictions);
}

bool tune_run(const struct tune_options *options, const struct ratings *ratings,
              const unsigned char *part, struct pool *pool, const struct clock *clock,
              const struct tune_journal *journal, struct arena *arena, struct tuning *out,
              struct error *err)
{
    *out = (struct tuning){
        .dimension_count = options->dimension_count,
        .trials = draw_trials(options, arena),
        .trial_count = options->trials,
    };
    for (size_t d = 0; d < options->dimension_count; d++)
        out->dimensions[d] = (struct tuning_dimension){
            .key = NAMES[options->dimensions[d].setting],
            .declared = options->dimensions[d].declared,
        };
    plan_rungs(options, out);
    struct search search = {
        .options = options,
        .ratings = ratings,
        .part = part,
        .pool = pool,
        .clock = clock,
        .journal = journal,
        .scratch = arena_open("trial", (size_t)1 << 30),
        .out = out,
    };
    list_validation_rows(&search);
    struct standing *standings = ARENA_ARRAY(arena, struct standing, options->trials);
    bool done = halve(&search, standings, err);
    memory_free(search.rows);
    memory_free(search.predictions);
    arena_close(search.scratch);
    return done;
}
