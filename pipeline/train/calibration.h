/*
 * calibration.h - does a prediction of 4 stars mean 4 stars, and a 90 % interval 90 %?
 *
 * Means: held-out ratings are put into equally wide buckets by their prediction (as
 * scikit-learn's calibration_curve does with the strategy "uniform"), about a quarter of a star
 * each; in a calibrated model their mean is that of the predictions. Its interval is that of
 * clustered.h.
 *
 * Spread: with a predictive mean m and standard deviation s, the interval at level L is
 * m ± z·s, z the (1 + L) / 2 quantile of the normal distribution, cut to the scale. A rating on
 * its end is covered. Ratings are whole or half stars and the intervals are not, so that short ones
 * may cover a little more or less than they should.
 */
#ifndef TRAIN_CALIBRATION_H
#define TRAIN_CALIBRATION_H

#include "base/arena.h"
#include "base/str.h"
#include "model/metric.h"
#include "model/scoring.h"
#include "train/clustered.h"
#include "train/held_out.h"

#define CALIBRATION_BUCKET_STARS 0.25
#define CALIBRATION_BUCKETS_MAX 40 /* a longer scale has wider buckets */
#define CALIBRATION_SPREAD_STARS 0.1
#define CALIBRATION_SPREADS_MAX 60 /* the last one has no upper end */

/* One model, over all folds. */
struct calibration_sums {
    double scale_min;
    double scale_max;
    size_t bucket_count;
    double predicted[CALIBRATION_BUCKETS_MAX]; /* Σ predictions */
    struct clustered observed[CALIBRATION_BUCKETS_MAX];
    double quantiles[CALIBRATION_LEVELS]; /* z */
    struct ratio covered[CALIBRATION_LEVELS];
    double widths[CALIBRATION_LEVELS]; /* Σ */
    struct mean spreads[CALIBRATION_SPREADS_MAX];
    double squared[CALIBRATION_SPREADS_MAX]; /* Σ (r̂ − r)² */
};

struct calibration_sums calibration_init(const struct ratings *ratings);

/*
 * Adds one fold: predictions in the order of held_out->rows. `stddev` (NULL: the model has none)
 * is NAN where the model does not say how sure it is; such a rating counts for the means only.
 */
void calibration_add(struct calibration_sums *sums, const struct held_out *held_out,
                     const float *mean, const float *stddev);

/* What was added, for the report; `model` is kept by pointer. */
struct calibration calibration_finish(const struct calibration_sums *sums, struct str model,
                                      struct arena *arena);

/*
 * Appends calibration_error, and for a model with a spread interval_coverage_90, with the label
 * model.
 */
void calibration_metrics(const struct calibration *calibration, bool headline,
                         struct metric_list *out);

#endif
