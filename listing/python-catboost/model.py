"""Loads and calls your model. As generated, this works for any CatBoost model that `save_model` wrote."""

from __future__ import annotations

from typing import Any

import catboost

from runtime.inference import BadBody, only_file

# What `predict` gets. "auto": a pandas DataFrame if the model has columns with texts or other categories, otherwise
# one NumPy array with a row for each record, and NaN for an empty cell. Names of columns count in both. "frame",
# "numbers": always the one, or the other. "values": a list of records; each is a CSV row (a list of strings), a JSON
# value, a line of text, or bytes.
TAKES = "auto"


def load(model_dir: str) -> catboost.CatBoost:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    file = only_file(model_dir, ".cbm", ".json")
    model = catboost.CatBoost()
    model.load_model(str(file), format="json" if file.suffix == ".json" else "cbm")
    return model


def predict(model: catboost.CatBoost, records: Any) -> Any:
    """
    Runs for every call, or once for several calls that wait at the same time. Returns one prediction per record: of a
    model with two classes the probability of the second, of one with more classes the probability of each.
    """
    columns = len(model.feature_names_)
    if records.shape[1:] != (columns,):
        raise BadBody(f"a record has {records.shape[1]} columns, and the model takes {columns}")
    if len(model.classes_) == 0:
        return model.predict(records)
    chances = model.predict(records, prediction_type="Probability")
    return chances[:, 1] if len(model.classes_) == 2 else chances
