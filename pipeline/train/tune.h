/*
 * tune.h - a search for the settings of the SVD model, by successive halving.
 *
 * Trials are points drawn from the declared space. All of them are fitted with few epochs; the best
 * 1 / TUNE_RATE of them go on to TUNE_RATE times as many, and so on until one rung has all the
 * epochs (Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
 * optimization", AISTATS 2016). A trial learns from SPLIT_TRAIN and is judged by its RMSE on
 * SPLIT_VALIDATION; the test part is never looked at.
 */
#ifndef TRAIN_TUNE_H
#define TRAIN_TUNE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/str.h"
#include "model/ratings.h"
#include "model/tuning.h"
#include "train/kernels.h"
#include "train/svd.h"

#define TUNE_RATE 3
#define TUNE_CHOICES_MAX 16

enum tune_setting {
    TUNE_FACTORS,
    TUNE_LEARNING_RATE,
    TUNE_REGULARIZATION,
    TUNE_INIT_STDDEV,
    TUNE_IMPLICIT_WEIGHT,
    TUNE_SETTINGS,
};

/* Which values a setting may have: a list of choices, or a range. */
struct tune_dimension {
    enum tune_setting setting;
    struct str declared;
    double choices[TUNE_CHOICES_MAX]; /* (choice_count) */
    size_t choice_count;              /* 0: a range */
    double low;
    double high;
    bool logarithmic; /* a factor of ten weighs the same everywhere */
};

struct tune_options {
    struct svd_options base; /* what the search does not vary; base.epochs are those of the last
                                rung */
    const struct tune_dimension *dimensions; /* (dimension_count) 1 … TUNING_DIMENSIONS_MAX */
    size_t dimension_count;
    size_t trials; /* ≥ 1 */
    const struct kernels *kernels;
    uint64_t seed;
};

/* What outlives a search that is killed. Either function may be NULL. */
struct tune_journal {
    void *context;
    /* The RMSE that this trial had on this rung in an earlier search; false: not known. */
    bool (*recall)(void *context, size_t trial, size_t rung, double *rmse);
    /* Keeps one. Errors end the search. */
    bool (*record)(void *context, size_t trial, size_t rung, double rmse, struct error *err);
};

/* The key of [svd] and [tune] that the setting is: "learning_rate". */
const char *tune_setting_name(enum tune_setting setting);

/*
 * Reads "16 | 32 | 64", "0.01 .. 0.1" or "0.01 .. 0.1 log". Every value must be in the range of the
 * key, `min` to `max`, and those of factors whole. Error: ERROR_USAGE at `at`.
 */
bool tune_dimension_parse(enum tune_setting setting, struct str text, double min, double max,
                          struct at at, struct tune_dimension *out, struct error *err);

/*
 * Searches. Results live in `arena` and depend on neither threads nor journal. A trial whose loss
 * diverges has lost; when all do, that is ERROR_USAGE. Both parts have ratings.
 */
bool tune_run(const struct tune_options *options, const struct ratings *ratings,
              const unsigned char *part, struct pool *pool, const struct clock *clock,
              const struct tune_journal *journal, struct arena *arena, struct tuning *out,
              struct error *err);

/* The options with the settings of one trial. */
struct svd_options tune_apply(const struct tune_options *options, const struct tuning_trial *trial);

#endif
