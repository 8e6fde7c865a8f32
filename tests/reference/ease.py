"""Prints ease.h: weights and scores of EASE in double precision, by numpy's dense inverse."""

import numpy as np

USERS, ITEMS, LIKED_FROM, BELOW = 25, 37, 4, 0.25  # more than one slab of columns
CASES = [  # λ, user damping, item damping
    (20.0, 0.0, 0.0),
    (5.0, 0.5, 0.15),
]

rng = np.random.default_rng(5)
rated = rng.random((USERS, ITEMS)) < 0.3
rated[7] = False  # a user without ratings
rated[:, 11] = False  # and a film without any
stars = rng.integers(1, 6, (USERS, ITEMS))
rated[3, 2] = True
values = np.where(stars >= LIKED_FROM, 1.0, BELOW) * rated
by_user = np.maximum(rated.sum(1, keepdims=True), 1.0)
by_item = np.maximum(rated.sum(0), 1.0)


def rows(name, matrix):
    print(f"    .{name} = {{")
    for row in matrix:
        print("        {" + ", ".join(repr(round(float(v), 12)) for v in row) + "},")
    print("    },")


print("/* Printed by ease.py; see README.md.")
print(f" * numpy {np.__version__} */")
print("/* clang-format off */\n#ifndef REFERENCE_EASE_H\n#define REFERENCE_EASE_H\n")
print(f"#define EASE_USERS {USERS}\n#define EASE_ITEMS {ITEMS}\n#define EASE_LIKED_FROM {LIKED_FROM}")
print(f"#define EASE_BELOW {BELOW}\n")
print("static const struct {\n    unsigned user;\n    unsigned item;\n    float value;\n} EASE_RATINGS[] = {")
for u, i in np.argwhere(rated):
    print(f"    {{{u}, {i}, {stars[u, i]}}},")
print("};\n\nstatic const struct {\n    double regularization;\n    double user_damping;\n    double item_damping;")
print("    double weights[EASE_ITEMS][EASE_ITEMS];\n    double scores[EASE_USERS][EASE_ITEMS];\n} EASE_CASES[] = {")
for regularization, user_damping, item_damping in CASES:
    damped = values * by_item**-item_damping
    learned = damped * by_user ** (-user_damping / 2)
    gram = learned.T @ learned
    gram += np.eye(ITEMS) * regularization * np.trace(gram) / rated.sum()
    inverse = np.linalg.inv(gram)
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    print(f"    {{\n    {regularization}, {user_damping}, {item_damping},")
    rows("weights", weights)
    rows("scores", damped @ weights)
    print("    },")
print("};\n\n#endif")
