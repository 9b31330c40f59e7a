"""The model's side of the container: any scikit-learn estimator or pipeline, as joblib or pickle saved it."""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np

from runtime.inference import BadBody, only_file

# What `predict` gets: "numbers" is one NumPy array with a row for each record; "values" is a list of records, each a
# CSV row (a list of texts), a JSON value, a line of text, or bytes.
TAKES = "numbers"


def load(model_dir: str) -> Any:
    """Runs once when the container starts, and `/ping` answers 503 until it is done."""
    return joblib.load(only_file(model_dir, ".joblib", ".pkl"))


def predict(model: Any, records: np.ndarray) -> Any:
    """Runs for every call; the records of callers who wait at one time come together. One prediction per record."""
    try:
        return model.predict(records)
    except ValueError as fault:
        # What scikit-learn says of a wrong number of columns, or of a missing value, is what the caller has to know.
        raise BadBody(str(fault).splitlines()[0]) from fault
