"""Prints power.h: what statsmodels and SciPy say where base/power and base/noninferiority speak.

McNemar's power is that of a normal statistic with unequal spreads (Connor 1987), and the score test of
Nam (1997) has no peer in Python: its likelihood is maximised here by SciPy instead of by a formula.
"""

import numpy as np
import scipy
import scipy.optimize
import scipy.stats
import statsmodels
from statsmodels.stats.power import TTestPower, normal_power_het, normal_sample_size_one_tail

from stats_tables import table, values

LEVEL, POWER = 0.05, 0.8


def mcnemar_power(difference, disagreeing, n):
    return float(
        normal_power_het(
            difference, n, LEVEL / 2, std_null=np.sqrt(disagreeing),
            std_alternative=np.sqrt(disagreeing - difference**2), alternative="larger",
        )
    )


def mcnemar_pairs(difference, disagreeing):
    return float(
        normal_sample_size_one_tail(
            difference, POWER, LEVEL / 2, std_null=np.sqrt(disagreeing),
            std_alternative=np.sqrt(disagreeing - difference**2),
        )
    )


def root(function, low, high):
    return float(scipy.optimize.brentq(function, low, high, xtol=1e-15, rtol=4 * np.finfo(float).eps))


def mcnemar_detectable(disagreeing, n):
    return root(lambda d: mcnemar_pairs(d, disagreeing) - n, 1e-9, disagreeing)


def student_power(effect, n, level=LEVEL):
    return float(TTestPower().power(effect, n, level, alternative="two-sided"))


def student_pairs(effect):
    return root(lambda n: student_power(effect, n) - POWER, 2, 20 + 20 / effect**2)


def student_detectable(n):
    return root(lambda effect: student_power(effect, n) - POWER, 1e-6, 6 / np.sqrt(n) if n > 5 else 4)


def restricted_share(n, fixed, broken, margin):
    """The share of fixed pairs that maximises the likelihood when broken − fixed is the margin."""

    def slope(p):
        return fixed / p + broken / (p + margin) - 2 * (n - fixed - broken) / (1 - 2 * p - margin)

    top = (1 - margin) / 2
    if n == fixed + broken:
        return top
    if fixed == 0 and slope(1e-300) <= 0:
        return 0.0
    return root(slope, 1e-300, top * (1 - 1e-15))


def pairs_test(n, fixed, broken, margin):
    p = restricted_share(n, fixed, broken, margin)
    z = (fixed - broken + n * margin) / np.sqrt(n * (2 * p + margin * (1 - margin)))
    return float(scipy.stats.norm.sf(z))


def pairs_power(n, fixed, broken, margin):
    share = (fixed + broken) / n
    p = restricted_share(n, n * share / 2, n * share / 2, margin)
    null = np.sqrt(2 * p + margin * (1 - margin))
    return float(normal_power_het(margin, n, LEVEL, std_null=null, std_alternative=np.sqrt(share), alternative="larger"))


print("/* Printed by power.py; see README.md.")
print(f" * numpy {np.__version__}, SciPy {scipy.__version__}, statsmodels {statsmodels.__version__} */\n/* clang-format off */")
print("#ifndef REFERENCE_POWER_H\n#define REFERENCE_POWER_H\n\n#include <stddef.h>")

table(
    "double difference;\n    double disagreeing;\n    double n;\n    double power;\n    double pairs;",
    "POWER_MCNEMAR",
    [
        (d, psi, n, mcnemar_power(d, psi, n), mcnemar_pairs(d, psi))
        for d, psi, n in [
            (0.02, 0.05, 597.0), (0.005, 0.03, 597.0), (0.1, 0.4, 100.0), (0.2, 0.25, 50.0), (0.001, 0.01, 1e6),
            (0.05, 0.9, 240.0),
        ]
    ],
)
table(
    "double disagreeing;\n    double n;\n    double difference;",
    "POWER_MCNEMAR_DETECTABLE",
    [(psi, n, mcnemar_detectable(psi, n)) for psi, n in [(0.05, 597.0), (0.3, 100.0), (0.02, 1e5), (0.9, 30.0), (0.1, 200.0)]],
)
table(
    "double effect;\n    double n;\n    double power;",
    "POWER_STUDENT",
    [(e, n, student_power(e, n)) for e, n in [(0.0, 10.0), (0.1, 2.0), (0.2, 30.0), (0.5, 33.0), (0.05, 597.0), (0.3, 240.0), (2.0, 5.0), (0.02, 1e4)]],
)
table("double effect;\n    double pairs;", "POWER_STUDENT_PAIRS", [(e, student_pairs(e)) for e in (0.01, 0.05, 0.2, 0.5, 1.5)])
table("double n;\n    double effect;", "POWER_STUDENT_DETECTABLE", [(n, student_detectable(n)) for n in (3.0, 6.0, 20.0, 597.0, 1e4)])

PAIRS = [
    (597, 3, 4, 0.02), (597, 0, 0, 0.02), (597, 0, 5, 0.02), (100, 0, 1, 0.02), (100, 9, 2, 0.1), (240, 20, 41, 0.05),
    (10000, 300, 290, 0.01), (50, 25, 25, 0.3), (12, 0, 12, 0.4),
]
table(
    "size_t n;\n    size_t fixed;\n    size_t broken;\n    double margin;\n    double p_value;\n    double power;",
    "NONINFERIORITY_PAIRS",
    [(*row, pairs_test(*row), float(row[0] * row[3] / (1 - row[3]) > scipy.stats.norm.ppf(1 - LEVEL) ** 2)
      if row[1] + row[2] == 0 else pairs_power(*row)) for row in PAIRS],
)

differences = np.round(np.random.default_rng(1997).normal(0.0, 0.2, 80), 3)
values("NONINFERIORITY_DIFFERENCES", differences)
table(
    "size_t n;\n    double margin;\n    double p_value;\n    double power;",
    "NONINFERIORITY_MEANS",
    [
        (
            n, margin, float(scipy.stats.ttest_1samp(differences[:n], -margin, alternative="greater").pvalue),
            float(TTestPower().power(margin / differences[:n].std(ddof=1), n, LEVEL, alternative="larger")),
        )
        for n in (2, 5, 40, 80)
        for margin in (0.02, 0.1)
    ],
)
print("\n#endif")
