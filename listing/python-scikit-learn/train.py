"""What `train` runs. The hyperparameters are checked by your manifest; write what serving needs to `job.model_dir`."""

from __future__ import annotations

from pathlib import Path

import joblib
import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

from runtime.tables import read_tables
from runtime.training import Job


def train(job: Job) -> None:
    """
    This example fits boosted trees to CSV files whose first column is the target: to classes where all targets are
    whole numbers and few, else to the numbers themselves. Replace it by your own.
    """
    learn, check = read_tables(job)
    classes = np.unique(learn.targets)
    is_classes = len(classes) <= 20 and np.array_equal(classes, np.round(classes))
    model = GradientBoostingClassifier() if is_classes else GradientBoostingRegressor()
    # In your own code you know what they are. This example takes those that the model has a parameter for.
    names = set(model.get_params()) & set(job.hyperparameters)
    model.set_params(random_state=0, **{name: job.hyperparameters[name] for name in names})

    targets = learn.targets.astype(int) if is_classes else learn.targets
    # When the job is stopped, the trees that are there already are saved below.
    model.fit(learn.rows, targets, monitor=lambda *_: job.is_stopping)
    # Of two classes the probability of the second: that is what an area under the ROC curve needs.
    predict = (lambda rows: model.predict_proba(rows)[:, 1]) if is_classes and len(classes) == 2 else model.predict
    job.report_scores(
        train=(predict(learn.rows), learn.targets),
        validation=(predict(check.rows), check.targets),
    )
    joblib.dump(model, Path(job.model_dir, "model.joblib"))
