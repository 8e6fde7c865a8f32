/* flips.h - which gold cases changed sides, between two runs or between two interpreters? */
#ifndef EVAL_FLIPS_H
#define EVAL_FLIPS_H

#include "base/arena.h"
#include "model/evaluation.h"
#include "model/gold.h"
#include "model/history.h"

/*
 * Pairs the cases of an evaluation with the same interpreter's cases of the baseline by
 * id and equal digest. `flips` (n_cases, may be NULL) says how each case moved. The
 * p-value is McNemar's exact test on the discordant pairs.
 */
struct history_flips flips_against_baseline(const struct evaluation *evaluation,
                                            const struct gold_set *gold,
                                            const struct history_baseline *baseline,
                                            struct arena *scratch, enum flip *flips);

/*
 * The same comparison between two interpreters of one run: `fixed` counts the cases that
 * only `evaluation` passes, `broken` those that only `other` passes.
 */
struct history_flips flips_between(const struct evaluation *evaluation,
                                   const struct evaluation *other);

/* "", "fixed", "broken". */
const char *flips_name(enum flip flip);

#endif
