"""`train` runs this. The hyperparameters are checked against your manifest. Write your model to `job.model_dir`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np

from runtime.tables import read_tables
from runtime.training import Job


class StopWithJob(keras.callbacks.Callback):
    """When the job is stopped, training ends early and the model is saved as it is."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.model.stop_training = self.job.is_stopping


def train(job: Job) -> None:
    """
    This example trains a small network on CSV files whose first column is the target. It predicts probabilities if
    all targets are 0 or 1, and the value of the target otherwise. Replace it with your own code.
    """
    job.expect_only(("epochs", "rounds", "learning_rate", "batch_size", "units"))
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
