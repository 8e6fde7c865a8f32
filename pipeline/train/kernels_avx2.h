/* kernels_avx2.h - the kernels for x86-64 processors with AVX2 and FMA. */
#ifndef TRAIN_KERNELS_AVX2_H
#define TRAIN_KERNELS_AVX2_H

#include "train/kernels.h"

#ifdef __x86_64__
extern const struct kernels kernels_avx2;
#endif

#endif
