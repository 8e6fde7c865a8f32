"""Ratings of MovieLens as arrays, split by a file of 0-based test rows."""

import sys

import numpy as np


def read(path, rows_path):
    """Returns (train, test), each an array (n, 3) of user id, film id and stars."""
    with open(path, encoding="latin-1") as file:
        first = file.readline()
        mark = "::" if "::" in first else "\t" if "\t" in first else ","
        file.seek(0)
        if mark == ",":
            file.readline()
        table = np.array([line.split(mark)[:3] for line in file], dtype=np.float64)
    test_rows = np.loadtxt(rows_path, dtype=np.int64)
    held_out = np.zeros(len(table), dtype=bool)
    held_out[test_rows] = True
    return table[~held_out], table[held_out]


def rmse(predicted, test):
    """The error on the test part, clipped to 1..5 as everybody's is."""
    return float(np.sqrt(np.mean((np.clip(predicted, 1, 5) - test[:, 2]) ** 2)))


def report(seconds, error):
    """One run, as peers.sh reads it."""
    print(f"{seconds:.4f}\t{error:.4f}", flush=True)


def arguments():
    """RATINGS TEST-ROWS RUNS: the arrays of the split, and how often to train."""
    train, test = read(sys.argv[1], sys.argv[2])
    return train, test, int(sys.argv[3])
