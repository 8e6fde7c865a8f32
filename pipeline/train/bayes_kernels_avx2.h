/* bayes_kernels_avx2.h - the loops of bayes_kernels.h for x86-64 processors with AVX2 and FMA. */
#ifndef TRAIN_BAYES_KERNELS_AVX2_H
#define TRAIN_BAYES_KERNELS_AVX2_H

#include "train/bayes_kernels.h"

#ifdef __x86_64__
extern const struct bayes_kernels bayes_kernels_avx2;
#endif

#endif
