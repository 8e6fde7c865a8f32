/*
 * ranking_fold.h - one fold as ranking sees it: whose lists are asked for, and what is in question.
 *
 * Made once and shared by all models, since it costs as much as ranking does.
 */
#ifndef TRAIN_RANKING_FOLD_H
#define TRAIN_RANKING_FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "model/ratings.h"
#include "train/interactions.h"
#include "train/item_facts.h"

struct ranking_fold {
    size_t n_users;
    size_t n_items;
    uint32_t *by_id;              /* (n_items) the items in the bytewise order of their ids */
    uint32_t *place;              /* (n_items) where an item is in that order */
    struct interactions known;    /* (n_users, n_items) train and validation: no candidates */
    struct interactions relevant; /* (n_users, n_items) each pair once: held out, `relevant_from`
 stars or more */
    struct item_facts facts;      /* of the known ratings */
    uint32_t *users;              /* (user_count) those with a relevant item, ascending */
    size_t user_count;
    size_t unranked_users; /* users with held-out ratings, none of them relevant */
};

/* `part` has an enum split_part for each rating. Give it back with ranking_fold_free(). */
struct ranking_fold ranking_fold_make(const struct ratings *ratings, const unsigned char *part,
                                      double relevant_from);

/* Frees the blocks and clears the structure. */
void ranking_fold_free(struct ranking_fold *fold);

#endif
