"""Prints recommender.h: what Surprise and scikit-learn say where train/ speaks."""

import numpy as np
import sklearn
import surprise
from sklearn.metrics import (
    mean_absolute_error,
    ndcg_score,
    precision_score,
    recall_score,
    root_mean_squared_error,
)

USERS, ITEMS, LANES = 40, 30, 8
RELEVANT_FROM, LISTS = 4, (1, 5, 10, 40)

rng = np.random.default_rng(2026)
rated = rng.random((USERS, ITEMS)) < 0.3
rated[3] = False  # a user without a rating in train
rated[3, 5] = True
tested = rng.random((USERS, ITEMS)) < 0.3
tested[3, 5] = True
tastes = rng.normal(3.6, 0.4, (USERS, 1)) + rng.normal(0, 0.6, ITEMS)
stars = np.clip(np.rint(tastes + rng.normal(0, 0.8, (USERS, ITEMS))), 1, 5)
rows = [(u, i, stars[u, i], tested[u, i]) for u in range(USERS) for i in range(ITEMS) if rated[u, i]]

# Biases only.
train = [(u, i, r, None) for u, i, r, test in rows if not test]
dataset = surprise.Dataset(reader=surprise.Reader(rating_scale=(1, 5)))
algorithm = surprise.BaselineOnly(verbose=False)
algorithm.fit(dataset.construct_trainset(train))
held_out = [(u, i, r) for u, i, r, test in rows if test]
biases = [algorithm.predict(u, i, clip=False).est for u, i, _ in held_out]
clipped = np.clip(biases, 1, 5)
truth = [r for _, _, r in held_out]

# Lists: scores are multiples of 1/2**17, exact in single precision, and never tie.
users = rng.integers(-64, 65, (USERS, LANES)) / 64
items = rng.integers(-64, 65, (ITEMS, LANES)) / 64
users[:, 0] = 1
items[:, 0] = rng.permutation(ITEMS) / 2**17
scores = users @ items.T
measures = {k: [] for k in LISTS}
listed = {k: np.zeros(ITEMS, bool) for k in LISTS}
for u in range(USERS):
    candidates = ~(rated[u] & ~tested[u])
    relevant = rated[u] & tested[u] & (stars[u] >= RELEVANT_FROM)
    assert len(set(scores[u])) == ITEMS
    if not relevant.any():
        continue
    order = [i for i in np.argsort(-scores[u]) if candidates[i]]
    for k in LISTS:
        top = np.zeros(ITEMS, bool)
        top[order[:k]] = True
        listed[k] |= top
        hits = np.array([relevant[i] for i in order[:k]])
        precisions = np.cumsum(hits) / np.arange(1, len(hits) + 1)
        below = np.where(candidates, scores[u], -1e6)
        measures[k].append(
            [
                ndcg_score([relevant], [below], k=k, ignore_ties=True),
                recall_score(relevant, top),
                precision_score(relevant, top) * len(hits) / k,
                (precisions * hits).sum() / min(relevant.sum(), k),
                1 / (1 + np.argmax(hits)) if hits.any() else 0,
                float(hits.any()),
            ]
        )


def numbers(values):
    return ", ".join(repr(float(v)) for v in values)


print("/* Printed by recommender.py; see README.md.")
print(f" * numpy {np.__version__}, scikit-learn {sklearn.__version__}, Surprise {surprise.__version__} */")
print("/* clang-format off */\n#ifndef REFERENCE_RECOMMENDER_H\n#define REFERENCE_RECOMMENDER_H\n")
print(f'#include "train/ranking.h"\n\n#define REFERENCE_USERS {USERS}\n#define REFERENCE_ITEMS {ITEMS}')
print(f"#define REFERENCE_LANES {LANES}\n#define REFERENCE_RELEVANT_FROM {RELEVANT_FROM}")
print("\nstatic const struct {\n    unsigned user;\n    unsigned item;\n    float value;")
print("    int tested;\n    double biases; /* what BaselineOnly predicts, unclipped */\n} REFERENCE_RATINGS[] = {")
predictions = iter(biases)
for u, i, r, test in rows:
    print(f"    {{{u}, {i}, {int(r)}, {int(test)}, {float(next(predictions)) if test else 0.0!r}}},")
print("};\n\n/* Of the clipped predictions. */")
print(f"static const double REFERENCE_RMSE = {float(root_mean_squared_error(truth, clipped))!r};")
print(f"static const double REFERENCE_MAE = {float(mean_absolute_error(truth, clipped))!r};")
for name, factors, count in (("USER", users, "USERS"), ("ITEM", items, "ITEMS")):
    print(f"\nstatic const double REFERENCE_{name}_FACTORS[REFERENCE_{count}][REFERENCE_LANES] = {{")
    for row in factors:
        print(f"    {{{numbers(row)}}},")
    print("};")
print("\n/* Mean over the ranked users, in the order of enum ranking_measure. */\nstatic const struct {")
print("    size_t k;\n    size_t users;\n    double measures[RANKING_MEASURES];\n    double coverage;")
print("} REFERENCE_LISTS[] = {")
for k in LISTS:
    mean = numbers(np.mean(measures[k], axis=0))
    print(f"    {{{k}, {len(measures[k])}, {{{mean}}}, {float(listed[k].mean())!r}}},")
print("};\n\n#endif")
