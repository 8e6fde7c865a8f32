/*
 * slices.h - for whom, and for what, does the headline model predict badly?
 *
 * Held-out ratings are grouped by their user's ratings in train (0, 1–19, 20–99, 100 and more); by
 * their film's (0; the head: the most rated films that together hold SLICES_HEAD of the
 * train ratings, films of equal count staying together; the tail: the rest); by the decade and by
 * the genres of their film, in which a film of several genres counts several times. "Train" is
 * what a model learns from, the validation part included, fold by fold.
 *
 * The RMSE and its interval are the root of the mean squared error of clustered.h and of its
 * interval, whose lower end is at least 0; that of nDCG is cut to 0 … 1. nDCG is about users, so
 * that slices of films have none; under k-fold a user's nDCG is in the slice that the user has in
 * the first fold. Slices without a rating are left out.
 */
#ifndef TRAIN_SLICES_H
#define TRAIN_SLICES_H

#include <stddef.h>

#include "base/arena.h"
#include "model/genre.h"
#include "model/metric.h"
#include "model/ratings.h"
#include "model/scoring.h"
#include "train/clustered.h"
#include "train/held_out.h"
#include "train/user_bootstrap.h"

#define SLICES_HEAD 0.8

/* What the catalogue says of the rated films. */
struct slices_films {
    const genre_set *genres;       /* (n_items) 0: none known */
    const int *years;              /* (n_items) 0: unknown */
    const struct str *genre_names; /* (genre_count) bit g of a set is genre_names[g] */
    size_t genre_count;
};

enum {
    SLICES_OF_USERS = 4,
    SLICES_OF_FILMS = 3,
    SLICES_DECADES = 20,           /* 1870s … 2050s, and unknown */
    SLICES_GENRES = GENRE_MAX + 1, /* and none */
    SLICES_MAX = SLICES_OF_USERS + SLICES_OF_FILMS + SLICES_DECADES + SLICES_GENRES,
};

/* Sums over all folds. */
struct slices {
    const struct slices_films *films; /* NULL: no slices by genre and decade */
    size_t n_users;
    unsigned char *user_slice; /* (n_users) of the first fold */
    size_t folds;
    struct clustered all; /* squared errors */
    struct clustered parts[SLICES_MAX];
};

/* `films` is kept by pointer. */
struct slices slices_init(const struct ratings *ratings, const struct slices_films *films,
                          struct arena *arena);

/* Adds one fold: predictions in the order of held_out->rows. */
void slices_add(struct slices *slices, const struct held_out *held_out, const float *predictions);

/*
 * Writes out->slices and slice_count. `ndcg` is the headline model's at out->k, user by user;
 * NULL: no lists were scored. Names are those of the films, or literals.
 */
void slices_finish(const struct slices *slices, const struct user_average *ndcg,
                   struct arena *arena, struct scoring *out);

/*
 * Appends slice_rmse, and slice_ndcg_at_K where it applies, with the labels model and slice, for
 * the slices that have a label.
 */
void slices_metrics(const struct scoring *scoring, struct metric_list *out);

#endif
