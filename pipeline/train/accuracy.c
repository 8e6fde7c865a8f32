#include "train/accuracy.h"

#include <math.h>

#include "base/memory.h"
#include "train/concordance.h"

enum { USERS_PER_TASK = 64 };

/* ---- the held-out ratings ---------------------------------------------------------------------
 */

struct accuracy_truth accuracy_truth_init(size_t n_users, struct arena *arena)
{
    return (struct accuracy_truth){
        .n_users = n_users,
        .counts = ARENA_ARRAY(arena, double, n_users),
        .spread = ARENA_ARRAY(arena, double, n_users),
        .pairs = ARENA_ARRAY(arena, double, n_users),
    };
}

static double stars_of(const struct held_out *held_out, size_t n)
{
    return (double)held_out->ratings->values[held_out->rows[n]];
}

void accuracy_truth_add(struct accuracy_truth *truth, const struct held_out *held_out)
{
    float *stars = memory_block(held_out->count, sizeof *stars);
    struct mean mean = {0};
    for (size_t n = 0; n < held_out->count; n++) {
        stars[n] = held_out->ratings->values[held_out->rows[n]];
        mean_add(&mean, (double)stars[n]);
    }
    truth->count += held_out->count;
    truth->fold_spread = 0.0;
    truth->fold_pairs = 0.0;
    for (size_t number = 0; number < held_out->user_count; number++) {
        const uint32_t user = held_out->users[number];
        const uint32_t begin = held_out->first[number];
        const uint32_t end = held_out->first[number + 1];
        double spread = 0.0;
        for (uint32_t n = begin; n < end; n++) {
            const double distance = (double)stars[n] - mean_value(mean);
            spread += distance * distance;
        }
        const double pairs = concordance_pairs(stars + begin, end - begin);
        truth->counts[user] += (double)(end - begin);
        truth->spread[user] += spread;
        truth->pairs[user] += pairs;
        truth->fold_spread += spread;
        truth->fold_pairs += pairs;
    }
    memory_free(stars);
}

/* ---- one model --------------------------------------------------------------------------------
 */

struct accuracy accuracy_init(const struct accuracy_truth *truth, struct arena *arena)
{
    return (struct accuracy){
        .truth = truth,
        .squared = ARENA_ARRAY(arena, double, truth->n_users),
        .absolute = ARENA_ARRAY(arena, double, truth->n_users),
        .concordant = ARENA_ARRAY(arena, double, truth->n_users),
    };
}

/* The sums of one user in one fold. */
struct tally {
    double squared;
    double absolute;
    double concordant;
};

struct job {
    const struct held_out *held_out;
    const float *predictions;
    struct tally *tallies; /* (held_out->user_count) */
};

static void tally_users(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct job *job = context;
    const struct held_out *held_out = job->held_out;
    const size_t begin = index * USERS_PER_TASK;
    size_t end = begin + USERS_PER_TASK;
    if (end > held_out->user_count)
        end = held_out->user_count;
    size_t longest = 0;
    for (size_t number = begin; number < end; number++) {
        const size_t length = held_out->first[number + 1] - held_out->first[number];
        longest = length > longest ? length : longest;
    }
    struct concordance_pair *pairs = memory_block(longest, sizeof *pairs);
    for (size_t number = begin; number < end; number++) {
        struct tally tally = {0};
        size_t count = 0;
        for (uint32_t n = held_out->first[number]; n < held_out->first[number + 1]; n++) {
            const double error = (double)job->predictions[n] - stars_of(held_out, n);
            tally.squared += error * error;
            tally.absolute += fabs(error);
            pairs[count++] =
                (struct concordance_pair){job->predictions[n], (float)stars_of(held_out, n)};
        }
        tally.concordant = concordance_count(pairs, count);
        job->tallies[number] = tally;
    }
    memory_free(pairs);
}

