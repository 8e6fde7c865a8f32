#include "eval/multilabel.h"

#include <math.h>
#include <string.h>

#include "base/resample.h"

static size_t bits(uint64_t set)
{
    return (size_t)__builtin_popcountll(set);
}

static void count_pair(struct multilabel *counts, struct multilabel_pair pair)
{
    size_t expected = bits(pair.expected);
    size_t predicted = bits(pair.predicted);
    size_t both = bits(pair.expected & pair.predicted);

    counts->total.expected += expected;
    counts->total.predicted += predicted;
    counts->total.both += both;
    if (expected != 0)
        mean_add(&counts->recall_per_case, (double)both / (double)expected);
    if (predicted != 0)
        mean_add(&counts->precision_per_case, (double)both / (double)predicted);
    if (expected + predicted != 0) {
        mean_add(&counts->f1_per_case, 2.0 * (double)both / (double)(expected + predicted));
        mean_add(&counts->jaccard_per_case, (double)both / (double)(expected + predicted - both));
    }

    for (size_t c = 0; c < counts->classes; c++) {
        struct multilabel_counts *one = &counts->by_class[c];
        one->expected += pair.expected >> c & 1;
        one->predicted += pair.predicted >> c & 1;
        one->both += pair.expected >> c & pair.predicted >> c & 1;
    }
}

struct multilabel multilabel_count(const struct multilabel_pair *pairs, size_t n, size_t classes)
{
    struct multilabel counts = {.classes = classes};
    for (size_t i = 0; i < n; i++)
        count_pair(&counts, pairs[i]);
    return counts;
}

static struct ratio recall_of(const struct multilabel_counts *counts)
{
    return (struct ratio){counts->both, counts->expected};
}

static struct ratio precision_of(const struct multilabel_counts *counts)
{
    return (struct ratio){counts->both, counts->predicted};
}

static struct ratio f1_of(const struct multilabel_counts *counts)
{
    return (struct ratio){2 * counts->both, counts->expected + counts->predicted};
}

/* The mean of a quotient over the classes with support; a quotient of 0/0 is left out. */
static double macro(const struct multilabel *counts,
                    struct ratio (*quotient)(const struct multilabel_counts *))
{
    struct mean mean = {0};
    for (size_t c = 0; c < counts->classes; c++) {
        struct ratio ratio = quotient(&counts->by_class[c]);
        if (counts->by_class[c].expected != 0 && ratio.total != 0)
            mean_add(&mean, ratio_value(ratio));
    }
    return mean_value(mean);
}

double multilabel_value(const struct multilabel *counts, enum multilabel_statistic statistic)
{
    switch (statistic) {
    case MULTILABEL_RECALL:
        return mean_value(counts->recall_per_case);
    case MULTILABEL_PRECISION:
        return mean_value(counts->precision_per_case);
    case MULTILABEL_F1:
        return mean_value(counts->f1_per_case);
    case MULTILABEL_JACCARD:
        return mean_value(counts->jaccard_per_case);
    case MULTILABEL_RECALL_MICRO:
        return ratio_value(recall_of(&counts->total));
    case MULTILABEL_PRECISION_MICRO:
        return ratio_value(precision_of(&counts->total));
    case MULTILABEL_F1_MICRO:
        return ratio_value(f1_of(&counts->total));
    case MULTILABEL_RECALL_MACRO:
        return macro(counts, recall_of);
    case MULTILABEL_PRECISION_MACRO:
        return macro(counts, precision_of);
    case MULTILABEL_F1_MACRO:
        return macro(counts, f1_of);
    case MULTILABEL_STATISTICS:
        break;
    }
    return NAN;
}

static size_t supported_classes(const struct multilabel *counts)
{
    size_t supported = 0;
    for (size_t c = 0; c < counts->classes; c++)
        supported += counts->by_class[c].expected != 0;
    return supported;
}

size_t multilabel_support(const struct multilabel *counts, enum multilabel_statistic statistic)
{
    switch (statistic) {
    case MULTILABEL_RECALL:
        return counts->recall_per_case.n;
    case MULTILABEL_PRECISION:
        return counts->precision_per_case.n;
    case MULTILABEL_F1:
        return counts->f1_per_case.n;
    case MULTILABEL_JACCARD:
        return counts->jaccard_per_case.n;
    case MULTILABEL_RECALL_MICRO:
        return counts->total.expected;
    case MULTILABEL_PRECISION_MICRO:
        return counts->total.predicted;
    case MULTILABEL_F1_MICRO:
        return counts->total.expected + counts->total.predicted;
    case MULTILABEL_RECALL_MACRO:
    case MULTILABEL_PRECISION_MACRO:
    case MULTILABEL_F1_MACRO:
        return supported_classes(counts);
    case MULTILABEL_STATISTICS:
        break;
    }
    return 0;
}

