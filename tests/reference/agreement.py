"""Prints agreement.h: Cohen's kappa and its interval by scikit-learn and statsmodels."""

import numpy as np
import sklearn
import statsmodels
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa

TABLES = [
    [[20, 5], [10, 15]],
    [[45, 15], [25, 15]],
    [[1, 0], [0, 1]],
    [[0, 7], [9, 0]],
    [[30, 0], [3, 0]],
    [[44, 5, 1], [7, 20, 3], [9, 5, 6]],
    [[12, 1, 0], [2, 8, 1], [0, 3, 5]],
    [[3, 1, 0, 0, 0], [2, 5, 2, 0, 0], [0, 1, 7, 3, 0], [0, 0, 2, 9, 4], [0, 0, 1, 2, 40]],
    [[0, 0, 0, 0, 1], [0, 0, 0, 2, 0], [0, 0, 3, 0, 0], [0, 4, 0, 0, 0], [5, 0, 0, 0, 0]],
]
generator = np.random.default_rng(5)
TABLES += [generator.integers(0, 30, (k, k)).tolist() for k in (2, 3, 5, 7, 10)]

WEIGHTS = [("AGREEMENT_UNWEIGHTED", None, None), ("AGREEMENT_LINEAR", "linear", "linear"),
           ("AGREEMENT_QUADRATIC", "quadratic", "quadratic")]


def ratings(table):
    """The two raters' scores, one by one."""
    pairs = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return [i for i, _ in pairs], [j for _, j in pairs]


print("/* Printed by agreement.py; see README.md.")
print(f" * scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__} */\n/* clang-format off */")
print("#ifndef REFERENCE_AGREEMENT_H\n#define REFERENCE_AGREEMENT_H\n\n#include <stddef.h>\n")
print("static const struct {\n    size_t scores;\n    size_t counts[100];\n    int weights;\n    double kappa;\n"
      "    double low;\n    double high;\n} REFERENCE_KAPPA[] = {")
for table in TABLES:
    first, second = ratings(table)
    for name, of_sklearn, of_statsmodels in WEIGHTS:
        kappa = cohen_kappa_score(first, second, weights=of_sklearn, labels=range(len(table)))
        peer = cohens_kappa(np.array(table), wt=of_statsmodels)
        assert abs(kappa - peer.kappa) < 1e-12, (table, name)
        counts = ", ".join(str(n) for row in table for n in row)
        print(f"    {{{len(table)}, {{{counts}}}, {name}, {float(kappa)!r}, {float(peer.kappa_low)!r}, {float(peer.kappa_upp)!r}}},")
print("};\n\n#endif")
