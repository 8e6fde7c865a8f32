/*
 * ranking.h - how good are the lists? Top N of all items for every user with something to find.
 *
 * Every item is a candidate except those that the user rated in train or validation (full
 * ranking, no sampled negatives). Relevant is a held-out rating of at least `relevant_from`. For
 * a user with the set R of relevant items and a list of k items, rel(n) = 1 when the n-th is in R:
 *
 *     nDCG       Σ rel(n) ÷ log2(n + 1)  over  Σ 1 ÷ log2(n + 1) for n ≤ min(|R|, k)
 *     recall     Σ rel(n) ÷ |R|
 *     precision  Σ rel(n) ÷ k
 *     AP         Σ rel(n) · precision(n) ÷ min(|R|, k)
 *     RR         1 ÷ the first n with rel(n) = 1, 0 without one
 *     hit        1 when some rel(n) = 1
 *
 * averaged over the users that have a relevant item; the others are left out and counted.
 * Coverage is the share of all items that appear in any list. Items of equal score are in the
 * bytewise order of their ids.
 *
 * What lists are worth beyond their hits (list_quality.h) is measured for one length, and so is how
 * evenly they spread over the items: with x_i the lists that item i is in, ascending, and n items
 *
 *     Gini       Σ (2i − n − 1)·x_i ÷ (n·Σ x_i)
 *     entropy    −Σ p_i·ln p_i for p_i = x_i ÷ Σ x_i, in nats
 */
#ifndef TRAIN_RANKING_H
#define TRAIN_RANKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/pool.h"
#include "base/ratio.h"
#include "model/genre.h"
#include "model/ratings.h"
#include "train/predictor.h"
#include "train/ranking_fold.h"
#include "train/user_bootstrap.h"

#define RANKING_KS_MAX 8
#define RANKING_K_MAX 1000

enum ranking_measure {
    RANKING_NDCG,
    RANKING_RECALL,
    RANKING_PRECISION,
    RANKING_MAP,
    RANKING_MRR,
    RANKING_HIT_RATE,
    RANKING_MEASURES,
};

/* Measured for lists of beyond_k items, the AUC for all candidates. */
enum ranking_beyond {
    RANKING_AUC,
    RANKING_NOVELTY,
    RANKING_POPULARITY,
    RANKING_TAIL_SHARE,
    RANKING_SERENDIPITY,
    RANKING_DIVERSITY,      /* only where genres are known */
    RANKING_MISCALIBRATION, /* only where genres are known */
    RANKING_BEYOND,
};

#define RANKING_BEYOND_K 10 /* beyond_k where it is asked for, otherwise the shortest list */
#define RANKING_AVERAGES_MAX (RANKING_KS_MAX * RANKING_MEASURES + RANKING_BEYOND)

struct ranking_options {
    double relevant_from;      /* stars */
    size_t ks[RANKING_KS_MAX]; /* lengths of lists, ascending, 1 … RANKING_K_MAX */
    size_t k_count;
    const genre_set *genres; /* (n_items) of the films; NULL: not known */
};

/* What the lists of one model were worth, user by user, over all folds. */
struct ranking {
    struct ranking_options options;
    size_t n_users;
    size_t n_items;
    double *sums;          /* (k_count, RANKING_MEASURES, n_users) */
    double *counts;        /* (n_users) folds in which the user has a relevant item */
    size_t ranked_users;   /* users with a relevant held-out item, once per fold */
    size_t unranked_users; /* users with held-out ratings, none of them relevant */
    struct mean coverage[RANKING_KS_MAX]; /* over the folds, like the next two */
    size_t beyond_k;                      /* 0 when no list is asked for */
    double *beyond_sums;                  /* (RANKING_BEYOND, n_users) */
    double *beyond_counts;                /* (RANKING_BEYOND, n_users) folds that have a value */
    struct mean gini;
    struct mean entropy;
};

struct ranking ranking_init(const struct ranking_options *options, const struct ratings *ratings,
                            struct arena *arena);

/*
 * Ranks all items for every user of the fold, and adds what it finds. The predictor can rank; the
 * fold is made of the same ratings, and with the options' relevant_from.
 */
void ranking_add(struct ranking *ranking, const struct ranking_fold *fold,
                 const struct predictor *predictor, struct pool *pool);

/*
 * What user_bootstrap.h resamples: k_count × RANKING_MEASURES averages in the order of `sums`, then
 * RANKING_BEYOND in that of `beyond_sums`; none when no list is asked for. Returns how many.
 */
size_t ranking_averages(const struct ranking *ranking,
                        struct user_average out[RANKING_AVERAGES_MAX]);

size_t ranking_average_count(const struct ranking *ranking);

#endif
