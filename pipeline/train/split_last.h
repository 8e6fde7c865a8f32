/*
 * split_last.h - leave-last-out: every user's latest rating is held out.
 *
 * What comes next for each user, and equally much from each: the protocol of most papers on lists.
 * It does leak, for what others rated later is in train (leakage.h counts it). Of equal times the
 * later row is the later rating.
 */
#ifndef TRAIN_SPLIT_LAST_H
#define TRAIN_SPLIT_LAST_H

#include <stdbool.h>
#include <stddef.h>

#include "model/ratings.h"

/*
 * Moves the latest rating of every user who has two to SPLIT_TEST, and with `validation` the one
 * before it of every user who has three to SPLIT_VALIDATION; all others stay as they are. `part`
 * (ratings->count) is SPLIT_TRAIN everywhere. So every held-out rating has a train rating by its
 * user.
 */
void split_last_cut(const struct ratings *ratings, bool validation, unsigned char *part);

#endif
