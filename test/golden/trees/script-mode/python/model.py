"""The model's side of the container: any scikit-learn estimator or pipeline, as joblib or pickle saved it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
import numpy as np

from runtime.inference import BadBody

# What `predict` gets: "numbers" is one NumPy array with a row for each record; "values" is a list of records, each a
# CSV row (a list of texts), a JSON value, a line of text, or bytes.
TAKES = "numbers"


def load(model_dir: str) -> Any:
    """Runs once when the container starts, and `/ping` answers 503 until it is done."""
    files = sorted(path for path in Path(model_dir).glob("*") if path.suffix in (".joblib", ".pkl"))
    if len(files) != 1:
        found = ", ".join(sorted(path.name for path in Path(model_dir).glob("*"))) or "nothing"
        raise FileNotFoundError(f"{model_dir} must hold one .joblib or .pkl file, and holds: {found}")
    return joblib.load(files[0])


def predict(model: Any, records: np.ndarray) -> Any:
    """Runs for every call; the records of callers who wait at one time come together. One prediction per record."""
    try:
        return model.predict(records)
    except ValueError as fault:
        # What scikit-learn says of a wrong number of columns, or of a missing value, is what the caller has to know.
        raise BadBody(str(fault).splitlines()[0]) from fault
