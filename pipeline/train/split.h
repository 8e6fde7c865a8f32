/*
 * split.h - which ratings train the model, which choose the epoch, and which test it.
 *
 * time    the newest ratings are the test part; of equal times the later row is the newer.
 *         No train rating is newer than a test rating: nothing is learned from the future.
 * hash    a seeded hash of (user, item) decides, so that a growing data set never moves a
 *         rating from one side to the other.
 * random  the first ratings of a seeded permutation.
 * kfold   a seeded permutation dealt to k folds; each fold is the test part once.
 * rows    the caller says which.
 * last    every user's latest rating (split_last.h).
 * official the ratings of a second file (split_official.h).
 * auto    time when there are at least two different times, otherwise hash.
 *
 * The validation part is cut off train: by time the newest of it, for last the rating before the
 * held-out one, otherwise by a second hash.
 */
#ifndef TRAIN_SPLIT_H
#define TRAIN_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "model/ratings.h"
#include "train/split_official.h"

enum split_protocol {
    SPLIT_AUTO,
    SPLIT_TIME,
    SPLIT_HASH,
    SPLIT_RANDOM,
    SPLIT_KFOLD,
    SPLIT_ROWS,
    SPLIT_LAST,
    SPLIT_OFFICIAL,
};

/* The part of one rating; a set of parts is an OR of SPLIT_BIT. */
enum split_part {
    SPLIT_TRAIN,
    SPLIT_VALIDATION,
    SPLIT_TEST,
    SPLIT_PARTS,
};

#define SPLIT_BIT(part) (1U << (part))
#define SPLIT_HAS(parts, part) (((parts) >> (part)&1U) != 0)

#define SPLIT_FOLDS_MAX 100

struct split_options {
    enum split_protocol protocol;
    double test_share;       /* 0 … 1, of all ratings; for time, hash and random */
    double validation_share; /* 0 … 1, of train; 0: no validation part. last: all or none */
    size_t folds;            /* kfold: 2 … SPLIT_FOLDS_MAX */
    const uint32_t *rows;    /* rows: 0-based data rows of the files, in any order */
    size_t row_count;
    const struct split_official *official; /* official: what the file said … */
    const char *official_path;             /* … and what it is called */
    uint64_t seed;
};

struct split {
    enum split_protocol protocol; /* what was done: never SPLIT_AUTO */
    struct str text;              /* for the model card: "the newest 10 % of the ratings, …" */
    size_t folds;                 /* 1 unless kfold */
    unsigned char *part;          /* (ratings->count) enum split_part, a block of base/memory.h */
    unsigned char *fold;          /* (ratings->count), kfold only */
    size_t n_part[SPLIT_PARTS];   /* how many ratings each part has */
    double validation_share;
    uint64_t seed;
};

/* "auto", "time", … to the protocol; false for an unknown name. */
bool split_protocol_parse(struct str name, enum split_protocol *out);
const char *split_protocol_name(enum split_protocol protocol);

/*
 * Splits the ratings, for kfold into the parts of fold 0. Shares are rounded to whole
 * ratings; by hash they hold on average. A part may be empty (one rating, a share of 0):
 * that is no error. A row whose rating was rejected or replaced by another tests nothing. Errors,
 * all ERROR_INPUT: a row beyond the files; time asked for although all ratings have the same; fewer
 * ratings than folds. The text lives in `arena`; the caller frees the blocks with split_free().
 */
bool split_make(const struct split_options *options, const struct ratings *ratings,
                struct arena *arena, struct split *out, struct error *err);

/* Sets the parts to those of one fold of kfold; `ratings` are those of split_make(). */
void split_use_fold(struct split *split, const struct ratings *ratings, size_t fold);

void split_free(struct split *split);

#endif
