#include "train/calibration.h"

#include <math.h>

#include "base/stats.h"

#define CONFIDENCE 0.95

static const double NOMINAL[CALIBRATION_LEVELS] = {0.5, 0.8, 0.9, 0.95};
enum { LEVEL_90 = 2 };

struct calibration_sums calibration_init(const struct ratings *ratings)
{
    struct calibration_sums sums = {
        .scale_min = (double)ratings->scale_min,
        .scale_max = (double)ratings->scale_max,
    };
    const double buckets = round((sums.scale_max - sums.scale_min) / CALIBRATION_BUCKET_STARS);
    sums.bucket_count = (size_t)fmin(fmax(buckets, 1.0), CALIBRATION_BUCKETS_MAX);
    for (size_t n = 0; n < CALIBRATION_LEVELS; n++)
        sums.quantiles[n] = stats_normal_quantile((1.0 + NOMINAL[n]) / 2.0);
    return sums;
}

/* ---- one fold ---------------------------------------------------------------------------------
 */

static double bucket_width(const struct calibration_sums *sums)
{
    return (sums->scale_max - sums->scale_min) / (double)sums->bucket_count;
}

static size_t bucket_of(const struct calibration_sums *sums, double mean)
{
    const double place = floor((mean - sums->scale_min) / bucket_width(sums));
    return (size_t)fmin(fmax(place, 0.0), (double)sums->bucket_count - 1.0);
}

/* A user's ratings in each bucket. */
struct tally {
    double sums[CALIBRATION_BUCKETS_MAX];
    double counts[CALIBRATION_BUCKETS_MAX];
};

static void add_user_means(struct calibration_sums *sums, const struct held_out *held_out,
                           size_t user, const float *mean)
{
    struct tally tally = {0};
    for (uint32_t n = held_out->first[user]; n < held_out->first[user + 1]; n++) {
        const size_t bucket = bucket_of(sums, (double)mean[n]);
        sums->predicted[bucket] += (double)mean[n];
        tally.sums[bucket] += (double)held_out->ratings->values[held_out->rows[n]];
        tally.counts[bucket] += 1.0;
    }
    for (size_t b = 0; b < sums->bucket_count; b++)
        clustered_add(&sums->observed[b], tally.sums[b], tally.counts[b]);
}

static void add_spread(struct calibration_sums *sums, double mean, double stddev, double stars)
{
    for (size_t n = 0; n < CALIBRATION_LEVELS; n++) {
        const double half = sums->quantiles[n] * stddev;
        const double low = fmax(mean - half, sums->scale_min);
        const double high = fmin(mean + half, sums->scale_max);
        ratio_count(&sums->covered[n], stars >= low && stars <= high);
        sums->widths[n] += high - low;
    }
    const double place = fmin(stddev / CALIBRATION_SPREAD_STARS, CALIBRATION_SPREADS_MAX - 1.0);
    mean_add(&sums->spreads[(size_t)place], stddev);
    sums->squared[(size_t)place] += (mean - stars) * (mean - stars);
}

void calibration_add(struct calibration_sums *sums, const struct held_out *held_out,
                     const float *mean, const float *stddev)
{
    for (size_t user = 0; user < held_out->user_count; user++)
        add_user_means(sums, held_out, user, mean);
    if (stddev == NULL)
        return;
    for (size_t n = 0; n < held_out->count; n++)
        if (!isnan(stddev[n]))
            add_spread(sums, (double)mean[n], (double)stddev[n],
                       (double)held_out->ratings->values[held_out->rows[n]]);
}

/* ---- report -----------------------------------------------------------------------------------
 */

static void finish_buckets(const struct calibration_sums *sums, struct calibration *out)
{
    const double width = bucket_width(sums);
    for (size_t b = 0; b < sums->bucket_count; b++) {
        const struct clustered *observed = &sums->observed[b];
        if (observed->users == 0)
            continue;
        out->buckets[out->bucket_count++] = (struct calibration_bucket){
            .from = sums->scale_min + width * (double)b,
            .to = sums->scale_min + width * (double)(b + 1),
            .count = (size_t)observed->count,
            .predicted = sums->predicted[b] / observed->count,
            .observed = clustered_value(observed),
            .interval = clustered_interval(observed),
        };
    }
}

static void finish_spreads(const struct calibration_sums *sums, struct calibration *out)
{
    for (size_t n = 0; n < CALIBRATION_LEVELS; n++)
        out->levels[n] = (struct calibration_level){
            .nominal = NOMINAL[n],
            .covered = sums->covered[n],
            .interval = stats_wilson(sums->covered[n], CONFIDENCE),
            .width = sums->widths[n] / (double)sums->covered[n].total,
        };
    for (size_t s = 0; s < CALIBRATION_SPREADS_MAX; s++)
        if (sums->spreads[s].n != 0)
            out->spreads[out->spread_count++] = (struct calibration_spread){
                .count = sums->spreads[s].n,
                .predicted = mean_value(sums->spreads[s]),
                .observed = sqrt(sums->squared[s] / (double)sums->spreads[s].n),
            };
}

struct calibration calibration_finish(const struct calibration_sums *sums, struct str model,
                                      struct arena *arena)
{
    struct calibration out = {
        .model = model,
        .buckets = ARENA_ARRAY(arena, struct calibration_bucket, sums->bucket_count),
        .has_spread = sums->covered[0].total != 0,
    };
    finish_buckets(sums, &out);
    if (out.has_spread) {
        out.spreads = ARENA_ARRAY(arena, struct calibration_spread, CALIBRATION_SPREADS_MAX);
        finish_spreads(sums, &out);
    }
    return out;
}

/* ---- metrics ----------------------------------------------------------------------------------
 */

static const struct metric_definition ERROR = {
    .key = "calibration_error",
    .title = "Calibration error",
    .unit = METRIC_STARS,
    .direction = METRIC_LOWER_IS_BETTER,
    .formula = "Held-out ratings in buckets of equal width by their prediction: distance of the "
               "mean rating from the mean prediction, averaged over the ratings.",
    .interval = NULL,
};

static const struct metric_definition COVERAGE_90 = {
    .key = "interval_coverage_90",
    .title = "Ratings inside the 90 % interval",
    .unit = METRIC_SHARE,
    .direction = METRIC_NEUTRAL,
    .formula = "Held-out ratings inside prediction ± 1.645 predictive standard deviations, cut to "
               "the scale, divided by all that have one; 90 % is right.",
    .interval = "Wilson score interval",
};

void calibration_metrics(const struct calibration *calibration, bool headline,
                         struct metric_list *out)
{
    double distance = 0.0;
    size_t count = 0;
    for (size_t b = 0; b < calibration->bucket_count; b++) {
        const struct calibration_bucket *bucket = &calibration->buckets[b];
        distance += (double)bucket->count * fabs(bucket->observed - bucket->predicted);
        count += bucket->count;
    }
    struct metric *error =
        metric_add(out, &ERROR, count == 0 ? NAN : distance / (double)count, count);
    error->headline = headline;
    metric_label(error, "model", calibration->model);
    if (!calibration->has_spread)
        return;
    const struct calibration_level *level = &calibration->levels[LEVEL_90];
    struct metric *covered =
        metric_add(out, &COVERAGE_90, ratio_value(level->covered), level->covered.total);
    covered->interval = level->interval;
    covered->headline = headline;
    metric_label(covered, "model", calibration->model);
}
