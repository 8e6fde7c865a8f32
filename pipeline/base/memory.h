/* memory.h - plain aligned blocks, and the one place where running out of memory is fatal. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MEMORY_ALIGNMENT 64 /* bytes: a cache line, and the widest vector register */

/*
 * Returns a zeroed block of `count` × `size` bytes, aligned to MEMORY_ALIGNMENT,
 * for one large numeric array with one owner. Never NULL: a block of no bytes is
 * still a block. Ends the process through memory_exhausted() when there is none.
 */
void *memory_block(size_t count, size_t size);

/*
 * The same, not zeroed: for a block that is written before it is read. What is never written
 * takes no memory, so that a generous guess at the size costs nothing.
 */
void *memory_raw(size_t count, size_t size);

/* Gives a block of memory_block() or memory_raw() back. NULL is nothing. */
void memory_free(void *block);

/*
 * Says on stderr which request for `bytes` bytes of `what` failed and ends the
 * process with exit code 4. The published set is safe: nothing is renamed into
 * place before it is whole. No other module ends the process.
 */
void memory_exhausted(const char *what, size_t bytes) __attribute__((noreturn));

/*
 * Ends the process likewise unless `bytes` more can be had right now; takes none of them. For a
 * library that, refused, tries again for ever.
 */
void memory_check(const char *what, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
