#include "eval/pairing.h"

#include <math.h>

#include "base/noninferiority.h"
#include "base/power.h"
#include "base/resample.h"
#include "base/stats.h"

#define RESAMPLING_STREAM 0x70616972ull /* a stream of random numbers of its own: "pair" */

static const struct power_goal GOAL = POWER_GOAL_USUAL;

/* What all comparisons are drawn from. */
struct units {
    uint32_t *of_case; /* (n_cases) */
    size_t count;
    bool are_cases;
};

/* A comparison and its differences, summed by unit. */
struct draft {
    struct paired *paired;
    double *sums;   /* (units) */
    double *counts; /* (units) cases that take part */
    bool verdicts;  /* every value is 0 or 1 */
};

static bool is_verdict(double value)
{
    return value == 0 || value == 1;
}

/* Fills the values and the sums of one comparison; false when no case has a value on both sides. */
static bool add_up(struct draft *draft, const double *first, const double *second, size_t n_cases,
                   const struct units *units)
{
    struct paired *paired = draft->paired;
    draft->verdicts = true;
    for (size_t i = 0; i < n_cases; i++) {
        if (isnan(first[i]) || isnan(second[i]))
            continue;
        const size_t unit = units->of_case[i];
        draft->sums[unit] += first[i] - second[i];
        draft->counts[unit]++;
        draft->verdicts &= is_verdict(first[i]) && is_verdict(second[i]);
        paired->only_first += first[i] == 1 && second[i] == 0;
        paired->only_second += first[i] == 0 && second[i] == 1;
        paired->first_value += first[i];
        paired->second_value += second[i];
        paired->cases++;
    }
    if (paired->cases == 0)
        return false;
    paired->first_value /= (double)paired->cases;
    paired->second_value /= (double)paired->cases;
    paired->difference = paired->first_value - paired->second_value;
    return true;
}

static void settle_verdicts(struct paired *paired)
{
    const double n = (double)paired->cases;
    const double disagreeing = (double)(paired->only_first + paired->only_second) / n;
    paired->test = PAIRED_MCNEMAR;
    paired->p = stats_mcnemar_exact(paired->only_first, paired->only_second);
    paired->detectable = power_mcnemar_detectable(disagreeing, n, GOAL);
    paired->needed = power_mcnemar_pairs(paired->difference, disagreeing, GOAL);
}

/* Units that have no part in it are left out of the test. */
static void settle_means(struct draft *draft, size_t units)
{
    struct paired *paired = draft->paired;
    size_t n = 0;
    for (size_t u = 0; u < units; u++)
        if (draft->counts[u] != 0)
            draft->sums[n++] = draft->sums[u];
    const struct noninferiority_means means = noninferiority_means_of(draft->sums, n);
    const double cases_per_unit = (double)paired->cases / (double)n;
    paired->test = PAIRED_STUDENT;
    paired->only_first = 0;
    paired->only_second = 0;
    paired->units = n;
    paired->unit_mean = means.mean;
    paired->unit_deviation = means.deviation;
    paired->p = stats_student_test(draft->sums, n);
    paired->detectable = NAN;
    paired->needed = NAN;
    if (!(means.deviation > 0))
        return;
    paired->detectable =
        power_student_detectable((double)n, GOAL) * means.deviation / cases_per_unit;
    paired->needed = power_student_pairs(means.mean / means.deviation, GOAL) * cases_per_unit;
}

/* The intervals of all comparisons, from one draw. */
static void add_intervals(const struct draft *drafts, size_t count, const struct units *units,
                          const struct sampling *sampling, struct arena *scratch)
{
    const struct resample draw = {units->count, sampling->resamples, sampling->seed,
                                  RESAMPLING_STREAM};
    const double **columns = ARENA_ARRAY(scratch, const double *, 2 * count);
    struct resample_ratio *ratios = ARENA_ARRAY(scratch, struct resample_ratio, count);
    struct interval *intervals = ARENA_ARRAY(scratch, struct interval, count);
    for (size_t i = 0; i < count; i++) {
        columns[2 * i] = drafts[i].sums;
        columns[2 * i + 1] = drafts[i].counts;
        ratios[i] = (struct resample_ratio){2 * i, 2 * i + 1};
    }
    resample_ratios(&draw, columns, 2 * count, ratios, count, 0.95, sampling->pool, intervals);
    for (size_t i = 0; i < count; i++)
        drafts[i].paired->interval = intervals[i];
}

static void correct(struct paired_list *list, struct arena *scratch)
{
    double *p = ARENA_ARRAY(scratch, double, list->count);
    double *corrected = ARENA_ARRAY(scratch, double, list->count);
    for (size_t i = 0; i < list->count; i++)
        p[i] = list->items[i].p;
    stats_holm(p, list->count, corrected);
    for (size_t i = 0; i < list->count; i++)
        list->items[i].p_corrected = corrected[i];
}

/* One comparison, when there is something to compare. */
static void begin(struct paired_list *list, struct draft *drafts, enum paired_metric metric,
                  const struct pairing_question *question, size_t n_cases,
                  const struct units *units, struct arena *scratch)
{
    struct draft *draft = &drafts[list->count];
    *draft = (struct draft){.paired = &list->items[list->count],
                            .sums = ARENA_ARRAY(scratch, double, units->count),
                            .counts = ARENA_ARRAY(scratch, double, units->count)};
    *draft->paired = (struct paired){
        .metric = metric, .first = question->first.name, .second = question->second.name};
    if (add_up(draft, question->first.values->of[metric], question->second.values->of[metric],
               n_cases, units))
        list->count++;
}

struct paired_list pairing_compare(const struct pairing_question *questions, size_t count,
                                   size_t n_cases, const struct sampling *sampling,
                                   struct arena *arena, struct arena *scratch)
{
    struct paired_list list = {ARENA_ARRAY(arena, struct paired, count * PAIRED_METRICS), 0};
    struct draft *drafts = ARENA_ARRAY(scratch, struct draft, count * PAIRED_METRICS);
    struct units units = {.of_case = ARENA_ARRAY(scratch, uint32_t, n_cases),
                          .are_cases = sampling->cluster == NULL};
    units.count = sampling_units(sampling, NULL, n_cases, scratch, units.of_case);
    for (size_t q = 0; q < count; q++)
        for (int m = 0; m < PAIRED_METRICS; m++)
            begin(&list, drafts, (enum paired_metric)m, &questions[q], n_cases, &units, scratch);

    add_intervals(drafts, list.count, &units, sampling, scratch);
    for (size_t i = 0; i < list.count; i++) {
        if (drafts[i].verdicts && units.are_cases)
            settle_verdicts(drafts[i].paired);
        else
            settle_means(&drafts[i], units.count);
    }
    correct(&list, scratch);
    return list;
}
