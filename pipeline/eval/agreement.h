/*
 * agreement.h - do two raters say the same, beyond what chance alone would make them?
 *
 * Cohen's kappa of a table p of shares, with weights w of agreement (1 on the diagonal):
 *
 *     kappa = (Σ w_ij p_ij − Σ w_ij p_i. p_.j) ÷ (1 − Σ w_ij p_i. p_.j)
 *
 * Unweighted, w is 0 off the diagonal; on an ordinal scale of k scores it is 1 − |i−j|÷(k−1)
 * (linear) or 1 − ((i−j)÷(k−1))² (quadratic). The variance is that of Fleiss, Cohen and Everitt
 * ("Large sample standard errors of kappa and weighted kappa", 1969), not that under independence;
 * the interval is kappa ± 1.96 standard errors, within −1 … 1. It is a large-sample one, and a
 * point where all agree: the number of ratings has to be looked at too. Equal to statsmodels'
 * cohens_kappa and scikit-learn's cohen_kappa_score.
 */
#ifndef EVAL_AGREEMENT_H
#define EVAL_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ratio.h"
#include "model/judging.h"

enum agreement_weights {
    AGREEMENT_UNWEIGHTED,
    AGREEMENT_LINEAR,
    AGREEMENT_QUADRATIC,
};

/* How often the one said i and the other j: counts[i * scores + j]. */
struct agreement_table {
    size_t scores; /* at most RUBRIC_SCORES_MAX */
    size_t counts[RUBRIC_SCORES_MAX * RUBRIC_SCORES_MAX];
};

/* NAN, and an unknown interval, without ratings or where both always say one and the same, so that
 * chance alone would agree. */
double agreement_kappa(const struct agreement_table *table, enum agreement_weights weights,
                       struct interval *interval);

/* All of it; weighted only when the scale is `ordinal`. */
struct agreement agreement_of(const struct agreement_table *table, bool ordinal);

#endif
