/*
 * pairing.h - is one way of reading better than another beyond chance, and could these cases tell?
 *
 * Both sides read the same cases, so that what counts is the difference within each case. Where
 * every case passes or fails (one answer each), McNemar's exact test says how likely the cases
 * that only one side passes are to lean so far to one side; elsewhere Student's paired t-test over
 * cases does, or over clusters of them when `[eval] cluster` says that cases hang together. The
 * interval is a paired bootstrap. Holm's correction takes all comparisons of one call as a family.
 */
#ifndef EVAL_PAIRING_H
#define EVAL_PAIRING_H

#include <stddef.h>

#include "base/arena.h"
#include "eval/sampling.h"
#include "model/paired.h"

struct pairing_side {
    struct str name; /* of the interpreter; "" for the baseline */
    const struct paired_values *values;
};

struct pairing_question {
    struct pairing_side first;
    struct pairing_side second;
};

/*
 * Compares both sides of every question (count) on every metric for which they have cases (of
 * n_cases) in common, in the order of questions, then metrics.
 *
 * The smallest difference that the cases tell, and how many cases would tell the observed one, are
 * for a power of 80 % at 5 %, two-sided and not corrected (base/power.h): Connor's formula beside
 * McNemar's test, the non-central t distribution beside Student's.
 */
struct paired_list pairing_compare(const struct pairing_question *questions, size_t count,
                                   size_t n_cases, const struct sampling *sampling,
                                   struct arena *arena, struct arena *scratch);

#endif
