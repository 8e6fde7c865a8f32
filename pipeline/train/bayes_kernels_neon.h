/* bayes_kernels_neon.h - the loops of bayes_kernels.h for 64-bit ARM processors. */
#ifndef TRAIN_BAYES_KERNELS_NEON_H
#define TRAIN_BAYES_KERNELS_NEON_H

#include "train/bayes_kernels.h"

#ifdef __aarch64__
extern const struct bayes_kernels bayes_kernels_neon;
#endif

#endif
