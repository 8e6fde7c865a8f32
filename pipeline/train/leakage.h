/*
 * leakage.h - does a model know more about the held-out ratings than it could in use?
 *
 * Three ways: the pair of user and film is in train as well; the user's own later ratings are in
 * train; anybody's later ratings are. The last two are what a random split of dated ratings does,
 * and why its errors are smaller than those of a split by time. "Train" is what a model learns
 * from, the validation part included. Equal times are not later.
 */
#ifndef TRAIN_LEAKAGE_H
#define TRAIN_LEAKAGE_H

#include "base/arena.h"
#include "model/scoring.h"
#include "train/held_out.h"

/* Adds what one fold shows; all 0 to begin with. `text` stays as it is. */
void leakage_add(struct leakage *leakage, const struct held_out *held_out);

/* Writes the sentence of what was added. */
void leakage_finish(struct leakage *leakage, struct arena *arena);

#endif
