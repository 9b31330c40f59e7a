"""The model's side of the container: any LightGBM model, as `save_model` wrote it."""

from __future__ import annotations

from typing import Any

import lightgbm
import numpy as np

from runtime.inference import BadBody, only_file

# What `predict` gets: "numbers" is one NumPy array with a row for each record, NaN where a cell is empty; "values" is a
# list of records, each a CSV row (a list of texts), a JSON value, a line of text, or bytes.
TAKES = "numbers"


def load(model_dir: str) -> lightgbm.Booster:
    """Runs once when the container starts, and `/ping` answers 503 until it is done."""
    return lightgbm.Booster(model_file=only_file(model_dir, ".txt", ".model"))


def predict(model: lightgbm.Booster, records: np.ndarray) -> Any:
    """Runs for every call; the records of callers who wait at one time come together. One prediction per record."""
    columns = model.num_feature()
    if records.shape[1:] != (columns,):
        raise BadBody(f"a record has {records.shape[1]} columns, and the model takes {columns}")
    return model.predict(records)
