"""`train` runs this. The hyperparameters are checked against your manifest. Write your model to `job.model_dir`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import catboost
import numpy as np

from runtime.tables import read_tables
from runtime.training import Job

# The hyperparameters of this example, by CatBoost's names. Add yours.
KNOWN = [
    "rounds",
    "iterations",
    "learning_rate",
    "depth",
    "l2_leaf_reg",
    "random_strength",
    "bagging_temperature",
    "border_count",
    "min_data_in_leaf",
    "rsm",
    "loss_function",
    "scale_pos_weight",
    "random_seed",
]


def train(job: Job) -> None:
    """
    This example trains boosted trees on CSV files whose first column is the target. It predicts probabilities if all
    targets are 0 or 1, and the value of the target otherwise. Replace it with your own code.
    """
    job.expect_only(KNOWN)
    learn, check = read_tables(job)
    is_binary = np.isin(learn.targets, (0, 1)).all()
    parameters = {"loss_function": "Logloss" if is_binary else "RMSE", **job.hyperparameters}
    rounds = int(parameters.pop("rounds", parameters.pop("iterations", 50)))
    # CatBoost would write files with its progress beside the program, where a container may be read-only.
    model = catboost.CatBoost({**parameters, "iterations": rounds, "allow_writing_files": False, "verbose": False})
    model.fit(learn.rows, learn.targets, callbacks=[StopWith(job)])

    def predict(rows: np.ndarray) -> np.ndarray:
        return model.predict(rows, prediction_type="Probability")[:, 1] if is_binary else model.predict(rows)

    job.report_scores(train=(predict(learn.rows), learn.targets), validation=(predict(check.rows), check.targets))
    model.save_model(str(Path(job.model_dir, "model.cbm")))


class StopWith:
    """When the job is stopped, training ends early and the model is saved as it is."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def after_iteration(self, _info: Any) -> bool:
        return not self._job.is_stopping
