"""Saves models of XGBoost in every format, and prints a line of JSON for each: what XGBoost says about it."""

import json
import pickle
import sys
import warnings
from pathlib import Path

import numpy as np
import xgboost

FOLDER = Path(sys.argv[1])
ROWS = np.random.default_rng(0).normal(size=(80, 4))
KINDS = {
    "binary:logistic": (ROWS[:, 0] > 0).astype(int),
    "reg:squarederror": ROWS[:, 1],
    "multi:softprob": np.arange(80) % 3,
    "multi:softmax": np.arange(80) % 3,
    "count:poisson": np.arange(80) % 5,
    "rank:pairwise": np.arange(80) % 2,
    "survival:cox": np.arange(80) + 1,
    "reg:quantileerror": ROWS[:, 2],
}
NAMES = ["age", "plan size", "größe", "last"]
MORE = {"multi:softprob": {"num_class": 3}, "multi:softmax": {"num_class": 3}, "reg:quantileerror": {"quantile_alpha": 0.5}}

warnings.simplefilter("ignore")
for index, (objective, targets) in enumerate(KINDS.items()):
    for booster in ("gbtree", "gblinear", "dart"):
        names = NAMES if (index + len(booster)) % 2 else None
        table = xgboost.DMatrix(ROWS, targets, feature_names=names)
        if objective == "rank:pairwise":
            table.set_group([40, 40])
        settings = {"objective": objective, "booster": booster, "nthread": 1, **MORE.get(objective, {})}
        try:
            model = xgboost.train(settings, table, 3)
        except xgboost.core.XGBoostError:
            continue
        name = f"{objective.replace(':', '-')}-{booster}"
        files = [FOLDER / f"{name}.{ending}" for ending in ("json", "ubj", "model")]
        for path in files:
            model.save_model(path)
        for protocol in range(6):
            files.append(FOLDER / f"{name}-{protocol}.pkl")
            files[-1].write_bytes(pickle.dumps(model, protocol))
        truth = {"task": objective, "columns": model.num_features(), "names": model.feature_names, "version": xgboost.__version__}
        for path in files:
            print(json.dumps({"file": path.name, **truth}))

for enabled, ending in ((True, "json"), (True, "ubj")):
    table = xgboost.DMatrix(np.abs(ROWS).astype(int), KINDS["binary:logistic"], feature_types=["c", "q", "q", "q"], enable_categorical=enabled)
    model = xgboost.train({"objective": "binary:logistic", "nthread": 1}, table, 2)
    path = FOLDER / f"categories.{ending}"
    model.save_model(path)
    print(json.dumps({"file": path.name, "task": "binary:logistic", "columns": 4, "names": None, "version": xgboost.__version__, "grade": "needs-load"}))
