/* training.h - what training the SVD model did: the model card and the loss curve. */
#ifndef MODEL_TRAINING_H
#define MODEL_TRAINING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

struct training_epoch {
    double train_rmse;      /* over the epoch's own predictions before each update */
    double validation_rmse; /* NAN without a validation part */
    double learning_rate;
};

/* One of the models that were trained on the same ratings, of the first fold. */
struct training_model {
    struct str name; /* the label `model` of its metrics */
    struct str text; /* what it is, a line without a full stop */
    bool rates;      /* predicts ratings */
    bool ranks;      /* orders films */
    double fit_ms;   /* NAN under SOURCE_DATE_EPOCH */
};

enum training_status {
    TRAINING_SKIPPED, /* no ratings were given */
    TRAINING_DONE,
    TRAINING_NO_TEST, /* trained, but too little data to hold any out: no scores */
};

struct training {
    enum training_status status;
    struct str reason; /* why it was skipped or has no scores; "" otherwise */
    size_t n_users;
    size_t n_items;
    size_t n_train; /* ratings, validation part excluded */
    size_t n_validation;
    size_t n_test;
    struct str protocol;      /* "time", "hash", "random", "kfold", "rows" */
    struct str protocol_text; /* a sentence: "the newest 10 % of the ratings, from 1998-04-10 on" */
    size_t folds;             /* 1 unless k-fold */
    size_t factors;
    size_t epochs_max;
    double learning_rate;
    double regularization;
    double init_stddev;
    uint64_t seed;
    struct training_model *models; /* (model_count), in the order of the page */
    size_t model_count;
    struct training_epoch *epochs; /* (epoch_count), of the first fold */
    size_t epoch_count;
    size_t best_epoch; /* 1-based: the one whose parameters are kept */
    bool stopped_early;
    double training_ms;  /* NAN under SOURCE_DATE_EPOCH */
    size_t ranked_users; /* users with a relevant held-out film */
    size_t unranked_users;
    struct hash_sha256 data_digest;
    struct str model_path; /* "" when the model was not saved */
    struct hash_sha256 model_digest;
    uint64_t model_bytes;
};

#endif
