/*
 * kernels_blas.h - products of whole matrices through OpenBLAS, for the tables that are fast.
 *
 * OpenBLAS rounds in the way of the processor that it finds. Results are the same for any number of
 * threads, but where bytes have to be equal between processors, the plain table is the one.
 */
#ifndef TRAIN_KERNELS_BLAS_H
#define TRAIN_KERNELS_BLAS_H

#include <stddef.h>

/* Keeps OpenBLAS to the calling thread: the pool is what shares work out. Call it once, at start.
 */
void kernels_blas_init(void);

/* Ends the process when there is no memory left for what OpenBLAS needs on the calling thread. */
void kernels_blas_prepare(void);

/* The `scores` of struct kernels. */
void kernels_blas_scores(const float *users, size_t n_users, const float *items, size_t n_items,
                         size_t stride, float *out);

/* The version of OpenBLAS that runs, and the processor that it has kernels for. */
const char *kernels_blas_library_version(void);

#endif
