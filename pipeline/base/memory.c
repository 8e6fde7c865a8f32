/* For madvise(). NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */
#define _DEFAULT_SOURCE

#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define EXIT_CODE_SYSTEM 4
#define HUGE_PAGE ((size_t)2 << 20)
#define LARGE (2 * HUGE_PAGE) /* bytes of a block from which on huge pages are asked for */

/*
 * Huge pages where the system has them: a large column would otherwise spend more time in page
 * faults than in being filled. What is refused costs nothing but that time.
 */
static void *take(size_t bytes)
{
    if (bytes < LARGE)
        return aligned_alloc(MEMORY_ALIGNMENT, bytes);
    void *block;
    if (posix_memalign(&block, HUGE_PAGE, bytes) != 0)
        return NULL;
#ifdef MADV_HUGEPAGE
    madvise(block, bytes, MADV_HUGEPAGE);
#endif
    return block;
}

/* aligned_alloc wants a multiple of the alignment; at least one unit keeps it non-NULL. */
static size_t rounded(size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX - MEMORY_ALIGNMENT) / size)
        memory_exhausted("an array", SIZE_MAX);
    return (count * size + MEMORY_ALIGNMENT) / MEMORY_ALIGNMENT * MEMORY_ALIGNMENT;
}

void *memory_raw(size_t count, size_t size)
{
    void *block = take(rounded(count, size));
    if (block == NULL)
        memory_exhausted("an array", count * size);
    return block;
}

void *memory_block(size_t count, size_t size)
{
    return memset(memory_raw(count, size), 0, rounded(count, size));
}

void memory_free(void *block)
{
    free(block);
}

void memory_check(const char *what, size_t bytes)
{
    void *volatile block = malloc(bytes); /* volatile: or the pair of calls is optimised away */
    if (block == NULL)
        memory_exhausted(what, bytes);
    free(block);
}

void memory_exhausted(const char *what, size_t bytes)
{
    char line[160];
    int size = snprintf(line, sizeof line, "reelgauge: error: out of memory: %zu bytes for %s\n",
                        bytes, what);
    if (size > 0) {
        ssize_t ignored = write(STDERR_FILENO, line, (size_t)size);
        (void)ignored;
    }
    _exit(EXIT_CODE_SYSTEM);
}
