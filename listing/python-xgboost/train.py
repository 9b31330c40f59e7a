"""`train` runs this. The hyperparameters are checked against your manifest. Write your model to `job.model_dir`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import xgboost
from xgboost.callback import TrainingCallback

from runtime.tables import read_tables
from runtime.training import Job

# The hyperparameters of this example, by XGBoost's names. It would ignore a name that it does not know, so add yours.
KNOWN = [
    "rounds",
    "num_round",
    "learning_rate",
    "eta",
    "max_depth",
    "max_leaves",
    "min_child_weight",
    "gamma",
    "subsample",
    "colsample_bytree",
    "lambda",
    "alpha",
    "max_bin",
    "max_delta_step",
    "objective",
    "booster",
    "grow_policy",
    "tree_method",
    "scale_pos_weight",
    "num_parallel_tree",
    "seed",
]


class StopWithJob(TrainingCallback):
    """When the job is stopped, training ends early and the model is saved as it is."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job

    def after_iteration(self, model: Any, epoch: int, evals_log: Any) -> bool:
        return self.job.is_stopping


def train(job: Job) -> None:
    """
    This example trains boosted trees on CSV files whose first column is the target. It predicts probabilities if all
    targets are 0 or 1, and the value of the target otherwise. Replace it with your own code.
    """
    job.expect_only(KNOWN)
    learn, check = read_tables(job)
    is_binary = np.isin(learn.targets, (0, 1)).all()
    parameters = dict(job.hyperparameters)
    # XGBoost itself goes back to the processors if the machine has no GPU.
    if xgboost.build_info()["USE_CUDA"]:
        parameters["device"] = "cuda"
        print("the training runs on cuda, if the machine has a GPU")
    parameters.setdefault("objective", "binary:logistic" if is_binary else "reg:squarederror")
    rounds = int(parameters.pop("rounds", parameters.pop("num_round", 50)))
    model = xgboost.train(
        parameters,
        xgboost.DMatrix(learn.rows, label=learn.targets),
        num_boost_round=rounds,
        callbacks=[StopWithJob(job)],
    )
    job.report_scores(
        train=(model.predict(xgboost.DMatrix(learn.rows)), learn.targets),
        validation=(model.predict(xgboost.DMatrix(check.rows)), check.targets),
    )
    model.save_model(Path(job.model_dir, "model.json"))
