/*
 * no_worse.h - the gate "no worse than the baseline by more than a margin".
 *
 * It asks for evidence that the metric has not fallen by the margin or more: a one-sided test on
 * the cases that this run and the baseline share, at 5 %. That is Nam's score test where every case
 * passes or fails, otherwise Student's (base/noninferiority.h). Its power is the chance of such
 * evidence when nothing has changed. Three answers are possible:
 *
 *     p < 5 %                           it is no worse: passed
 *     worse by the margin beyond chance, or no evidence although the power is 80 % or more: failed
 *     no evidence, and too little power these cases cannot tell: failed, or skipped when the rule
 *                                       ends in "unless undecided"
 */
#ifndef DECIDE_NO_WORSE_H
#define DECIDE_NO_WORSE_H

#include "model/gate.h"
#include "model/paired.h"

#define NO_WORSE_LEVEL 0.05 /* of the one-sided test */
#define NO_WORSE_POWER 0.8  /* below it, a gate that is not passed is undecided */

/* Judges the comparison of the metric with the baseline: status, evidence and reason. */
void no_worse_judge(const struct paired *paired, struct gate_result *result);

#endif
