"""
myFM's Bayesian "SVD++ flipped": implicit features of both sides, as relation blocks, rank 32.

myfm_flipped.py RATINGS TEST-ROWS RUNS [ITERATIONS=512]

With fewer iterations the error is what they reach; the time is what they take.
"""

import sys
import time

import myfm
import numpy as np
import scipy.sparse as sps

import ratings

RANK = 32


def one_hot(index, n):
    """A row per index with a single one in its column."""
    return sps.csr_matrix((np.ones(len(index)), (np.arange(len(index)), index)), shape=(len(index), n))


def block(own, other, n_own, n_other, train_rows):
    """One row per user (or film): who it is, and which of the other side it met, scaled by n^-1/2."""
    met = sps.csr_matrix((np.ones(train_rows), (own[:train_rows], other[:train_rows])), shape=(n_own, n_other))
    count = np.maximum(np.asarray(met.sum(axis=1)).ravel(), 1)
    return sps.hstack([sps.identity(n_own), sps.diags(count**-0.5) @ met]).tocsr()


train, test, runs = ratings.arguments()
iterations = int(sys.argv[4]) if len(sys.argv) > 4 else 512
both = np.vstack([train, test])
users = np.unique(both[:, 0], return_inverse=True)[1]
films = np.unique(both[:, 1], return_inverse=True)[1]
n_users, n_films, n_train = users.max() + 1, films.max() + 1, len(train)
user_block = block(users, films, n_users, n_films, n_train)
film_block = block(films, users, n_films, n_users, n_train)
sizes = [n_users, n_films, n_films, n_users]


def blocks(part):
    """The relation blocks of the rows of one part."""
    return [
        myfm.RelationBlock(users[part], user_block),
        myfm.RelationBlock(films[part], film_block),
    ]


learned, held_out = slice(0, n_train), slice(n_train, None)
for run in range(runs):
    model = myfm.MyFMRegressor(rank=RANK, random_seed=run)
    began = time.perf_counter()
    model.fit(
        None,
        train[:, 2],
        X_rel=blocks(learned),
        group_shapes=sizes,
        n_iter=iterations,
        n_kept_samples=iterations,
    )
    seconds = time.perf_counter() - began
    predicted = model.predict(None, blocks(held_out))
    ratings.report(seconds, ratings.rmse(predicted, test))
