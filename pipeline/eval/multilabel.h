/*
 * multilabel.h - recall, precision, F1 and Jaccard of predicted sets of classes against expected
 * ones.
 *
 * Used for genres (many classes a case) and intents (one class a case). Equal to
 * scikit-learn's recall_score, precision_score and f1_score with average "samples", "micro"
 * and "macro" and to its jaccard_score with "samples", with two differences that are stated below.
 */
#ifndef EVAL_MULTILABEL_H
#define EVAL_MULTILABEL_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ratio.h"
#include "eval/sampling.h"

#define MULTILABEL_CLASSES 64

/* One case: bit c is class c. */
struct multilabel_pair {
    uint64_t expected;
    uint64_t predicted;
};

/* Of one class, or of all classes together. */
struct multilabel_counts {
    size_t expected;
    size_t predicted;
    size_t both;
};

/* Counts, not quotients: divided only by multilabel_value(). */
struct multilabel {
    size_t classes;
    struct multilabel_counts by_class[MULTILABEL_CLASSES];
    struct multilabel_counts total;
    struct mean recall_per_case;    /* over the cases that expect something */
    struct mean precision_per_case; /* over the cases that predict something */
    struct mean f1_per_case;        /* over the cases that do either */
    struct mean jaccard_per_case;   /* the same */
};

enum multilabel_statistic {
    MULTILABEL_RECALL,       /* mean over cases of |expected AND predicted| / |expected| */
    MULTILABEL_PRECISION,    /* mean over cases of |expected AND predicted| / |predicted| */
    MULTILABEL_F1,           /* mean over cases of 2 |both| / (|expected| + |predicted|) */
    MULTILABEL_JACCARD,      /* mean over cases of |both| / |expected OR predicted| */
    MULTILABEL_RECALL_MICRO, /* the same quotients of the sums over all cases and classes */
    MULTILABEL_PRECISION_MICRO,
    MULTILABEL_F1_MICRO,
    MULTILABEL_RECALL_MACRO, /* means over the classes that are expected at least once */
    MULTILABEL_PRECISION_MACRO,
    MULTILABEL_F1_MACRO,
    MULTILABEL_STATISTICS,
};

/*
 * Counts `n` cases. A case that expects nothing is left out of the per-case recall, and a
 * class without support out of the macro means (scikit-learn would count both as 0 or 1);
 * what is predicted without being expected counts against precision everywhere.
 */
struct multilabel multilabel_count(const struct multilabel_pair *pairs, size_t n, size_t classes);

/* A statistic; NAN when there is nothing to divide by. */
double multilabel_value(const struct multilabel *counts, enum multilabel_statistic statistic);

/* How many cases, or expected and predicted labels, a statistic is computed from. */
size_t multilabel_support(const struct multilabel *counts, enum multilabel_statistic statistic);

/* Recall, precision and F1 of one class; 0/0 is 0 of 0, shown as "n/a". */
struct ratio multilabel_class_recall(const struct multilabel *counts, size_t class_number);
struct ratio multilabel_class_precision(const struct multilabel *counts, size_t class_number);
struct ratio multilabel_class_f1(const struct multilabel *counts, size_t class_number);

/* 95 % percentile bootstrap intervals. */
struct multilabel_intervals {
    struct interval of[MULTILABEL_STATISTICS];
    struct interval recall[MULTILABEL_CLASSES]; /* by class */
    struct interval precision[MULTILABEL_CLASSES];
};

/*
 * Every resample (Efron 1979) draws as many cases, or clusters of them, as there are, with all
 * their pairs, and recomputes the statistics; those in which a statistic is undefined are left out
 * of its interval. `cases` (n) are the numbers of the pairs' cases.
 */
void multilabel_intervals(const struct multilabel_pair *pairs, const uint32_t *cases, size_t n,
                          size_t classes, const struct sampling *sampling, uint64_t stream,
                          struct arena *scratch, struct multilabel_intervals *out);

#endif
