"""What `train` runs. The hyperparameters are checked by your manifest; write what serving needs to `job.model_dir`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from runtime.tables import read_tables
from runtime.training import Job


def train(job: Job) -> None:
    """
    This example boosts trees on CSV files whose first column is the target: targets of 0 and 1 become probabilities,
    and others are met as they are. Replace it by your own.
    """
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
    """What has been learnt until the job is stopped is saved."""

    def stop(environment: Any) -> None:
        if job.is_stopping:
            raise lightgbm.callback.EarlyStopException(environment.iteration, [])

    return stop
