"""Trains the model that all contenders serve, and writes it to the file that the first argument names."""
import sys

import joblib
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

random = np.random.default_rng(1)
rows = random.normal(size=(2000, 20))
targets = (rows @ random.normal(size=20) > 0).astype(int)
models = {
    "linear": make_pipeline(StandardScaler(), LogisticRegression()),
    "forest": RandomForestClassifier(n_estimators=50, random_state=1),
}
joblib.dump(models[sys.argv[2]].fit(rows, targets), sys.argv[1])
