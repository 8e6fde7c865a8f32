/* findings.h - bad input records: all counted, the first of them kept with file, line and reason.
 */
#ifndef BASE_FINDINGS_H
#define BASE_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#define FINDINGS_KEPT 20

struct finding {
    struct at at;      /* `file` lives as long as the findings' arena */
    struct str reason; /* control characters are "?"; at most 200 bytes, "…" at a cut */
};

/* `count` is all that were added; the first min(count, FINDINGS_KEPT) are in `items`. */
struct findings {
    struct arena *arena;
    size_t count;
    struct finding items[FINDINGS_KEPT];
};

struct findings findings_init(struct arena *arena);

/*
 * Counts one bad record. `at.file` must outlive the findings. Returns false, for `return
 * findings_add(…)`.
 */
bool findings_add(struct findings *findings, struct at at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static inline size_t findings_kept(const struct findings *findings)
{
    return findings->count < FINDINGS_KEPT ? findings->count : FINDINGS_KEPT;
}

#endif
