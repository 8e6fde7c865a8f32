/* bayes_kernels_plain.h - the loops of bayes_kernels.h in portable C. */
#ifndef TRAIN_BAYES_KERNELS_PLAIN_H
#define TRAIN_BAYES_KERNELS_PLAIN_H

#include "train/bayes_kernels.h"

extern const struct bayes_kernels bayes_kernels_plain;

#endif
