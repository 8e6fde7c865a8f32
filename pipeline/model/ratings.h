/* ratings.h - who gave which film how many stars, and when. */
#ifndef MODEL_RATINGS_H
#define MODEL_RATINGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

/*
 * Columns of equal length, in the order of the files. Users and items are numbered
 * densely in order of first appearance. The columns are blocks of base/memory.h,
 * owned by the structure; ratings_free() gives them back.
 */
struct ratings {
    size_t count;
    uint32_t *users; /* (count) < n_users */
    uint32_t *items; /* (count) < n_items */
    float *values;   /* (count) */
    uint32_t *times; /* (count) seconds since 1970; all 0 when the source has none */
    uint32_t *rows;  /* (count) ascending 0-based data rows of the files that the ratings come from,
                        counted through all files; NULL when rating i is row i: nothing was lost */
    size_t n_users;
    size_t n_items;
    struct str *user_names; /* (n_users) keyed pseudonyms, never the raw ids; in an arena */
    uint64_t *user_keys;    /* (n_users) hash_fast of the raw id: splits, in memory only */
    struct str *item_ids;   /* (n_items) ids as in the files; in an arena */
    uint64_t *item_keys;    /* (n_items) hash_fast of the id */
    float scale_min;        /* the rating scale: declared by the format or the config */
    float scale_max;
    struct hash_sha256 digest; /* of the digests of the files, in the order of reading */
};

/*
 * The rating that comes from a data row of the files; SIZE_MAX when the row was rejected or
 * replaced by another, or there is none of that number.
 */
size_t ratings_at_row(const struct ratings *ratings, uint32_t row);

/* Frees the columns of plain blocks (users, items, values, times, rows, keys) and clears the
 * structure.
 */
void ratings_free(struct ratings *ratings);

#endif
