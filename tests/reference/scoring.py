"""Prints scoring.h: what Surprise, scikit-learn, SciPy and statsmodels say where scores are made of."""

from collections import defaultdict

import numpy as np
import scipy
import scipy.stats
import sklearn
import statsmodels
import statsmodels.api as sm
import surprise
import surprise.accuracy
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

USERS, ITEMS = 30, 40
LEVELS = (0.5, 0.8, 0.9, 0.95)
BUCKETS = 16  # of a quarter star, from 1 to 5

rng = np.random.default_rng(2011)
rows = []
for user in range(USERS):
    # Users 0 and 1 have one rating each: no pair. User 2 rates everything alike.
    count = 1 if user < 2 else int(rng.integers(2, 20))
    for item in sorted(rng.choice(ITEMS, count, replace=False)):
        expected = np.clip(rng.normal(3.6, 0.6), 1, 5)
        stars = 4 if user == 2 else np.clip(np.rint(expected + rng.normal(0, 0.9)), 1, 5)
        # Multiples of 1/8 and 1/64 are exact in single precision, and the former often tie.
        rows.append((user, int(item), int(stars), np.rint(expected * 8) / 8, np.rint(rng.uniform(0.5, 1.2) * 64) / 64))

user, item, stars, mean, stddev = map(np.array, zip(*rows))
errors = mean - stars


def clustered(values, users):
    """Mean and 95 % interval with the standard error clustered by user, t distribution."""
    count = len(set(users))
    if count < 2:
        return float(np.mean(values)), float("nan"), float("nan")
    fit = sm.OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": users}, use_t=True)
    low, high = fit.conf_int()[0]
    return float(fit.params[0]), float(low), float(high)


def number(x):
    return "NAN" if np.isnan(x) else repr(float(x))


def table(fields, name, lines):
    print(f"\nstatic const struct {{\n    {fields}\n}} {name}[] = {{")
    for line in lines:
        print("    {" + ", ".join(number(x) if isinstance(x, float) else str(x) for x in line) + "},")
    print("};")


print("/* Printed by scoring.py; see README.md.")
print(f" * numpy {np.__version__}, scikit-learn {sklearn.__version__}, SciPy {scipy.__version__},")
print(f" * statsmodels {statsmodels.__version__}, Surprise {surprise.__version__} */")
print("/* clang-format off */\n#ifndef REFERENCE_SCORING_H\n#define REFERENCE_SCORING_H\n\n#include <math.h>\n#include <stddef.h>")
print(f"\n#define SCORING_USERS {USERS}\n#define SCORING_ITEMS {ITEMS}")
table(
    "unsigned user;\n    unsigned item;\n    float stars;\n    float mean;\n    float stddev;",
    "SCORING_ROWS",
    [(u, i, s, float(m), float(d)) for u, i, s, m, d in rows],
)

# Accuracy. Surprise divides the concordant pairs by the users that have one, and likewise the others.
predictions = [surprise.Prediction(u, i, float(s), float(m), {}) for u, i, s, m, _ in rows]
concordant, discordant = defaultdict(int), defaultdict(int)
for u in range(USERS):
    mine = [(s, m) for v, _, s, m, _ in rows if v == u]
    for s, m in mine:
        for other, expected in mine:
            concordant[u] += s > other and m > expected
            discordant[u] += s > other and m <= expected
print("\n/* Koren and Sill's fraction, all pairs of all users together, and Surprise's. */")
pooled = float(sum(concordant.values()) / (sum(concordant.values()) + sum(discordant.values())))
print(f"static const double SCORING_FCP = {pooled!r};")
print(f"static const double SCORING_FCP_SURPRISE = {float(surprise.accuracy.fcp(predictions, verbose=False))!r};")
print(f"static const double SCORING_RMSE = {float(root_mean_squared_error(stars, mean))!r};")
print(f"static const double SCORING_MAE = {float(mean_absolute_error(stars, mean))!r};")
print(f"static const double SCORING_R2 = {float(r2_score(stars, mean))!r};")
print("static const double SCORING_CONCORDANT[SCORING_USERS] = {" + ", ".join(str(concordant[u]) for u in range(USERS)) + "};")
print("static const double SCORING_DISCORDANT[SCORING_USERS] = {" + ", ".join(str(discordant[u]) for u in range(USERS)) + "};")

# Squared errors, clustered by user: what an interval of the RMSE is the root of.
print(f"\n/* Mean squared error and its interval. */\nstatic const double SCORING_MSE[] = {{{', '.join(map(number, clustered(errors**2, user)))}}};")

# Calibration.
edges = np.linspace(1, 5, BUCKETS + 1)
buckets = []
for b in range(BUCKETS):
    inside = (mean >= edges[b]) & ((mean < edges[b + 1]) | (b == BUCKETS - 1))
    if inside.any():
        observed = clustered(stars[inside].astype(float), user[inside])
        buckets.append((float(edges[b]), float(edges[b + 1]), int(inside.sum()), float(mean[inside].mean()), *observed))
table(
    "double from;\n    double to;\n    size_t count;\n    double predicted;\n    double observed;\n    double low;\n    double high;",
    "SCORING_BUCKETS",
    buckets,
)
levels = []
for level in LEVELS:
    low, high = scipy.stats.norm.interval(level, mean, stddev)
    low, high = np.clip(low, 1, 5), np.clip(high, 1, 5)
    levels.append((level, int(((stars >= low) & (stars <= high)).sum()), float((high - low).mean())))
table("double nominal;\n    size_t covered;\n    double width;", "SCORING_LEVELS", levels)
widths = np.floor(stddev * 10).astype(int)
table(
    "size_t count;\n    double predicted;\n    double observed;",
    "SCORING_SPREADS",
    [
        (int((widths == w).sum()), float(stddev[widths == w].mean()), float(np.sqrt((errors[widths == w] ** 2).mean())))
        for w in np.unique(widths)
    ],
)

# Comparisons.
first, second = rng.normal(0.31, 0.2, 40), rng.normal(0.25, 0.2, 40)
for name, values in (("FIRST", first), ("SECOND", second)):
    print(f"\nstatic const double SCORING_{name}[] = {{\n    " + " ".join(f"{float(x)!r}," for x in values) + "\n};")
print(f"\n/* scipy.stats.ttest_rel of the two. */\nstatic const double SCORING_PAIRED_P = {float(scipy.stats.ttest_rel(first, second).pvalue)!r};")
print("\n#endif")
