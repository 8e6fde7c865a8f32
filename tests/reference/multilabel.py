"""Prints multilabel.h: what scikit-learn says where eval/multilabel speaks."""

import warnings

import numpy as np
import sklearn
from sklearn.metrics import f1_score, jaccard_score, precision_score, recall_score

CLASSES = 19
CASES = 200

warnings.filterwarnings("ignore")
rng = np.random.default_rng(2026)
expected = rng.random((CASES, CLASSES)) < rng.uniform(0.0, 0.25, CLASSES)
flipped = rng.random((CASES, CLASSES)) < 0.06
predicted = expected ^ flipped
expected[:, 17] = False  # a class that nobody expects
predicted[:, 16] = False  # a class that nobody predicts
expected[:10] = False  # cases that expect nothing
predicted[5:15] = False  # and silent answers


def words(rows):
    return [sum(1 << c for c in range(CLASSES) if row[c]) for row in rows]


def values(score, wanted):
    """Per case, micro, macro; `wanted` says which cases a per-case mean is over."""
    supported = expected.any(axis=0)
    per_class = score(expected, predicted, average=None, zero_division=np.nan)
    return [
        score(expected[wanted], predicted[wanted], average="samples", zero_division=0),
        score(expected, predicted, average="micro"),
        np.nanmean(per_class[supported]),
    ]


recall = values(recall_score, expected.any(axis=1))
precision = values(precision_score, predicted.any(axis=1))
either = expected.any(axis=1) | predicted.any(axis=1)
f1 = values(f1_score, either)
jaccard = jaccard_score(expected[either], predicted[either], average="samples", zero_division=0)

# One class a case: what intents are. The last class stands for "no intent read".
LABELS = 5
label_expected = rng.integers(0, LABELS, CASES)
label_predicted = np.where(rng.random(CASES) < 0.7, label_expected, rng.integers(0, LABELS + 1, CASES))
by_label = [score(label_expected, label_predicted, labels=range(LABELS), average=None)
            for score in (recall_score, precision_score, f1_score)]
label_f1_macro = f1_score(label_expected, label_predicted, labels=range(LABELS), average="macro")

print("/* Printed by multilabel.py; see README.md.")
print(f" * numpy {np.__version__}, scikit-learn {sklearn.__version__} */\n/* clang-format off */")
print("#ifndef REFERENCE_MULTILABEL_H\n#define REFERENCE_MULTILABEL_H\n\n#include \"eval/multilabel.h\"")
print(f"\n#define REFERENCE_CLASSES {CLASSES}")
print("\nstatic const struct multilabel_pair REFERENCE_PAIRS[] = {")
for pair in zip(words(expected), words(predicted)):
    print("    {%d, %d}," % pair)
print("};")
print("\n/* In the order of enum multilabel_statistic. */")
print("static const double REFERENCE_STATISTICS[MULTILABEL_STATISTICS] = {")
for i in range(3):
    print(f"    {float(recall[i])!r}, {float(precision[i])!r}, {float(f1[i])!r},")
    if i == 0:
        print(f"    {float(jaccard)!r},")
print("};")
print(f"\n#define REFERENCE_LABEL_CLASSES {LABELS}")
print("\nstatic const struct multilabel_pair REFERENCE_LABELS[] = {")
for e, p in zip(label_expected, label_predicted):
    print("    {%d, %d}," % (1 << e, 0 if p == LABELS else 1 << p))
print("};")
print("\n/* Recall, precision and F1 of each. */")
print("static const double REFERENCE_BY_LABEL[REFERENCE_LABEL_CLASSES][3] = {")
for row in zip(*by_label):
    print("    {%s}," % ", ".join(repr(float(value)) for value in row))
print("};")
print(f"static const double REFERENCE_LABEL_F1_MACRO = {float(label_f1_macro)!r};\n\n#endif")
