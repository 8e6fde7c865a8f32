/*
 * model_file.h - the trained model on disk, with all it takes to answer from it.
 *
 * A file (model_format.h) is mapped, not read: it is ready at once, however large, and only what a
 * question touches comes from the disk. At opening the header is checked, with the place of every
 * section; what a section holds is checked where it is used, so that a damaged or forged file gives
 * errors or nonsense, but never leads outside of itself. model_file_verify() checks every byte.
 */
#ifndef TRAIN_MODEL_FILE_H
#define TRAIN_MODEL_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"
#include "model/genre.h"
#include "train/fold_in.h"
#include "train/name_table.h"

#define MODEL_FILE_MAX ((size_t)64 << 30) /* bytes of the largest file that is read */

/* A view into the bytes of the file, valid until model_file_close(). */
struct model_file {
    struct str data;
    const char *path; /* kept by pointer */
    size_t n_users;
    size_t n_items;
    size_t n_ratings;
    size_t n_train; /* ratings it was trained on: n_ratings less what was held out */
    size_t factors; /* k */
    float scale_min;
    float scale_max;
    float liked_from;               /* stars from which on a film counts as liked */
    uint64_t key_check;             /* model_file_save.h */
    struct hash_sha256 data_digest; /* of the ratings */
    struct str settings;            /* "svd.factors=64\n"…: what it was made with */
    struct name_table users;        /* pseudonyms */
    struct name_table items;        /* ids of the films */
    struct name_table titles;       /* (n_items) without year; "" for a film no catalogue knew */
    struct name_table genres;
    const int32_t *years;          /* (n_items) 0: unknown */
    const genre_set *item_genres;  /* (n_items) genre_set of `genres` */
    const uint32_t *rating_counts; /* (n_items) */
    const uint64_t *rated_ends;    /* (n_users) */
    const uint32_t *rated_items;   /* (n_ratings) */
    const float *rated_stars;      /* (n_ratings) */
    const float *user_rows;        /* (n_users, stride) */
    struct fold_in_space space;    /* rows of the films, and what folding in needs */
};

/*
 * Maps the model. Errors: those of io_map(), and ERROR_INPUT at the file: not a model; of another
 * byte order or version; cut short; damaged.
 */
bool model_file_open(const char *path, struct model_file *out, struct error *err);

/* Gives the bytes back and clears the view. */
void model_file_close(struct model_file *file);

/*
 * The same view of bytes that the caller owns, aligned to MEMORY_ALIGNMENT; `path` is what errors
 * call them. There is nothing to close.
 */
bool model_file_parse(struct str data, const char *path, struct model_file *out, struct error *err);

/* Compares the SHA-256 of the whole file with the one at its end: ERROR_INPUT when they differ. */
bool model_file_verify(const struct model_file *file, struct error *err);

/*
 * The ratings of user number `user` < n_users, copied into the arena. Error: ERROR_INPUT at the
 * file when they are damaged.
 */
bool model_file_ratings(const struct model_file *file, uint32_t user, struct arena *arena,
                        struct fold_in_ratings *out, struct error *err);

/* "Heat (1995)"; the id of a film without a title. In the arena. */
const char *model_file_title(const struct model_file *file, uint32_t item, struct arena *arena);

#endif
