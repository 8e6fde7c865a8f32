/*
 * held_out.h - the ratings that test a model, user by user, and how much it knew beforehand.
 *
 * Made once per fold and shared by all models and all scores. Predictions stand in the order of
 * `rows`.
 */
#ifndef TRAIN_HELD_OUT_H
#define TRAIN_HELD_OUT_H

#include <stddef.h>
#include <stdint.h>

#include "model/ratings.h"

struct held_out {
    const struct ratings *ratings;
    const unsigned char *part; /* (ratings->count) enum split_part */
    size_t count;              /* ratings whose part is SPLIT_TEST */
    uint32_t *rows;            /* (count) their numbers, user by user, a user's ascending */
    uint32_t *users;           /* (user_count) users with such a rating, ascending */
    uint32_t *first;           /* (user_count + 1) where a user's rows begin */
    size_t user_count;
    uint32_t *user_train; /* (n_users) ratings that a model learns from: train and validation */
    uint32_t *item_train; /* (n_items) */
};

/* Borrows both arguments. Give it back with held_out_free(). */
struct held_out held_out_make(const struct ratings *ratings, const unsigned char *part);

/* Frees the blocks and clears the structure. */
void held_out_free(struct held_out *held_out);

#endif
