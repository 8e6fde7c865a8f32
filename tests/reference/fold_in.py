"""Prints fold_in.h: what numpy's least squares says where train/fold_in.c speaks."""

import numpy as np

MEAN, REGULARIZATION, PRIOR, ITEMS = 3.5, 0.04, 40, 12
LANES = {"few": (8, 3), "many": (8, 10)}  # case: lanes of a row, ratings

rng = np.random.default_rng(2026)


def numbers(values):
    return ", ".join(repr(float(v)) for v in np.ravel(values))


print("/* Printed by fold_in.py; see README.md.")
print(f" * numpy {np.__version__} */")
print("/* clang-format off */\n#ifndef REFERENCE_FOLD_IN_H\n#define REFERENCE_FOLD_IN_H\n")
print('#include "train/fold_in.h"\n')
print(f"#define REFERENCE_MEAN {MEAN}\n#define REFERENCE_REGULARIZATION {REGULARIZATION}")
print(f"#define REFERENCE_ITEMS {ITEMS}\n#define REFERENCE_LANES 8\n#define REFERENCE_RATINGS_MAX 10\n")
print("static const struct {")
print("    float rows[REFERENCE_ITEMS * REFERENCE_LANES];\n    float average[REFERENCE_LANES];")
print("    size_t count;\n    struct fold_in_rating ratings[REFERENCE_RATINGS_MAX];")
print("    double person[REFERENCE_LANES];\n    double scores[REFERENCE_ITEMS];")
print("    double shares[REFERENCE_ITEMS * REFERENCE_RATINGS_MAX]; /* (items, count) */")
print("} REFERENCE_FOLD_IN[] = {")
for lanes, count in LANES.values():
    # Multiples of 1/64 are exact in single precision.
    rows = rng.integers(-64, 65, (ITEMS, lanes)) / 64
    rows[:, lanes - 2] = 1
    average = rng.integers(-16, 17, lanes) / 64
    average[lanes - 1] = 1
    items = rng.permutation(ITEMS)[:count]
    stars = rng.integers(1, 6, count).astype(float)
    z = rows[items, : lanes - 1]
    residual = stars - MEAN - rows[items] @ average

    def person(residual):
        """Ridge regression as ordinary least squares over more rows."""
        ridge = np.sqrt((count + PRIOR) * REGULARIZATION) * np.eye(lanes - 1)
        y, *_ = np.linalg.lstsq(np.vstack([z, ridge]), np.concatenate([residual, np.zeros(lanes - 1)]), rcond=None)
        return y

    x = average.copy()
    x[: lanes - 1] += person(residual)
    # The share of a rating is what taste adds to the score when it alone differs from the average.
    shares = np.array([rows[:, : lanes - 2] @ person(np.where(np.arange(count) == j, residual, 0))[:-1] for j in range(count)]).T
    print("    {{" + numbers(rows) + "},")
    print("     {" + numbers(average) + "},")
    print(f"     {count},")
    print("     {" + ", ".join(f"{{{i}, {r:.1f}f}}" for i, r in zip(items, stars)) + "},")
    print("     {" + numbers(x) + "},")
    print("     {" + numbers(MEAN + rows @ x) + "},")
    print("     {" + numbers(shares) + "}},")
print("};\n\n#endif")
