"""Saves models of LightGBM, and prints a line of JSON for each: what LightGBM says about it."""

import json
import sys
from pathlib import Path

import lightgbm
import numpy as np

FOLDER = Path(sys.argv[1])
ROWS = np.random.default_rng(0).normal(size=(80, 4))
KINDS = {
    "binary": (ROWS[:, 0] > 0).astype(int),
    "regression": ROWS[:, 1],
    "multiclass": np.arange(80) % 3,
    "poisson": np.arange(80) % 5,
    "lambdarank": np.arange(80) % 2,
    "quantile": ROWS[:, 2],
}

for index, (objective, targets) in enumerate(KINDS.items()):
    for boosting in ("gbdt", "dart", "rf"):
        names = ["age", "plan", "größe", "last"] if (index + len(boosting)) % 2 else "auto"
        table = lightgbm.Dataset(ROWS, targets, feature_name=names)
        if objective == "lambdarank":
            table.set_group([40, 40])
        settings = {"objective": objective, "boosting": boosting, "num_threads": 1, "verbose": -1, "min_data_in_leaf": 2}
        if objective == "multiclass":
            settings["num_class"] = 3
        if boosting == "rf":
            settings |= {"bagging_freq": 1, "bagging_fraction": 0.8}
        model = lightgbm.train(settings, table, 3)
        for ending in ("txt", "model"):
            path = FOLDER / f"{objective}-{boosting}.{ending}"
            model.save_model(path)
            named = names if isinstance(names, list) else None
            print(json.dumps({"file": path.name, "task": objective, "columns": model.num_feature(), "names": named}))
