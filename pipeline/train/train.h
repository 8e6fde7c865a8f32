/*
 * train.h - trains the recommender and scores it: split, fit, accuracy, ranking, metrics.
 *
 * Metrics, all with the label model: rmse, mae, r2, fcp and calibration_error of every model that
 * predicts ratings, interval_coverage_90 of those that say how sure they are; those of
 * ranking_metrics.h of every model that orders films. Those of the first model are the headlines;
 * for parts of the users and films it has slice_rmse and slice_ndcg_at_K with the label slice.
 */
#ifndef TRAIN_TRAIN_H
#define TRAIN_TRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/pool.h"
#include "model/metric.h"
#include "model/ratings.h"
#include "model/scoring.h"
#include "model/training.h"
#include "train/contender.h"
#include "train/ranking.h"
#include "train/slices.h"
#include "train/split.h"

struct train_options {
    struct split_options split;
    unsigned contenders; /* bit n: the model of that enum contender_kind */
    struct contender_options models;
    struct ranking_options ranking;
    const struct slices_films *films; /* NULL: no slices by genre and decade */
    size_t resamples;                 /* of every bootstrap; 0: no intervals */
    uint64_t seed;                    /* of the bootstraps */
};

/*
 * Trains on the train part of the split (k-fold: of each fold) and scores on the test part. Too
 * little data is no error: out->status and out->reason say what was not done. `model` (NULL: not
 * wanted) is the one that was scored, fold 0's under k-fold; its blocks are NULL when nothing
 * was trained; the caller frees it. Errors: those of split_make() and svd_fit().
 */
bool train_run(const struct train_options *options, const struct ratings *ratings,
               struct pool *pool, const struct clock *clock, struct arena *arena,
               struct arena *scratch, struct training *out, struct scoring *scoring,
               struct metric_list *metrics, struct svd_model *model, struct error *err);

#endif
