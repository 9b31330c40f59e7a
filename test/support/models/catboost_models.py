"""Saves models of CatBoost, and prints a line of JSON for each: what CatBoost says about it."""

import json
import sys
from pathlib import Path

import catboost
import numpy as np
import pandas as pd

FOLDER = Path(sys.argv[1])
ROWS = np.random.default_rng(0).normal(size=(80, 4))
NAMED = pd.DataFrame(ROWS, columns=["age", "plan size", "größe", "last"])
SETTINGS = {"iterations": 3, "verbose": 0, "allow_writing_files": False, "thread_count": 1}


def learnt():
    classes = (ROWS[:, 0] > 0).astype(int)
    for rows in (ROWS, NAMED):
        yield catboost.CatBoostClassifier(**SETTINGS).fit(rows, classes)
        yield catboost.CatBoostClassifier(**SETTINGS).fit(rows, np.array(["x", "y", "ü"])[np.arange(80) % 3])
        for loss in ("RMSE", "MAE", "Poisson"):
            yield catboost.CatBoostRegressor(loss_function=loss, **SETTINGS).fit(rows, np.abs(ROWS[:, 1]))
    gaps = ROWS.copy()
    gaps[::3, 1] = np.nan
    yield catboost.CatBoostRegressor(**SETTINGS).fit(gaps, ROWS[:, 1])
    mixed = NAMED.assign(plan=np.array(["a", "b", "c"])[np.arange(80) % 3])
    yield catboost.CatBoostRegressor(cat_features=["plan"], **SETTINGS).fit(mixed, ROWS[:, 1])


for index, model in enumerate(learnt()):
    for ending in ("cbm", "json"):
        path = FOLDER / f"{index}.{ending}"
        model.save_model(str(path), format=ending)
        has_texts = bool(model.get_cat_feature_indices())
        is_named = not model.feature_names_[0].isdigit()
        print(
            json.dumps(
                {
                    "file": path.name,
                    "task": model.get_all_params()["loss_function"],
                    "version": catboost.__version__,
                    "columns": None if has_texts else len(model.feature_names_),
                    "names": model.feature_names_ if is_named and not has_texts else None,
                    "classes": [str(one) for one in model.classes_],
                    "grade": "needs-load" if has_texts else "runs",
                }
            )
        )
