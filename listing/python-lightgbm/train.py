"""`train` runs this. The hyperparameters are checked against your manifest. Write your model to `job.model_dir`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from runtime.tables import read_tables
from runtime.training import Job

# The hyperparameters of this example, by LightGBM's names. It would ignore a name that it does not know, so add yours.
KNOWN = [
    "rounds",
    "num_iterations",
    "learning_rate",
    "num_leaves",
    "max_depth",
    "min_data_in_leaf",
    "min_sum_hessian_in_leaf",
    "min_gain_to_split",
    "feature_fraction",
    "bagging_fraction",
    "bagging_freq",
    "lambda_l1",
    "lambda_l2",
    "max_bin",
    "objective",
    "boosting",
    "scale_pos_weight",
    "seed",
]


def train(job: Job) -> None:
    """
    This example trains boosted trees on CSV files whose first column is the target. It predicts probabilities if all
    targets are 0 or 1, and the value of the target otherwise. Replace it with your own code.
    """
    job.expect_only(KNOWN)
    learn, check = read_tables(job)
    is_binary = np.isin(learn.targets, (0, 1)).all()
    parameters = {
        "verbosity": -1,
        "objective": "binary" if is_binary else "regression",
        **job.hyperparameters,
    }
    rounds = int(parameters.pop("rounds", parameters.pop("num_iterations", 50)))
    model = lightgbm.train(
        parameters,
        lightgbm.Dataset(learn.rows, label=learn.targets),
        num_boost_round=rounds,
        callbacks=[stop_with(job)],
    )
    job.report_scores(
        train=(model.predict(learn.rows), learn.targets),
        validation=(model.predict(check.rows), check.targets),
    )
    model.save_model(Path(job.model_dir, "model.txt"))


def stop_with(job: Job) -> Any:
    """When the job is stopped, training ends early and the model is saved as it is."""

    def stop(environment: Any) -> None:
        if job.is_stopping:
            raise lightgbm.callback.EarlyStopException(environment.iteration, [])

    return stop
