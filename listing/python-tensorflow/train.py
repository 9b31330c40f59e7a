"""What `train` runs. The hyperparameters are checked by your manifest; write what serving needs to `job.model_dir`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np

from runtime.tables import read_tables
from runtime.training import Job


class StopWithJob(keras.callbacks.Callback):
    """What has been learnt until the job is stopped is saved."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.model.stop_training = self.job.is_stopping


def train(job: Job) -> None:
    """
    This example fits a small network to CSV files whose first column is the target: targets of 0 and 1 become
    probabilities, and others are met as they are. Replace it by your own.
    """
    learn, check = read_tables(job)
    keras.utils.set_random_seed(0)
    is_binary = np.isin(learn.targets, (0, 1)).all()
    scale = keras.layers.Normalization()
    scale.adapt(learn.rows)
    model = keras.Sequential(
        [
            keras.Input((learn.rows.shape[1],)),
            scale,
            keras.layers.Dense(int(job.hyperparameters.get("units", 16)), activation="relu"),
            keras.layers.Dense(1, activation="sigmoid" if is_binary else "linear"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(float(job.hyperparameters.get("learning_rate", 0.01))),
        loss="binary_crossentropy" if is_binary else "mean_squared_error",
    )
    model.fit(
        learn.rows,
        learn.targets,
        epochs=int(job.hyperparameters.get("epochs", job.hyperparameters.get("rounds", 50))),
        batch_size=int(job.hyperparameters.get("batch_size", 32)),
        callbacks=[StopWithJob(job)],
        verbose=0,
    )
    job.report_scores(
        train=(model.predict_on_batch(learn.rows)[:, 0], learn.targets),
        validation=(model.predict_on_batch(check.rows)[:, 0], check.targets),
    )
    model.save(Path(job.model_dir, "model.keras"))
