/*
 * sampling.h - which answers hang together, and how often they are drawn to see how sure a number
 * is.
 *
 * Answers to the same case are alike, so that a hundred answers to one case are not a hundred
 * cases: intervals draw whole cases, or whole tags where a tag marks what was written together.
 * Only when every case was answered once and stands for itself are its verdicts independent.
 */
#ifndef EVAL_SAMPLING_H
#define EVAL_SAMPLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/pool.h"
#include "model/gold.h"
#include "model/reading.h"

struct sampling {
    size_t resamples; /* of a bootstrap; 0: no such intervals */
    uint64_t seed;
    struct pool *pool;       /* may be NULL */
    const uint32_t *cluster; /* (n_cases) that of each case; NULL: every case is one */
};

/* The clusters of cases with the same first tag; a case without a tag is one of its own. */
const uint32_t *sampling_by_tag(const struct gold_set *gold, struct arena *arena);

/* Every scored case of the interpreter was answered once and stands for itself. */
bool sampling_is_independent(const struct sampling *sampling,
                             const struct interpreter *interpreter);

/*
 * What is drawn: gives each of the answers (n) the number of its unit, from 0 in order of
 * appearance, and returns how many units there are. `cases` (n) are the numbers of their cases;
 * NULL: answer i is of case i.
 */
size_t sampling_units(const struct sampling *sampling, const uint32_t *cases, size_t n,
                      struct arena *scratch, uint32_t *units);

#endif
