#include "decide/no_worse.h"

#include "base/noninferiority.h"

/* The p-value and the power, by the test that suits what is compared. */
static struct gate_evidence weigh(const struct paired *paired, double margin)
{
    struct gate_evidence evidence = {.cases = paired->cases, .difference = paired->difference};
    if (paired->test == PAIRED_MCNEMAR) {
        const struct noninferiority_pairs pairs = {paired->cases, paired->only_first,
                                                   paired->only_second};
        evidence.p_value = noninferiority_pairs_test(&pairs, margin);
        evidence.power = noninferiority_pairs_power(&pairs, margin, NO_WORSE_LEVEL);
        return evidence;
    }
    /* Student's test is on sums over units, a case or several: so is the margin. */
    const struct noninferiority_means means = {(double)paired->units, paired->unit_mean,
                                               paired->unit_deviation};
    const double of_unit = margin * (double)paired->cases / (double)paired->units;
    evidence.p_value = noninferiority_means_test(&means, of_unit);
    evidence.power = noninferiority_means_power(&means, of_unit, NO_WORSE_LEVEL);
    return evidence;
}

void no_worse_judge(const struct paired *paired, struct gate_result *result)
{
    const struct gate_evidence evidence = weigh(paired, result->gate->number);
    result->evidence = evidence;
    if (evidence.p_value < NO_WORSE_LEVEL) {
        result->status = GATE_PASSED;
        result->reason = STR_NONE;
    } else if (evidence.p_value > 1 - NO_WORSE_LEVEL) {
        result->status = GATE_FAILED;
        result->reason = STR("it is worse by more than the margin");
    } else if (evidence.power >= NO_WORSE_POWER) {
        result->status = GATE_FAILED;
        result->reason = STR("it is not shown to be no worse, though so many cases would show it");
    } else {
        result->evidence.undecided = true;
        result->status = result->gate->skip_undecided ? GATE_SKIPPED : GATE_FAILED;
        result->reason = STR("these cases cannot tell");
    }
}
