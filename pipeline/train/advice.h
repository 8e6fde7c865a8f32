/*
 * advice.h - which films should this person watch, and why? Answers from a model file.
 *
 * A person whom the model was trained on has a row in it. Anybody else, and whoever brings ratings
 * that the model does not know, is folded in (fold_in.h); without a single rating that gives the
 * average person. Films are in the order of r̂ = μ + x·z, equal ones in the order of the file; films
 * that the person has rated are left out.
 *
 * A request may narrow the films and put those first that match it better, and it may name films to
 * compare with: then a film gains what these, rated best by somebody of whom nothing else is known,
 * would add to its score. That moves its place, not the stars that are predicted.
 *
 * The reasons are those of the fold-in of the person's ratings. For a trained row, which folding in
 * rebuilds closely but not exactly, they explain the score as nearly.
 */
#ifndef TRAIN_ADVICE_H
#define TRAIN_ADVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "train/fold_in.h"
#include "train/kernels.h"
#include "train/model_file.h"
#include "train/reasons.h"

struct advice_person {
    uint32_t user;                  /* in the model; NAME_TABLE_NONE: unknown to it */
    bool trained;                   /* `row` is the trained one, not folded in */
    const float *row;               /* (stride) */
    struct fold_in_ratings ratings; /* all that are known */
    struct fold_in fold;            /* of `ratings` */
};

struct advice_request {
    const unsigned char *levels;    /* (n_items) how well each film matches, 0: not at all */
    unsigned level_max;             /* the greatest of them */
    struct fold_in_ratings similar; /* films to compare with, never listed; may be none */
    bool with_seen;                 /* list films that the person rated too */
    size_t count;                   /* films to list, at most */
};

struct advice {
    uint32_t item;
    float stars; /* r̂ cut to the scale */
    float score; /* what the film is ordered by: r̂ and what films to compare with add */
    float rated; /* stars that the person gave it; NAN: none */
    unsigned level;
    struct reasons reasons;
};

/*
 * The person of a number in the model, or NAME_TABLE_NONE, with ratings from elsewhere (`more`, of
 * different films), which win over those of the model. All of it is in the arena or borrowed, so
 * `out` stays where it is. Error: that of model_file_ratings().
 */
bool advice_person_make(const struct model_file *file, uint32_t user,
                        const struct fold_in_ratings *more, struct arena *arena,
                        struct advice_person *out, struct error *err);

/*
 * The best films for the person, `*count` ≤ request->count of them, in the arena. Error:
 * ERROR_INPUT at the file when its factors are no numbers.
 */
bool advice_list(const struct model_file *file, const struct advice_person *person,
                 const struct advice_request *request, const struct kernels *kernels,
                 struct arena *arena, struct advice **out, size_t *count, struct error *err);

#endif
