/* sentences_paired.h - what paired comparisons say, as sentences; see sentences.h. */
#ifndef REPORT_SENTENCES_PAIRED_H
#define REPORT_SENTENCES_PAIRED_H

#include "base/arena.h"
#include "model/paired.h"

/* The side that is better beyond chance. */
enum sentences_paired_side {
    SENTENCES_PAIRED_NEITHER,
    SENTENCES_PAIRED_FIRST,
    SENTENCES_PAIRED_SECOND,
};

enum sentences_paired_side sentences_paired_better(const struct paired *paired);

/*
 * "3.1 points better than built-in, beyond chance (p = .004, Holm)"; "0.5 points worse than the
 * baseline, not beyond chance (p = .5)"; "the same as built-in". Holm is named where the
 * correction changed the p-value.
 */
const char *sentences_paired_difference(struct arena *arena, const struct paired *paired);

/*
 * "597 cases can tell a difference of 2.1 points; to settle the observed 0.5 points it would take
 * 9 800". Without anything to learn the spread from: "all 597 cases are alike, so that nothing is
 * known of what they could tell".
 */
const char *sentences_paired_power(struct arena *arena, const struct paired *paired);

#endif
