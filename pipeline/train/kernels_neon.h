/* kernels_neon.h - the kernels for 64-bit ARM, where every processor has NEON. */
#ifndef TRAIN_KERNELS_NEON_H
#define TRAIN_KERNELS_NEON_H

#include "train/kernels.h"

#ifdef __aarch64__
extern const struct kernels kernels_neon;
#endif

#endif
