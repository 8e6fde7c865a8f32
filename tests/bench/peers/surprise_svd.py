"""Surprise's SVD with its default settings: surprise_svd.py RATINGS TEST-ROWS RUNS"""

import time

import numpy as np
import pandas as pd
from surprise import SVD, Dataset, Reader

import ratings

train, test, runs = ratings.arguments()
frame = pd.DataFrame({"user": train[:, 0].astype(int), "film": train[:, 1].astype(int), "stars": train[:, 2]})
trainset = Dataset.load_from_df(frame, Reader(rating_scale=(1, 5))).build_full_trainset()
for run in range(runs):
    model = SVD(random_state=run)
    began = time.perf_counter()
    model.fit(trainset)
    seconds = time.perf_counter() - began
    predicted = np.array([model.predict(int(user), int(film)).est for user, film, _ in test])
    ratings.report(seconds, ratings.rmse(predicted, test))
