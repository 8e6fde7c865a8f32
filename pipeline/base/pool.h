/*
 * pool.h - one set of threads for everything that runs side by side.
 *
 * The result of a job must not depend on how many threads there are: a task writes
 * only what belongs to its index, and sums are taken over indices in order afterwards.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct pool;

/*
 * `threads` ≥ 1, the caller included; 0 is one per processor. Errors: ERROR_USAGE for more than
 * 1024, ERROR_SYSTEM when a thread cannot be started; none is left running then. The threads of
 * the pool take no signals.
 */
bool pool_open(size_t threads, struct pool **out, struct error *err);

/* Ends the threads; no job is running. NULL is nothing. */
void pool_close(struct pool *pool);

/* How many threads run tasks, the caller included; 1 for NULL. */
size_t pool_threads(const struct pool *pool);

/*
 * Calls task(context, index, worker) once for every index in 0 … count−1 and returns when all
 * are done; what they wrote is seen by the caller. Indices are handed out in order; `worker` <
 * pool_threads() names the thread (0 is the caller), for scratch memory. Not reentrant: a task that
 * starts a job, or a second thread that does, is stopped by an assertion. A NULL pool runs
 * everything in the caller.
 */
void pool_run(struct pool *pool, size_t count,
              void (*task)(void *context, size_t index, size_t worker), void *context);

#endif
