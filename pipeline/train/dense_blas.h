/* dense_blas.h - the table of dense.h through OpenBLAS. */
#ifndef TRAIN_DENSE_BLAS_H
#define TRAIN_DENSE_BLAS_H

#include "train/dense.h"

extern const struct dense dense_blas;

#endif
