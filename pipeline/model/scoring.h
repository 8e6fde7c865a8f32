/*
 * scoring.h - how well the recommender's models predict held-out ratings, beyond the one figure.
 *
 * Averages (RMSE, MAE, nDCG, …) are metrics with the label model (metric.h). Here is what they are
 * made of and how sure their differences are. All figures are over the held-out ratings of all
 * folds; unknown ones are NAN. Everything lives in the arena that made it.
 */
#ifndef MODEL_SCORING_H
#define MODEL_SCORING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ratio.h"
#include "base/str.h"

/* ---- calibration ------------------------------------------------------------------------------
 */

/* The held-out ratings whose predicted mean lies in [from, to); the last bucket includes `to`. */
struct calibration_bucket {
    double from; /* stars */
    double to;
    size_t count;             /* ≥ 1: buckets without a rating are left out */
    double predicted;         /* mean prediction, stars */
    double observed;          /* mean held-out rating */
    struct interval interval; /* 95 %, of `observed` */
};

/* How many held-out ratings lie in the interval that should hold `nominal` of them. */
struct calibration_level {
    double nominal; /* 0.5, 0.8, 0.9, 0.95 */
    struct ratio covered;
    struct interval interval; /* Wilson 95 %, of the covered share */
    double width;             /* mean width of the intervals, cut to the scale, stars */
};

/* The held-out ratings of which the model was about equally sure. */
struct calibration_spread {
    size_t count;     /* ≥ 1 */
    double predicted; /* mean predictive standard deviation, stars */
    double observed;  /* RMSE */
};

#define CALIBRATION_LEVELS 4

struct calibration {
    struct str model;
    struct calibration_bucket *buckets; /* (bucket_count), ascending */
    size_t bucket_count;
    bool has_spread; /* the model says how sure it is: the rest is valid */
    struct calibration_level levels[CALIBRATION_LEVELS];
    struct calibration_spread *spreads; /* (spread_count), the surest first */
    size_t spread_count;
};

/* ---- slices -----------------------------------------------------------------------------------
 */

/* The headline model on a part of the held-out ratings. */
struct slice {
    struct str group; /* "Users by ratings in train", "Films by ratings in train", "Genre",
                         "Decade"; slices of a group stand together */
    struct str name;  /* "1–19", "Comedy", "1990s" */
    struct str label; /* what metrics call it: "users_1_19"; "" when it is in the table only */
    size_t ratings;   /* held-out ratings */
    size_t users;     /* with such a rating, once per fold */
    double rmse;
    struct interval rmse_interval; /* 95 % */
    double rmse_difference;        /* to all held-out ratings: > 0 is worse */
    size_t ranked_users;           /* behind ndcg; 0 where it does not apply: slices of films */
    double ndcg;                   /* at scoring.k */
    struct interval ndcg_interval; /* 95 % */
    double ndcg_difference;        /* to all users: < 0 is worse */
};

/* ---- comparisons ------------------------------------------------------------------------------
 */

enum comparison_verdict {
    COMPARISON_UNDECIDED, /* the corrected p-value is .05 or more, or there is none */
    COMPARISON_FIRST_BETTER,
    COMPARISON_SECOND_BETTER,
};

/* Two models on the same users. */
struct comparison {
    struct str metric; /* "rmse", "ndcg_at_10" */
    bool lower_is_better;
    struct str first; /* the headline model */
    struct str second;
    double first_value; /* over the users that both have */
    double second_value;
    double difference;        /* first − second */
    struct interval interval; /* 95 %, paired bootstrap of users */
    double p;                 /* two-sided paired t-test over users */
    double p_corrected;       /* Holm, for all comparisons of the list */
    size_t users;
    enum comparison_verdict verdict;
};

/* ---- extremes ---------------------------------------------------------------------------------
 */

/* A film or a user that the headline model predicts worst or best, and the evidence. */
struct extreme {
    struct str id;        /* of the film as in the files, or the user's pseudonym */
    size_t train;         /* ratings that the model learned from (of the first fold) */
    size_t test;          /* held-out ratings */
    double mean_rating;   /* of the held-out ratings */
    double mean_expected; /* mean prediction of the same */
    double rmse;
};

struct extreme_list {
    struct extreme *items; /* (count) */
    size_t count;
};

/* ---- leakage ----------------------------------------------------------------------------------
 */

/* What a model may know of the held-out ratings that it could not know in use. */
struct leakage {
    size_t test;       /* held-out ratings */
    size_t repeated;   /* of them: the same user rated the same film in train too */
    bool dated;        /* the ratings have different times: the next two are valid */
    size_t own_future; /* held out, but older than a train rating of the same user */
    size_t any_future; /* held out, but older than a train rating of anybody */
    struct str text;   /* a warning in full sentences; "" when there is nothing to warn of */
};

/* ---- the whole --------------------------------------------------------------------------------
 */

struct scoring {
    size_t test;                      /* held-out ratings of all folds; 0: nothing else is here */
    struct str headline;              /* the model that slices and extremes are about: "svd" */
    size_t k;                         /* of ndcg; 0: no lists were scored */
    struct calibration *calibrations; /* (calibration_count), one per model that rates */
    size_t calibration_count;
    struct slice *slices; /* (slice_count) */
    size_t slice_count;
    struct comparison *comparisons; /* (comparison_count): all of rmse, then all of nDCG */
    size_t comparison_count;
    size_t extremes_from; /* held-out ratings that a film or user must have to be listed */
    struct extreme_list worst_films;
    struct extreme_list best_films;
    struct extreme_list worst_users;
    struct extreme_list best_users;
    struct leakage leakage;
};

#endif
