"""
Loads and calls your model. As generated, this works for any XGBoost model that `save_model` wrote, and for the
`xgboost-model` of SageMaker's own training.
"""

from __future__ import annotations

from typing import Any

import xgboost

from runtime.inference import BadBody, only_file
from runtime.xgboost_file import load_booster

# What `predict` gets. "auto": a pandas DataFrame if the model has columns with texts or other categories, otherwise
# one NumPy array with a row for each record, and NaN for an empty cell. Names of columns count in both. "frame",
# "numbers": always the one, or the other. "values": a list of records; each is a CSV row (a list of strings), a JSON
# value, a line of text, or bytes.
TAKES = "auto"


def load(model_dir: str) -> xgboost.Booster:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    return load_booster(only_file(model_dir, ".json", ".ubj", ".model", "xgboost-model"))


def predict(model: xgboost.Booster, records: Any) -> Any:
    """
    Runs for every call, or once for several calls that wait at the same time. Returns one prediction per record.
    """
    columns = model.num_features()
    if records.shape[1:] != (columns,):
        raise BadBody(f"a record has {records.shape[1]} columns, and the model takes {columns}")
    return model.inplace_predict(records)
