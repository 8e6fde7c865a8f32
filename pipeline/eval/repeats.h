/*
 * repeats.h - what asking the same again tells: is a model right by luck, or reliably?
 *
 * With n answers to a case, c of them right:
 *
 *     pass@k  1 − C(n − c, k) / C(n, k)   the chance that at least one of k answers is right
 *                                         (Chen et al., "Evaluating large language models trained
 *                                         on code", 2021)
 *     pass^k  C(c, k) / C(n, k)           the chance that all of k answers are (Yao et al.,
 *                                         "τ-bench", 2024)
 *
 * both without bias, and means over the cases with at least k answers. pass@1 = pass^1 is the case
 * accuracy where every case has as many answers; how far they part for larger k is how much of it
 * is luck.
 */
#ifndef EVAL_REPEATS_H
#define EVAL_REPEATS_H

#include <stddef.h>

#include "base/arena.h"
#include "eval/sampling.h"
#include "model/evaluation.h"
#include "model/metric.h"

#define REPEATS_K_MAX 10 /* of pass@k and pass^k; more are not reported */

/* The scored answers to one case. */
struct repeats_tally {
    size_t scored;
    size_t right;
};

struct repeats_tally repeats_count(const struct evaluation *evaluation, size_t at);

/* NAN for fewer than k answers; k ≥ 1. */
double repeats_pass_at(struct repeats_tally tally, size_t k);
double repeats_pass_hat(struct repeats_tally tally, size_t k);

/* The share of the answers that differ from what most say, from 0 to .5; NAN without answers. */
double repeats_flakiness(struct repeats_tally tally);

/*
 * Appends pass_at_K and pass_hat_K for K from 1 to the number of repeats, the share of cases with
 * right and wrong answers, and the mean flakiness. Nothing when the interpreter was asked once.
 */
void repeats_metrics(const struct evaluation *evaluation, const struct sampling *sampling,
                     struct arena *scratch, struct metric_list *out);

#endif
