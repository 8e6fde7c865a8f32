#include "eval/multilabel.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/stats.h"

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

/* Each statistic's values over the resamples, undefined ones left out. */
struct resampled {
    double *values[MULTILABEL_STATISTICS];
    size_t count[MULTILABEL_STATISTICS];
};

static void keep_statistics(struct resampled *resampled, const struct multilabel *counts)
{
    for (int s = 0; s < MULTILABEL_STATISTICS; s++) {
        double value = multilabel_value(counts, (enum multilabel_statistic)s);
        if (!isnan(value))
            resampled->values[s][resampled->count[s]++] = value;
    }
}

void multilabel_intervals(const struct multilabel_pair *pairs, size_t n, size_t classes,
                          size_t resamples, uint64_t seed, uint64_t stream, struct arena *scratch,
                          struct interval out[MULTILABEL_STATISTICS])
{
    struct resampled resampled = {0};
    for (int s = 0; s < MULTILABEL_STATISTICS; s++)
        resampled.values[s] = ARENA_ARRAY(scratch, double, resamples);

    struct rng rng = rng_init(seed, stream);
    for (size_t r = 0; r < resamples && n != 0; r++) {
        struct multilabel counts = {.classes = classes};
        for (size_t i = 0; i < n; i++)
            count_pair(&counts, pairs[rng_below(&rng, (uint32_t)n)]);
        keep_statistics(&resampled, &counts);
    }
    for (int s = 0; s < MULTILABEL_STATISTICS; s++)
        out[s] = stats_percentile_interval(resampled.values[s], resampled.count[s], 0.95);
}
