/* lock.h - one run at a time: a lock that ends with the process that holds it, however it ends. */
#ifndef BASE_LOCK_H
#define BASE_LOCK_H

#include <stdbool.h>

#include "base/error.h"

struct lock {
    int file; /* descriptor; -1: not held */
};

#define LOCK_NONE ((struct lock){-1})

/*
 * Takes the lock on `path`, which is made when it does not exist and stays behind, empty but for
 * the process id of the present holder. Never waits. Errors: ERROR_LOCKED when another process
 * holds it, ERROR_SYSTEM when the file cannot be made.
 */
bool lock_take(const char *path, struct lock *out, struct error *err);

/* Gives the lock back; one that is not held is nothing. */
void lock_release(struct lock *lock);

#endif
