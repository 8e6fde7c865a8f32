"""Prints bayes.h: what a sampler written apart from ours says of the same model and ratings.

Every conditional distribution is written down as in a text book, one vector at a time and with
dense inverses; only the model itself is shared with pipeline/train/bayes.h.
"""

import numpy as np

USERS, ITEMS, FACTORS = 14, 11, 2
BURN_IN, SWEEPS = 500, 12000

rng = np.random.default_rng(2026)
D = FACTORS + 1
tastes = rng.normal(0, 0.8, (USERS, FACTORS)), rng.normal(0, 0.8, (ITEMS, FACTORS))
stars = 3.4 + rng.normal(0, 0.5, (USERS, 1)) + rng.normal(0, 0.5, ITEMS) + tastes[0] @ tastes[1].T
stars = np.round(np.clip(stars + rng.normal(0, 0.5, stars.shape), 1, 5), 2)
learned = rng.random(stars.shape) < 0.55
asked = ~learned
centre = stars[learned].mean()
unit = stars[learned].std()
scores = (stars - centre) / unit


def draw(mean, precision):
    root = np.linalg.cholesky(precision)
    return mean + np.linalg.solve(root.T, rng.normal(size=len(mean)))


class Side:
    def __init__(self, rated):
        self.rated = rated  # (own, other)
        self.n, self.m = rated.shape
        self.rows = rng.normal(0, 0.2, (self.n, D))
        self.y = np.zeros((self.m, D))
        counts = rated.sum(1)
        self.w = np.where(counts > 0, 1 / np.sqrt(np.maximum(counts, 1)), 0)
        self.lam = 1.0

    def implicit(self):
        return self.w[:, None] * (self.rated @ self.y)

    def draw_prior(self):
        e = self.rows - self.implicit()
        mean, beta = e.mean(0), 2.0
        scale = np.eye(D) + (e - mean).T @ (e - mean)
        scale += beta * self.n / (beta + self.n) * np.outer(mean, mean)
        scale += self.lam * self.y.T @ self.y
        root = np.linalg.cholesky(np.linalg.inv(scale))
        freedom = D + self.n + self.m
        sample = rng.normal(size=(freedom, D)) @ root.T  # a Wishart draw by its definition
        self.precision = sample.T @ sample
        self.mean = draw(self.n * mean / (beta + self.n), (beta + self.n) * self.precision)

    def draw_implicit(self, draw_lambda):
        for j in range(self.m):
            w = self.w * self.rated[:, j]
            rest = self.rows - self.mean - self.implicit() + np.outer(w, self.y[j])
            precision = (w @ w + self.lam) * self.precision
            mean = w @ rest / (w @ w + self.lam)
            self.y[j] = draw(mean, precision)
        if draw_lambda:
            quadratic = np.einsum("jf,fg,jg->", self.y, self.precision, self.y)
            self.lam = rng.gamma(1 + self.m * D / 2, 1 / (1 + quadratic / 2))

    def draw_rows(self, other, target, tau):
        prior = self.mean + self.implicit()
        for r in range(self.n):
            of = self.rated[r]
            x = other.rows[of].copy()
            t = target[r, of] - x[:, FACTORS]
            x[:, FACTORS] = 1
            precision = self.precision + tau * x.T @ x
            mean = np.linalg.solve(precision, self.precision @ prior[r] + tau * x.T @ t)
            self.rows[r] = draw(mean, precision)


users, items = Side(learned), Side(learned.T)
tau = 1 / (1 - 0.4)
total = np.zeros(stars.shape)
square = np.zeros(stars.shape)
lambdas = np.zeros(2)
noise = 0.0
for sweep in range(BURN_IN + SWEEPS):
    for own, other, target in ((users, items, scores), (items, users, scores.T)):
        own.draw_prior()
        own.draw_implicit(sweep >= 10)
        own.draw_rows(other, target, tau)
    u, i = users.rows, items.rows
    predicted = u[:, :FACTORS] @ i[:, :FACTORS].T + u[:, [FACTORS]] + i[:, FACTORS]
    tau = rng.gamma(1 + learned.sum() / 2, 1 / (1e-3 + ((scores - predicted)[learned] ** 2).sum() / 2))
    if sweep >= BURN_IN:
        total += predicted / SWEEPS
        square += (predicted**2 + 1 / tau) / SWEEPS
        noise += unit / np.sqrt(tau) / SWEEPS
        lambdas += np.log([users.lam, items.lam]) / SWEEPS


def numbers(values):
    return ", ".join(f"{v:.4f}F" for v in values)


print("/* Printed by bayes.py: edit that, not this. */")
print("#ifndef REFERENCE_BAYES_H")
print("#define REFERENCE_BAYES_H\n")
print(f"enum {{ REFERENCE_BAYES_USERS = {USERS}, REFERENCE_BAYES_ITEMS = {ITEMS}, REFERENCE_BAYES_FACTORS = {FACTORS} }};\n")
print("/* clang-format off */")
print("/* Stars; below 0 where the rating is to be predicted. */")
print("static const float REFERENCE_BAYES_STARS[REFERENCE_BAYES_USERS][REFERENCE_BAYES_ITEMS] = {")
for u in range(USERS):
    print(f"    {{{numbers(np.where(learned[u], stars[u], -1))}}},")
print("};\n")
print("/* Posterior mean and standard deviation of every rating, in stars. */")
for name, values in (
    ("MEAN", centre + unit * total),
    ("STDDEV", unit * np.sqrt(square - total**2)),
):
    print(f"static const float REFERENCE_BAYES_{name}[REFERENCE_BAYES_USERS][REFERENCE_BAYES_ITEMS] = {{")
    for u in range(USERS):
        print(f"    {{{numbers(values[u])}}},")
    print("};\n")
print("/* Posterior means of the noise in stars, and of the logarithms of λ of users and items. */")
print(f"static const double REFERENCE_BAYES_NOISE = {noise:.4f};")
print(f"static const double REFERENCE_BAYES_LOG_LAMBDA[2] = {{{lambdas[0]:.4f}, {lambdas[1]:.4f}}};")
print("/* clang-format on */\n")
print("#endif")
