/* paired.h - two ways of reading the same gold cases, compared case by case. */
#ifndef MODEL_PAIRED_H
#define MODEL_PAIRED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ratio.h"
#include "base/str.h"

/* What a case is worth, from 0 to 1, larger is better; the mean over cases is the metric. */
enum paired_metric {
    PAIRED_CASE_ACCURACY, /* share of its answers that are right in every slot */
    PAIRED_CASE_SCORE,
    PAIRED_INTENT_ACCURACY,
    PAIRED_GENRE_RECALL,
    PAIRED_GENRE_F1,
    PAIRED_METRICS,
};

/* The values of one side, mean over the answers to a case. */
struct paired_values {
    double *of[PAIRED_METRICS]; /* (n_cases) each; NAN: the case has none */
};

enum paired_test {
    PAIRED_MCNEMAR, /* exact, on cases that pass or fail */
    PAIRED_STUDENT, /* the paired t-test over cases, or over clusters of them */
};

/* A difference of means over the cases for which both sides have a value: first − second. */
struct paired {
    enum paired_metric metric;
    struct str first;
    struct str second; /* "" for the baseline's reading of `first` */
    size_t cases;
    double first_value;
    double second_value;
    double difference;
    struct interval interval; /* 95 %, bootstrap of cases or clusters */
    enum paired_test test;
    size_t only_first;  /* of McNemar's: cases that only the first passes */
    size_t only_second; /* and only the second */
    size_t units;       /* of Student's: cases or clusters */
    double unit_mean;   /* of the sums of differences in a unit */
    double unit_deviation;
    double p;
    double p_corrected; /* Holm, for all comparisons that were made together */
    double detectable;  /* difference that these cases tell in 80 % of samples; NAN: unknown */
    double needed;      /* cases that would tell the observed one; NAN: unknown */
};

#define PAIRED_LEVEL 0.05 /* a corrected p-value below it decides */

struct paired_list {
    struct paired *items;
    size_t count;
};

/* "case_accuracy": the key of the metric that the mean is. */
const char *paired_metric_key(enum paired_metric metric);

/* "Case accuracy". */
const char *paired_metric_title(enum paired_metric metric);

/* The metric of a key; false when it is not one of those. */
bool paired_metric_find(const char *key, enum paired_metric *metric);

/* The comparison on a metric whose first side has a name and whose second has one; NULL: none. */
const struct paired *paired_find(const struct paired_list *list, enum paired_metric metric,
                                 struct str first, struct str second);

#endif
