/* contender_text.h - what a fitted model is, in words for the page. */
#ifndef TRAIN_CONTENDER_TEXT_H
#define TRAIN_CONTENDER_TEXT_H

#include "base/arena.h"
#include "base/str.h"
#include "train/contender.h"

/*
 * One line without a full stop: "matrix factorisation by SGD, implicit feedback on both sides, 32
 * factors, 6 epochs, mean of 2 models".
 */
struct str contender_text(const struct contender *contender,
                          const struct contender_options *options, struct arena *arena);

#endif
