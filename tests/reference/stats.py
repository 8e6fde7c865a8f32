"""Prints stats.h: what SciPy, statsmodels and numpy say where base/stats speaks."""

import numpy as np
import scipy
import scipy.stats
import statsmodels
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from stats_tables import table, values

MASK = 0xFFFFFFFF


def philox4x32(seed, stream, block):
    """Philox4x32-10 of Salmon et al. (2011): four words."""
    counter = [block & MASK, block >> 32, stream & MASK, stream >> 32]
    key = [seed & MASK, seed >> 32]
    for _ in range(10):
        a = 0xD2511F53 * counter[0]
        b = 0xCD9E8D57 * counter[2]
        counter = [(b >> 32) ^ counter[1] ^ key[0], b & MASK, (a >> 32) ^ counter[3] ^ key[1], a & MASK]
        key = [(key[0] + 0x9E3779B9) & MASK, (key[1] + 0xBB67AE85) & MASK]
    return counter


def draws(seed, stream, resample, n):
    """The units that one resample draws: Lemire's bounded numbers from the resample's blocks."""
    units = []
    block = resample << 32
    words = []
    while len(units) < n:
        if not words:
            words = philox4x32(seed, stream, block)
            block += 1
        product = words.pop(0) * n
        if (product & MASK) >= (1 << 32) % n:
            units.append(product >> 32)
    return units


def bootstrap(numerator, denominator, resamples, confidence, seed, stream):
    values = []
    for resample in range(resamples):
        units = draws(seed, stream, resample, len(numerator))
        under = denominator[units].sum()
        if under != 0:
            values.append(numerator[units].sum() / under)
    return np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])


print("/* Printed by stats.py; see README.md.")
print(f" * numpy {np.__version__}, SciPy {scipy.__version__}, statsmodels {statsmodels.__version__} */\n/* clang-format off */")
print("#ifndef REFERENCE_STATS_H\n#define REFERENCE_STATS_H\n\n#include <stddef.h>\n#include <stdint.h>")

PROPORTIONS = [(0, 1), (1, 1), (1, 2), (0, 20), (3, 20), (20, 20), (175, 200), (212, 240), (99999, 100000), (7, 10**9)]
table(
    "size_t hits;\n    size_t total;\n    double confidence;\n    double low;\n    double high;",
    "REFERENCE_WILSON",
    [
        (hits, total, confidence, *map(float, proportion_confint(hits, total, 1 - confidence, method="wilson")))
        for confidence in (0.95, 0.99)
        for hits, total in PROPORTIONS
    ],
)
table(
    "double p;\n    double quantile;",
    "REFERENCE_NORMAL",
    [
        (p, float(scipy.stats.norm.ppf(p)))
        for p in (1e-300, 1e-12, 0.005, 0.025, 0.05, 0.25, 0.4999, 0.5, 0.75, 0.95, 0.975, 0.995, 1 - 1e-12)
    ],
)
table(
    "size_t k;\n    size_t n;\n    double p;\n    double cdf;",
    "REFERENCE_BINOMIAL",
    [
        (k, n, p, float(scipy.stats.binom.cdf(k, n, p)))
        for k, n, p in [
            (0, 0, 0.5), (0, 1, 0.5), (1, 1, 0.5), (3, 10, 0.5), (5, 10, 0.3), (0, 200, 0.01), (174, 200, 0.875),
            (49850, 100000, 0.5), (10, 1000, 0.02), (400, 1000, 0.5), (3, 4, 0.0), (3, 4, 1.0), (9, 4, 0.5),
        ]
    ],
)
table(
    "size_t b;\n    size_t c;\n    double p_value;",
    "REFERENCE_MCNEMAR",
    [
        (b, c, float(mcnemar([[0, b], [c, 0]], exact=True).pvalue))
        for b, c in [(1, 0), (0, 1), (5, 5), (2, 8), (8, 2), (1, 10), (0, 20), (37, 61), (480, 520), (100, 200)]
    ],
)

table(
    "double p;\n    double freedom;\n    double quantile;",
    "REFERENCE_STUDENT",
    [
        (p, float(freedom), float(scipy.stats.t.ppf(p, freedom)))
        for p in (1e-12, 0.025, 0.3, 0.5, 0.9, 0.975)
        for freedom in (1, 2, 9, 100, 6039)
    ],
)

SORTED = np.sort(np.array([0.5, 12.0, 7.25, 3.0, 3.0, 99.5, -4.0, 41.0, 8.125, 20.0, 6.5]))
values("REFERENCE_SORTED", SORTED)
table(
    "double p;\n    double quantile;",
    "REFERENCE_QUANTILE",
    [(p, float(np.quantile(SORTED, p))) for p in (0.0, 0.01, 0.025, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.95, 0.99, 1.0)],
)

generator = np.random.default_rng(20261120)
denominator = generator.integers(0, 5, 60).astype(float)
numerator = np.array([float(generator.integers(0, int(d) + 1)) for d in denominator])
values("REFERENCE_NUMERATOR", numerator)
values("REFERENCE_DENOMINATOR", denominator)
table(
    "size_t n;\n    size_t resamples;\n    double confidence;\n    uint64_t seed;\n    uint64_t stream;\n"
    "    double low;\n    double high;",
    "REFERENCE_BOOTSTRAP",
    [
        (n, resamples, confidence, seed, stream,
         *map(float, bootstrap(numerator[:n], denominator[:n], resamples, confidence, seed, stream)))
        for n, resamples, confidence, seed, stream in [
            (60, 500, 0.95, 1, 0), (60, 500, 0.95, 1, 1), (60, 500, 0.9, 2**62 + 5, 2**40 + 7), (3, 100, 0.95, 42, 3),
        ]
    ],
)
other = scipy.stats.bootstrap(
    (numerator, denominator), lambda a, b, axis: a.sum(axis) / b.sum(axis), paired=True, vectorized=True,
    n_resamples=100000, confidence_level=0.95, method="percentile", rng=np.random.default_rng(7),
).confidence_interval
print("\n/* scipy.stats.bootstrap over all units with its own random numbers, 100,000 resamples, 95 %. */")
print(f"#define REFERENCE_BOOTSTRAP_LOW {float(other.low)!r}")
print(f"#define REFERENCE_BOOTSTRAP_HIGH {float(other.high)!r}")

pairs = np.random.default_rng(1908).normal(0.1, 1, 40)
values("REFERENCE_DIFFERENCES", pairs)
table(
    "size_t n;\n    double p_value;",
    "REFERENCE_STUDENT_TEST",
    [(n, float(scipy.stats.ttest_1samp(pairs[:n], 0).pvalue)) for n in (2, 3, 10, 39, 40)],
)

p_values = np.array([0.011, 0.3, 0.0004, 0.02, 0.02, 0.9, 0.049, 1e-9])
table(
    "double p;\n    double corrected;",
    "REFERENCE_HOLM",
    list(zip(map(float, p_values), map(float, multipletests(p_values, method="holm")[1]))),
)
table(
    "double t;\n    double freedom;\n    double shift;\n    double cdf;",
    "REFERENCE_SHIFTED_STUDENT",
    [
        (t, float(freedom), shift, float(scipy.stats.nct.cdf(t, freedom, shift)))
        for t, freedom, shift in [
            (0.0, 5, 0.0), (2.0, 1, 1.0), (-1.5, 9, 2.5), (1.96, 596, 2.8), (2.1, 20, -1.0), (12.7, 1, 3.0), (1.96, 100000, 2.8),
        ]
    ],
)
print("\n#endif")