struct ratio multilabel_class_recall(const struct multilabel *counts, size_t class_number)
{
    return recall_of(&counts->by_class[class_number]);
}

struct ratio multilabel_class_precision(const struct multilabel *counts, size_t class_number)
{
    return precision_of(&counts->by_class[class_number]);
}

struct ratio multilabel_class_f1(const struct multilabel *counts, size_t class_number)
{
    return f1_of(&counts->by_class[class_number]);
}

/* ── intervals ──────────────────────────────────────────────────────────────────────────────────
 */

enum { MEANS = 4, COUNTS = 3 };

/* The sums that all statistics are made of: two for each mean, then three for each class. */
static size_t column_count(size_t classes)
{
    return 2 * MEANS + COUNTS * classes;
}

static void list_means(struct multilabel *counts, struct mean *means[MEANS])
{
    means[0] = &counts->recall_per_case;
    means[1] = &counts->precision_per_case;
    means[2] = &counts->f1_per_case;
    means[3] = &counts->jaccard_per_case;
}

static void add_to_columns(struct multilabel *one, double **columns, uint32_t unit)
{
    struct mean *means[MEANS];
    list_means(one, means);
    for (size_t m = 0; m < MEANS; m++) {
        columns[2 * m][unit] += means[m]->sum;
        columns[2 * m + 1][unit] += (double)means[m]->n;
    }
    double **counts = columns + 2 * MEANS;
    for (size_t c = 0; c < one->classes; c++, counts += COUNTS) {
        counts[0][unit] += (double)one->by_class[c].expected;
        counts[1][unit] += (double)one->by_class[c].predicted;
        counts[2][unit] += (double)one->by_class[c].both;
    }
}

/* The counts of a resample, whose sums of whole numbers are whole numbers. */
static struct multilabel from_sums(const double *sums, size_t classes)
{
    struct multilabel counts = {.classes = classes};
    struct mean *means[MEANS];
    list_means(&counts, means);
    for (size_t m = 0; m < MEANS; m++)
        *means[m] = (struct mean){sums[2 * m], (size_t)sums[2 * m + 1]};
    sums += 2 * MEANS;
    for (size_t c = 0; c < classes; c++, sums += COUNTS) {
        counts.by_class[c] =
            (struct multilabel_counts){(size_t)sums[0], (size_t)sums[1], (size_t)sums[2]};
        counts.total.expected += counts.by_class[c].expected;
        counts.total.predicted += counts.by_class[c].predicted;
        counts.total.both += counts.by_class[c].both;
    }
    return counts;
}

/* The statistics, then recall and precision of every class. */
static void compute(const void *context, const double *sums, double *statistics)
{
    const size_t *classes = context;
    const struct multilabel counts = from_sums(sums, *classes);
    for (int s = 0; s < MULTILABEL_STATISTICS; s++)
        *statistics++ = multilabel_value(&counts, (enum multilabel_statistic)s);
    for (size_t c = 0; c < *classes; c++)
        *statistics++ = ratio_value(multilabel_class_recall(&counts, c));
    for (size_t c = 0; c < *classes; c++)
        *statistics++ = ratio_value(multilabel_class_precision(&counts, c));
}

void multilabel_intervals(const struct multilabel_pair *pairs, const uint32_t *cases, size_t n,
                          size_t classes, const struct sampling *sampling, uint64_t stream,
                          struct arena *scratch, struct multilabel_intervals *out)
{
    uint32_t *unit = ARENA_ARRAY(scratch, uint32_t, n);
    const struct resample draw = {
        .units = sampling_units(sampling, cases, n, scratch, unit),
        .resamples = sampling->resamples,
        .seed = sampling->seed,
        .stream = stream,
    };
    double **columns = ARENA_ARRAY(scratch, double *, column_count(classes));
    for (size_t c = 0; c < column_count(classes); c++)
        columns[c] = ARENA_ARRAY(scratch, double, draw.units);
    for (size_t i = 0; i < n; i++) {
        struct multilabel one = multilabel_count(&pairs[i], 1, classes);
        add_to_columns(&one, columns, unit[i]);
    }

    struct interval intervals[MULTILABEL_STATISTICS + 2 * MULTILABEL_CLASSES];
    const struct resample_question question = {
        (const double *const *)columns, column_count(classes), MULTILABEL_STATISTICS + 2 * classes,
        compute, &classes};
    resample_intervals(&draw, &question, 0.95, sampling->pool, intervals);
    memcpy(out->of, intervals, sizeof out->of);
    memcpy(out->recall, intervals + MULTILABEL_STATISTICS, classes * sizeof *intervals);
    memcpy(out->precision, intervals + MULTILABEL_STATISTICS + classes,
           classes * sizeof *intervals);
}
