/* dense_plain.h - the table of dense.h in plain C: the same bytes on every processor. */
#ifndef TRAIN_DENSE_PLAIN_H
#define TRAIN_DENSE_PLAIN_H

#include "train/dense.h"

extern const struct dense dense_plain;

#endif
