#include "train/bayes_scale.h"

#include <math.h>

#include "base/stats.h"

/* Of a cut point, in scores: the precision of its prior, the longest step, the narrowest level. */
static const double CUT_PRECISION = 1.0;
static const double CUT_STEP_MAX = 0.25;
static const double CUT_GAP_MIN = 1e-3;

/* The share of the variance of ratings that vectors explain at the start, about. */
static const double EXPLAINED = 0.4;

/* Enters a rating into the ascending list; false when it is full. */
static bool note_level(struct bayes_scale *scale, float stars)
{
    size_t at = scale->level_count;
    while (at > 0 && scale->levels[at - 1] >= stars)
        at--;
    if (at < scale->level_count && scale->levels[at] == stars)
        return true;
    if (scale->level_count == BAYES_SCALE_LEVELS_MAX)
        return false;
    for (size_t l = scale->level_count++; l > at; l--)
        scale->levels[l] = scale->levels[l - 1];
    scale->levels[at] = stars;
    return true;
}

size_t bayes_scale_level(const struct bayes_scale *scale, float stars)
{
    size_t level = 0;
    while (level + 1 < scale->level_count && scale->levels[level] < stars)
        level++;
    return level;
}

float bayes_scale_score(const struct bayes_scale *scale, float stars)
{
    return (stars - scale->centre) / scale->unit;
}

/* Cut points of scores that have the variance 1 / (1 − EXPLAINED), noise included. */
static void start_cuts(struct bayes_scale *scale, const struct ratings *ratings,
                       const uint32_t *learned, size_t count)
{
    size_t counts[BAYES_SCALE_LEVELS_MAX] = {0};
    for (size_t i = 0; i < count; i++)
        counts[bayes_scale_level(scale, ratings->values[learned[i]])]++;
    size_t below = 0;
    for (size_t l = 0; l + 1 < scale->level_count; l++) {
        below += counts[l];
        scale->cuts[l] =
            (float)(stats_normal_quantile((double)below / (double)count) / sqrt(1.0 - EXPLAINED));
    }
}

struct bayes_scale bayes_scale_make(enum bayes_likelihood likelihood, const struct ratings *ratings,
                                    const uint32_t *learned, size_t count)
{
    struct bayes_scale scale = {.precision = 1.0};
    double sum = 0.0;
    double squares = 0.0;
    bool listed = true;
    for (size_t i = 0; i < count; i++) {
        listed = listed && note_level(&scale, ratings->values[learned[i]]);
        sum += (double)ratings->values[learned[i]];
    }
    for (size_t i = 0; i < count; i++) {
        double off = (double)ratings->values[learned[i]] - sum / (double)count;
        squares += off * off;
    }
    const size_t fewest = likelihood == BAYES_AUTO ? 3 : 2;
    scale.probit = likelihood != BAYES_GAUSSIAN && listed && scale.level_count >= fewest;
    scale.centre = (float)(sum / (double)count);
    scale.unit = squares > 0.0 ? (float)sqrt(squares / (double)count) : 1.0F;
    if (scale.probit)
        start_cuts(&scale, ratings, learned, count);
    else
        scale.precision = 1.0 / (1.0 - EXPLAINED);
    return scale;
}

/* Solves the tridiagonal system for the steps by elimination downwards and substitution back. */
void bayes_scale_learn(struct bayes_scale *scale, const struct bayes_scale_slopes *slopes)
{
    const size_t n = scale->level_count - 1;
    double pivot[BAYES_SCALE_LEVELS_MAX] = {0};
    double step[BAYES_SCALE_LEVELS_MAX];
    for (size_t l = 0; l < n; l++) {
        pivot[l] = slopes->information[l] + CUT_PRECISION;
        step[l] = slopes->slope[l];
        if (l > 0) {
            double factor = slopes->coupling[l - 1] / pivot[l - 1];
            pivot[l] -= factor * slopes->coupling[l - 1];
            step[l] -= factor * step[l - 1];
        }
    }
    for (size_t l = n; l-- > 0;) {
        if (l + 1 < n)
            step[l] -= slopes->coupling[l] * step[l + 1];
        step[l] /= pivot[l];
    }
    for (size_t l = 0; l < n; l++) {
        double moved = (double)scale->cuts[l] + fmax(fmin(step[l], CUT_STEP_MAX), -CUT_STEP_MAX);
        if (l > 0)
            moved = fmax(moved, (double)scale->cuts[l - 1] + CUT_GAP_MIN);
        scale->cuts[l] = (float)moved;
    }
}

void bayes_scale_expect(const struct bayes_scale *scale, const struct bayes_kernels *kernels,
                        const float *scores, size_t n, float *mean, float *square)
{
    if (scale->probit) {
        for (size_t i = 0; i < n; i++) {
            mean[i] += scale->levels[0];
            if (square != NULL)
                square[i] += scale->levels[0] * scale->levels[0];
        }
        for (size_t l = 0; l + 1 < scale->level_count; l++) {
            float low = scale->levels[l];
            float high = scale->levels[l + 1];
            kernels->passed(scores, scale->cuts[l], high - low, n, mean);
            if (square != NULL)
                kernels->passed(scores, scale->cuts[l], high * high - low * low, n, square);
        }
        return;
    }
    const float noise = scale->unit * scale->unit / (float)scale->precision;
    for (size_t i = 0; i < n; i++) {
        float stars = scale->centre + scale->unit * scores[i];
        mean[i] += stars;
        if (square != NULL)
            square[i] += stars * stars + noise;
    }
}
