/* kernels_plain.h - the kernels in portable C: what every machine runs, and the reference. */
#ifndef TRAIN_KERNELS_PLAIN_H
#define TRAIN_KERNELS_PLAIN_H

#include "train/kernels.h"

extern const struct kernels kernels_plain;

#endif
