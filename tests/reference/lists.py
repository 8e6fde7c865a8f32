"""Prints lists.h: what scikit-learn and SciPy say of lists, where list_quality.c and ranking.c speak."""

import numpy as np
import scipy
import sklearn
from scipy.spatial.distance import jaccard
from scipy.stats import entropy
from sklearn.metrics import roc_auc_score

USERS, ITEMS, GENRES, K, RELEVANT_FROM = 30, 24, 5, 10, 4

rng = np.random.default_rng(41)
rated = rng.random((USERS, ITEMS)) < np.linspace(0.9, 0.2, ITEMS)
rated[:, -1] = False  # a film that only the test part knows
rated[0, -1] = True
tested = rng.random((USERS, ITEMS)) < 0.35
tested[:, -1] = True
stars = rng.integers(1, 6, (USERS, ITEMS))
genres = rng.random((ITEMS, GENRES)) < 0.35
genres[3] = genres[7] = False
scores = rng.integers(-40, 41, (USERS, ITEMS)) / 8 + np.linspace(3, -3, ITEMS) // 1  # ties

known = rated & ~tested
counts = known.sum(0)
raters = known.any(1).sum()
order = sorted(range(ITEMS), key=lambda i: (-counts[i], str(i)))  # ids sort as text
tail = np.ones(ITEMS, bool)
held = 0
for i in order:
    tail[i] = held >= 0.8 * counts.sum()
    held += counts[i]


def mix(items):
    rows = [genres[i] / genres[i].sum() for i in items if genres[i].any()]
    return np.mean(rows, axis=0) if rows else None


per_user = []
exposure = np.zeros(ITEMS)
for u in range(USERS):
    relevant = rated[u] & tested[u] & (stars[u] >= RELEVANT_FROM)
    candidates = [i for i in range(ITEMS) if not known[u, i]]
    if not relevant.any():
        continue
    top = sorted(candidates, key=lambda i: (-scores[u, i], str(i)))[:K]
    exposure[top] += 1
    auc = np.nan
    if not relevant[candidates].all():
        auc = roc_auc_score(relevant[candidates], scores[u, candidates])
    popular = [i for i in order if not known[u, i]][: len(top)]
    coloured = [i for i in top if genres[i].any()]
    distances = [jaccard(genres[a], genres[b]) for n, a in enumerate(coloured) for b in coloured[:n]]
    taste, offer = mix(np.flatnonzero(known[u])), mix(top)
    per_user.append(
        [
            auc,
            np.mean([-np.log2(max(counts[i], 1) / raters) for i in top]),
            np.mean(counts[top]),
            np.mean(tail[top]),
            np.mean([relevant[i] and i not in popular for i in top]),
            np.mean(distances) if distances else np.nan,
            np.nan if taste is None or offer is None else entropy(taste, 0.99 * offer + 0.01 * taste),
        ]
    )

ranks = np.arange(1, ITEMS + 1)
gini = ((2 * ranks - ITEMS - 1) * np.sort(exposure)).sum() / (ITEMS * exposure.sum())


def numbers(values):
    return ", ".join(repr(float(v)) for v in values)


print("/* Printed by lists.py; see README.md.")
print(f" * numpy {np.__version__}, SciPy {scipy.__version__}, scikit-learn {sklearn.__version__} */")
print("/* clang-format off */\n#ifndef REFERENCE_LISTS_H\n#define REFERENCE_LISTS_H\n")
print(f'#include "train/ranking.h"\n\n#define LISTS_USERS {USERS}\n#define LISTS_ITEMS {ITEMS}')
print(f"#define LISTS_K {K}\n#define LISTS_RELEVANT_FROM {RELEVANT_FROM}")
print("\nstatic const struct {\n    unsigned user;\n    unsigned item;\n    float value;")
print("    int tested;\n} LISTS_RATINGS[] = {")
for u, i in np.argwhere(rated):
    print(f"    {{{u}, {i}, {stars[u, i]}, {int(tested[u, i])}}},")
sets = (genres * 2 ** np.arange(GENRES)).sum(1)
print(f"}};\n\nstatic const genre_set LISTS_GENRES[LISTS_ITEMS] = {{{', '.join(map(str, sets))}}};")
print("\nstatic const float LISTS_SCORES[LISTS_USERS][LISTS_ITEMS] = {")
for row in scores:
    print("    {" + ", ".join(f"{v!r}F" for v in map(float, row)) + "},")
print("};\n\n/* Mean over the users with a value, in the order of enum ranking_beyond. */")
print(f"static const double LISTS_BEYOND[RANKING_BEYOND] = {{{numbers(np.nanmean(per_user, axis=0))}}};")
print(f"static const double LISTS_GINI = {float(gini)!r};")
print(f"static const double LISTS_ENTROPY = {float(entropy(exposure))!r};\n\n#endif")
