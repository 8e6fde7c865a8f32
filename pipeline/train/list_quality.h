/*
 * list_quality.h - what one list is worth beyond the relevant items in it.
 *
 * A list is `n` items, the best first. Genres are sets of model/genre.h, one for each item.
 */
#ifndef TRAIN_LIST_QUALITY_H
#define TRAIN_LIST_QUALITY_H

#include <stddef.h>
#include <stdint.h>

#include "model/genre.h"
#include "train/item_facts.h"

#define LIST_QUALITY_SMOOTHING 0.01 /* α of the calibration */

/* The scores of one user for all items; TOP_ITEMS_EXCLUDED for what is no candidate. */
struct list_quality_scores {
    const float *scores; /* (n_items) */
    size_t n_items;
    const unsigned char *relevant; /* (n_items) 1 for a relevant item */
};

/*
 * Area under the ROC curve over all candidates: the share of pairs of a relevant candidate and
 * another one in which the relevant one scores higher, ties counting a half. `relevant` (count) are
 * the relevant items, each once. NAN when one of the two kinds is missing.
 */
double list_quality_auc(const struct list_quality_scores *user, const uint32_t *relevant,
                        size_t count);

/*
 * Mean self-information, in bits: −log2 of the share of raters who rated the item (Zhou et al.,
 * PNAS 107(10), 2010). An item that nobody rated counts as rated by one. NAN for an empty list.
 */
double list_quality_novelty(const struct item_facts *facts, const uint32_t *list, size_t n);

/* Mean number of known ratings (ARP; Yin et al., VLDB 5(9), 2012). NAN for an empty list. */
double list_quality_popularity(const struct item_facts *facts, const uint32_t *list, size_t n);

/* Share of items of the tail (APLT; Abdollahpouri et al., FLAIRS 2019). NAN for an empty list. */
double list_quality_tail_share(const struct item_facts *facts, const uint32_t *list, size_t n);

/*
 * Share of the list that is relevant and not among the `n` most rated candidates, which anybody
 * could have named (Ge, Delgado-Battenfeld & Jannach, RecSys 2010). NAN for an empty list.
 */
double list_quality_serendipity(const struct item_facts *facts,
                                const struct list_quality_scores *user, const uint32_t *list,
                                size_t n);

/*
 * Mean over all pairs of 1 − |A ∩ B| ÷ |A ∪ B| of their genres (intra-list diversity with the
 * Jaccard distance; Smyth & McClave, ICCBR 2001). Items without genres have no part; NAN when
 * fewer than two are left.
 */
double list_quality_diversity(const genre_set *genres, const uint32_t *list, size_t n);

/*
 * How far the genres of the list are from those of the items that the user knows (Steck,
 * "Calibrated recommendations", RecSys 2018): Σ_g p(g)·ln(p(g) ÷ ((1 − α)·q(g) + α·p(g))), where
 * each item gives every genre of its own 1 ÷ (number of its genres), p is the mean over the
 * known items, and q over the list. 0: the same mixture. Items without genres have no part; NAN
 * when none with genres are left on either side.
 */
double list_quality_miscalibration(const genre_set *genres, const uint32_t *known, size_t known_n,
                                   const uint32_t *list, size_t n);

#endif