void accuracy_add(struct accuracy *accuracy, const struct held_out *held_out,
                  const float *predictions, struct pool *pool)
{
    const struct accuracy_truth *truth = accuracy->truth;
    if (held_out->count == 0)
        return;
    struct tally *tallies = memory_block(held_out->user_count, sizeof *tallies);
    struct job job = {held_out, predictions, tallies};
    pool_run(pool, (held_out->user_count + USERS_PER_TASK - 1) / USERS_PER_TASK, tally_users, &job);
    struct tally sum = {0};
    for (size_t number = 0; number < held_out->user_count; number++) {
        const uint32_t user = held_out->users[number];
        accuracy->squared[user] += tallies[number].squared;
        accuracy->absolute[user] += tallies[number].absolute;
        accuracy->concordant[user] += tallies[number].concordant;
        sum.squared += tallies[number].squared;
        sum.absolute += tallies[number].absolute;
        sum.concordant += tallies[number].concordant;
    }
    memory_free(tallies);
    mean_add(&accuracy->fold_rmse, sqrt(sum.squared / (double)held_out->count));
    mean_add(&accuracy->fold_mae, sum.absolute / (double)held_out->count);
    if (truth->fold_spread > 0.0)
        mean_add(&accuracy->fold_r2, 1.0 - sum.squared / truth->fold_spread);
    if (truth->fold_pairs > 0.0)
        mean_add(&accuracy->fold_fcp, sum.concordant / truth->fold_pairs);
}

struct user_average accuracy_squared(const struct accuracy *accuracy)
{
    return (struct user_average){accuracy->squared, accuracy->truth->counts};
}

/* ---- metrics ----------------------------------------------------------------------------------
 */

static const char BOOTSTRAP[] =
    "percentiles of a bootstrap that draws users, errors of all folds together";

enum { RMSE, MAE, R2, FCP };

static const struct metric_definition DEFINITIONS[ACCURACY_AVERAGES] = {
    [RMSE] = {"rmse", "RMSE", METRIC_STARS, METRIC_LOWER_IS_BETTER,
              "Square root of the mean squared difference between predicted and held-out rating, "
              "predictions clipped to the scale; with folds the mean over them.",
              BOOTSTRAP},
    [MAE] = {"mae", "MAE", METRIC_STARS, METRIC_LOWER_IS_BETTER,
             "Mean absolute difference between predicted and held-out rating, predictions "
             "clipped to the scale; with folds the mean over them.",
             BOOTSTRAP},
    [R2] = {"r2", "R²", METRIC_SCORE, METRIC_HIGHER_IS_BETTER,
            "1 minus the squared differences between predicted and held-out rating, divided by "
            "those between the held-out ratings and their mean; with folds the mean over them.",
            BOOTSTRAP},
    [FCP] = {"fcp", "Fraction of concordant pairs", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
             "Of all pairs of different held-out ratings by the same user, those whose higher "
             "rating has the higher prediction (equal predictions do not count); with folds the "
             "mean over them.",
             BOOTSTRAP},
};

void accuracy_averages(const struct accuracy *accuracy, struct user_average out[ACCURACY_AVERAGES])
{
    out[RMSE] = accuracy_squared(accuracy);
    out[MAE] = (struct user_average){accuracy->absolute, accuracy->truth->counts};
    out[R2] = (struct user_average){accuracy->squared, accuracy->truth->spread};
    out[FCP] = (struct user_average){accuracy->concordant, accuracy->truth->pairs};
}

void accuracy_metrics(const struct accuracy *accuracy, struct str model, bool headline,
                      const struct interval intervals[ACCURACY_AVERAGES], struct metric_list *out)
{
    const struct {
        struct mean mean;
        struct interval interval;
    } figures[ACCURACY_AVERAGES] = {
        [RMSE] = {accuracy->fold_rmse, {sqrt(intervals[RMSE].low), sqrt(intervals[RMSE].high)}},
        [MAE] = {accuracy->fold_mae, intervals[MAE]},
        [R2] = {accuracy->fold_r2, {1.0 - intervals[R2].high, 1.0 - intervals[R2].low}},
        [FCP] = {accuracy->fold_fcp, intervals[FCP]},
    };
    for (size_t f = 0; f < ACCURACY_AVERAGES; f++) {
        struct metric *metric =
            metric_add(out, &DEFINITIONS[f], mean_value(figures[f].mean), accuracy->truth->count);
        metric->interval = figures[f].interval;
        metric->headline = headline;
        metric_label(metric, "model", model);
    }
}
