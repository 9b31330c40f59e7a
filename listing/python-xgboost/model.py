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

# Uses a GPU if the image has CUDA. XGBoost itself goes back to the processors if the machine has no GPU.
DEVICE = "cuda" if xgboost.build_info()["USE_CUDA"] else "cpu"


def load(model_dir: str) -> xgboost.Booster:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    booster = load_booster(only_file(model_dir, ".json", ".ubj", ".model", "xgboost-model"))
    if DEVICE == "cuda":
        booster.set_param({"device": DEVICE})
        print("the model runs on cuda, if the machine has a GPU")
    return booster


def predict(model: xgboost.Booster, records: Any) -> Any:
    """
    Runs for every call, or once for several calls that wait at the same time. Returns one prediction per record.
    """
    columns = model.num_features()
    if records.shape[1:] != (columns,):
        raise BadBody(f"a record has {records.shape[1]} columns, and the model takes {columns}")
    if DEVICE == "cuda":
        # Copies the records to the GPU. Their columns are in the order of the model.
        rows = xgboost.DMatrix(records, enable_categorical=True)
        return model.predict(rows, validate_features=False)
    return model.inplace_predict(records)
