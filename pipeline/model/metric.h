/* metric.h - the one list of numbers that evaluators append to and everything else loops over. */
#ifndef MODEL_METRIC_H
#define MODEL_METRIC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/ratio.h"
#include "base/str.h"

enum metric_direction {
    METRIC_HIGHER_IS_BETTER,
    METRIC_LOWER_IS_BETTER,
    METRIC_NEUTRAL,
};

enum metric_unit {
    METRIC_SHARE, /* 0 … 1, shown in per cent */
    METRIC_COUNT,
    METRIC_STARS, /* on the scale of the ratings */
    METRIC_SCORE, /* no unit: nDCG, MRR */
    METRIC_MS,
};

/* What a metric is, once per key: a static table row in the module that computes it. */
struct metric_definition {
    const char *key;   /* [a-z0-9_]+ */
    const char *title; /* "Case accuracy" */
    enum metric_unit unit;
    enum metric_direction direction;
    const char *formula;  /* one sentence: how it is computed, from what */
    const char *interval; /* how its 95 % interval is made; NULL when it has none */
};

struct metric_label {
    const char *key;
    struct str value;
};

#define METRIC_LABELS_MAX 4

/* One number. */
struct metric {
    const struct metric_definition *definition;
    struct metric_label labels[METRIC_LABELS_MAX]; /* sorted by key */
    size_t label_count;
    double value;             /* NAN: nothing to score, shown as "n/a" */
    struct interval interval; /* 95 %; unknown ends are NAN */
    size_t support;           /* how many cases, users, ratings or events it is computed from */
    struct str distrust; /* why no gate may hang on it, as for a judge that people disagree with;
                            "" when one may */
    bool headline; /* what the bare key means: the primary interpreter, the served model, all cases
                    */
};

struct metric_list {
    struct arena *arena;
    struct metric *items;
    size_t count;
    size_t capacity;
};

struct metric_list metric_list_init(struct arena *arena);

/*
 * Appends a number without labels and interval and returns it for the caller to
 * complete. The pointer is valid until the next call.
 */
struct metric *metric_add(struct metric_list *list, const struct metric_definition *definition,
                          double value, size_t support);

/* Adds a label in its sorted place. At most METRIC_LABELS_MAX; key and value are kept by pointer.
 */
void metric_label(struct metric *metric, const char *key, struct str value);

/* "ndcg_at_10{model=svd}": the key and, in braces, the sorted labels. */
struct str metric_name(const struct metric *metric, struct arena *arena);

/*
 * The metric that a selector means: a bare key is the headline metric of that key (or
 * the only one), "key{a=b}" the one with exactly these labels in any order. NULL: there is none.
 */
const struct metric *metric_find(const struct metric_list *list, struct str selector);

/* Names in summary.json. */
const char *metric_unit_name(enum metric_unit unit);          /* "share", "count", … */
const char *metric_direction_name(enum metric_direction dir); /* "higher", "lower", "neutral" */

#endif
