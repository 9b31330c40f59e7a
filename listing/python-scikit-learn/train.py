"""`train` runs this. The hyperparameters are checked against your manifest. Write your model to `job.model_dir`."""

from __future__ import annotations

from pathlib import Path

import joblib
import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

from runtime.tables import read_tables
from runtime.training import Job


def train(job: Job) -> None:
    """
    This example trains boosted trees on CSV files whose first column is the target. It is a classifier if all
    targets are whole numbers and there are at most 20 different ones, and a regression otherwise. Replace it with
    your own code.
    """
    learn, check = read_tables(job)
    classes = np.unique(learn.targets)
    is_classes = len(classes) <= 20 and np.array_equal(classes, np.round(classes))
    model = GradientBoostingClassifier() if is_classes else GradientBoostingRegressor()
    # Your own code knows its hyperparameters. Those of this example are parameters of the model.
    job.expect_only(model.get_params())
    model.set_params(**{"random_state": 0, **job.hyperparameters})

    targets = learn.targets.astype(int) if is_classes else learn.targets
    # When the job is stopped, the trees trained so far are saved below.
    model.fit(learn.rows, targets, monitor=lambda *_: job.is_stopping)
    # For two classes, the probability of the second one: the area under the ROC curve needs it.
    predict = (lambda rows: model.predict_proba(rows)[:, 1]) if is_classes and len(classes) == 2 else model.predict
    job.report_scores(
        train=(predict(learn.rows), learn.targets),
        validation=(predict(check.rows), check.targets),
    )
    joblib.dump(model, Path(job.model_dir, "model.joblib"))
