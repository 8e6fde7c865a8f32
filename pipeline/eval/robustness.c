#include "eval/robustness.h"

#include <math.h>

#include "base/stats.h"
#include "eval/case_accuracy.h"
#include "eval/resampling.h"

#define RESAMPLING_STREAM 0x726f62757374ull /* a stream of random numbers of its own: "robust" */

static const struct metric_definition LOST = {
    "accuracy_lost",
    "Accuracy lost",
    METRIC_SHARE,
    METRIC_LOWER_IS_BETTER,
    "Case accuracy on the queries as they are minus that on the same queries changed in a way that "
    "should not matter.",
    "Percentile bootstrap over cases of the paired differences",
};

/* Both verdicts on a case that a change concerns. */
static bool pair_of(const struct evaluation *evaluation, const struct robustness_row *row,
                    size_t at, bool *before, bool *after)
{
    *before = evaluation->cases[at].pass;
    *after = row->after[at].pass;
    return evaluation->cases[at].scored && row->after[at].scored;
}

/* Counts a change; adds its differences to a column of its own, and to the last one for all. */
static void count_row(const struct evaluation *evaluation, struct robustness_row *row,
                      struct resampling *table, size_t column)
{
    for (size_t i = 0; i < evaluation->count; i++) {
        bool before;
        bool after;
        if (!pair_of(evaluation, row, i, &before, &after))
            continue;
        row->cases++;
        row->right_before += before;
        row->right_after += after;
        row->broken += before && !after;
        row->fixed += after && !before;
        resampling_add(table, i, column, (double)before - (double)after);
        resampling_add(table, i, table->columns - 1, (double)before - (double)after);
    }
    row->p_value = stats_mcnemar_exact(row->broken, row->fixed);
}

/* A bootstrap of nothing but zeros says nothing. */
static struct interval interval_of(const struct robustness_row *row, struct interval bootstrapped)
{
    if (row->cases == 0 || row->broken + row->fixed != 0)
        return bootstrapped;
    double end = stats_wilson((struct ratio){0, row->cases}, 0.95).high;
    return (struct interval){-end, end};
}

static void correct(struct robustness *robustness, struct arena *scratch)
{
    double *p = ARENA_ARRAY(scratch, double, robustness->count);
    double *corrected = ARENA_ARRAY(scratch, double, robustness->count);
    for (size_t r = 0; r < robustness->count; r++)
        p[r] = robustness->rows[r].p_value;
    stats_holm(p, robustness->count, corrected);
    for (size_t r = 0; r < robustness->count; r++)
        robustness->rows[r].p_corrected = corrected[r];
}

static struct metric *add_metric(const struct evaluation *evaluation, double lost, size_t cases,
                                 struct interval interval, struct metric_list *out)
{
    struct metric *metric = metric_add(out, &LOST, lost, cases);
    metric_label(metric, "interpreter", evaluation->interpreter->name);
    metric->interval = interval;
    return metric;
}

static void add_metrics(const struct evaluation *evaluation, const struct resampling *table,
                        const struct interval *intervals, struct metric_list *out)
{
    const struct robustness *robustness = &evaluation->robustness;
    struct robustness_row all = {0};
    for (size_t r = 0; r < robustness->count; r++) {
        const struct robustness_row *row = &robustness->rows[r];
        struct metric *metric = add_metric(evaluation, row->lost, row->cases, row->interval, out);
        metric_label(metric, "perturbation", row->variant->name);
        all.cases += row->cases;
        all.broken += row->broken;
        all.fixed += row->fixed;
    }
    size_t last = table->columns - 1;
    add_metric(evaluation, resampling_value(table, last, NULL), all.cases,
               interval_of(&all, intervals[last]), out)
        ->headline = evaluation->interpreter->primary;
}

void robustness_score(struct evaluation *evaluation, const struct gold_set *gold,
                      const struct sampling *sampling, struct arena *arena, struct arena *scratch,
                      struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    size_t count = interpreter->variant_count;
    struct robustness *robustness = &evaluation->robustness;
    *robustness = (struct robustness){ARENA_ARRAY(arena, struct robustness_row, count), count};
    if (count == 0)
        return;
    struct resampling table = resampling_init(scratch, gold->count, count + 1);
    for (size_t r = 0; r < count; r++) {
        const struct reading_variant *variant = &interpreter->variants[r];
        const struct interpreter changed = {
            .readings = variant->readings, .count = gold->count, .repeats = 1};
        robustness->rows[r] = (struct robustness_row){
            .variant = variant, .after = case_accuracy_score(gold, &changed, arena).cases};
        count_row(evaluation, &robustness->rows[r], &table, r);
    }
    struct interval *intervals = ARENA_ARRAY(scratch, struct interval, count + 1);
    resampling_intervals(&table, sampling, RESAMPLING_STREAM, scratch, intervals);
    for (size_t r = 0; r < count; r++) {
        struct robustness_row *row = &robustness->rows[r];
        row->lost = resampling_value(&table, r, NULL);
        row->interval = interval_of(row, intervals[r]);
    }
    correct(robustness, scratch);
    add_metrics(evaluation, &table, intervals, out);
}
