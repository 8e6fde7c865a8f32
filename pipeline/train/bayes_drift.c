#include "train/bayes_drift.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "train/bayes_prior.h"

enum { DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

/* Of the effects at the start, in squared scores; also what its prior is worth. */
static const double FIRST_VARIANCE = 0.1;

/* Times that are nearer to each other than this part of the memory are one point. */
static const double MEMORY_STEPS = 16.0;

bool bayes_drift_has_times(const struct ratings *ratings, const uint32_t *learned, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (ratings->times[learned[i]] != ratings->times[learned[0]])
            return true;
    return false;
}

/* Sorts numbers of ratings by one digit of `keys`; equal ones stay in their order. */
static void sort_by_digit(const uint32_t *keys, unsigned shift, uint32_t *numbers, size_t count,
                          uint32_t *sorted)
{
    size_t start[DIGITS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        start[(keys[numbers[i]] >> shift) % DIGITS + 1]++;
    for (size_t d = 0; d < DIGITS; d++)
        start[d + 1] += start[d];
    for (size_t i = 0; i < count; i++)
        sorted[start[(keys[numbers[i]] >> shift) % DIGITS]++] = numbers[i];
    memcpy(numbers, sorted, count * sizeof *numbers);
}

struct bayes_drift bayes_drift_make(const struct ratings *ratings, const uint32_t *all,
                                    size_t count, const uint32_t *own, size_t n, double memory)
{
    struct bayes_drift drift = {
        .n = n,
        .offsets = memory_block(n + 1, sizeof *drift.offsets),
        .kept = memory_block(count, sizeof *drift.kept),
        .effects = memory_block(count, sizeof *drift.effects),
        .points = memory_block(ratings->count, sizeof *drift.points),
        .squares = memory_block(n, sizeof *drift.squares),
        .variance = FIRST_VARIANCE,
    };
    uint32_t *order = memory_block(count, sizeof *order);
    uint32_t *sorted = memory_block(count, sizeof *sorted);
    memcpy(order, all, count * sizeof *order);
    const uint32_t step = memory > MEMORY_STEPS ? (uint32_t)(memory / MEMORY_STEPS) : 1;
    for (unsigned shift = 0; shift < 32; shift += DIGIT_BITS)
        sort_by_digit(ratings->times, shift, order, count, sorted);
    for (unsigned shift = 0; shift < 32; shift += DIGIT_BITS)
        sort_by_digit(own, shift, order, count, sorted);
    for (size_t i = 0; i < count; i++) {
        const uint32_t row = own[order[i]];
        const bool first = i == 0 || own[order[i - 1]] != row;
        const uint32_t now = ratings->times[order[i]] / step;
        const uint32_t before = first ? now : ratings->times[order[i - 1]] / step;
        const double gap = (double)(now - before);
        if (first || gap > 0.0)
            drift.kept[drift.point_count++] = first ? 0.0F : (float)exp(-gap * step / memory);
        drift.points[order[i]] = (uint32_t)(drift.point_count - 1);
        drift.offsets[row + 1] = drift.point_count;
    }
    for (size_t row = 0; row < n; row++) {
        if (drift.offsets[row + 1] < drift.offsets[row])
            drift.offsets[row + 1] = drift.offsets[row];
        size_t points = drift.offsets[row + 1] - drift.offsets[row];
        drift.most = points > drift.most ? points : drift.most;
    }
    memory_free(order);
    memory_free(sorted);
    return drift;
}

/* Variance that a point adds to what it keeps of the one before. */
static double fresh(const struct bayes_drift *drift, size_t point)
{
    const double kept = (double)drift->kept[point];
    return drift->variance * fmax(1.0 - kept * kept, 1e-6);
}

void bayes_drift_draw(struct bayes_drift *drift, size_t row, double precision,
                      struct bayes_drift_point *work, const float *noise)
{
    const size_t first = drift->offsets[row];
    const size_t count = drift->offsets[row + 1] - first;
    for (size_t p = 0; p < count; p++) {
        const double kept = (double)drift->kept[first + p];
        const double before = p == 0 ? 0.0 : kept * work[p - 1].mean;
        const double spread =
            fresh(drift, first + p) + (p == 0 ? 0.0 : kept * kept * work[p - 1].spread);
        work[p].spread = 1.0 / (1.0 / spread + precision * work[p].count);
        work[p].mean = work[p].spread * (before / spread + precision * work[p].sum);
    }
    double squares = 0.0;
    double next = 0.0;
    for (size_t p = count; p-- > 0;) {
        double mean = work[p].mean;
        double spread = work[p].spread;
        if (p + 1 < count) {
            const double kept = (double)drift->kept[first + p + 1];
            const double innovation = fresh(drift, first + p + 1);
            const double gain = spread * kept / (innovation + kept * kept * spread);
            mean += gain * (next - kept * mean);
            spread -= gain * kept * spread;
        }
        const double effect = mean + sqrt(fmax(spread, 0.0)) * (double)noise[p];
        if (p + 1 < count) {
            const double kept = (double)drift->kept[first + p + 1];
            squares +=
                (next - kept * effect) * (next - kept * effect) / fresh(drift, first + p + 1);
        }
        drift->effects[first + p] = (float)effect;
        next = effect;
    }
    drift->squares[row] = squares * drift->variance + next * next;
}

void bayes_drift_draw_variance(struct bayes_drift *drift, struct rng *rng)
{
    double squares = 0.0;
    for (size_t row = 0; row < drift->n; row++)
        squares += drift->squares[row];
    drift->variance = 1.0 / bayes_prior_gamma(1.0 + (double)drift->point_count / 2.0,
                                              FIRST_VARIANCE + squares / 2.0, rng);
}

void bayes_drift_free(struct bayes_drift *drift)
{
    memory_free(drift->offsets);
    memory_free(drift->kept);
    memory_free(drift->effects);
    memory_free(drift->points);
    memory_free(drift->squares);
    *drift = (struct bayes_drift){0};
}
