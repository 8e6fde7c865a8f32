/* history.h - what earlier runs found, as the store hands it to gates and report. */
#ifndef MODEL_HISTORY_H
#define MODEL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"
#include "model/metric.h"
#include "model/paired.h"
#include "model/run.h"

/* The value of one metric in one earlier run. */
struct history_point {
    char run_id[RUN_ID_MAX];
    int64_t started_ms;
    double value; /* NAN: the run lacks it */
    struct interval interval;
};

/* One headline metric over the last runs, oldest first, the present run not included. */
struct history_series {
    struct str name; /* metric_name() */
    struct history_point *points;
    size_t count;
};

/* One gold case of the baseline, as scored for one interpreter. */
struct history_case {
    struct str interpreter;
    struct str case_id;
    struct hash_sha256 digest; /* comparable when equal to the present case's */
    bool pass;
    const double *values; /* (PAIRED_METRICS) as published; NULL: only the verdict is known */
    struct str output;    /* what was answered, as published; empty: unknown */
};

/* The gold cases of an earlier run, whatever became of them. */
struct history_gold_case {
    struct str id;
    struct hash_sha256 digest;
};

struct history_gold {
    bool exists;
    char run_id[RUN_ID_MAX];
    int64_t started_ms;
    struct history_gold_case *cases;
    size_t count;
};

/* The run that the present one is compared with: the latest full success of the same experiment. */
struct history_baseline {
    bool exists;
    char run_id[RUN_ID_MAX];
    int64_t started_ms;
    struct map metrics; /* metric_name() → index in `values` */
    double *values;
    struct history_case *cases;
    size_t case_count;
    struct map params; /* key → index in `param_values` */
    struct str *param_values;
};

/* The baseline's value of a metric, NAN when it lacks it or there is no baseline. */
double history_baseline_value(const struct history_baseline *baseline, struct str name);

/* How one case moved. */
enum flip {
    FLIP_NONE,   /* the same verdict in both, or not comparable */
    FLIP_FIXED,  /* failed in the baseline, passes now */
    FLIP_BROKEN, /* passed in the baseline, fails now */
};

/* How the primary interpreter's cases moved against the baseline; only comparable cases count. */
struct history_flips {
    size_t compared;
    size_t fixed;   /* failed then, pass now */
    size_t broken;  /* passed then, fail now */
    double p_value; /* exact McNemar test */
};

#endif
