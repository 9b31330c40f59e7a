"""Loads and calls your model: any scikit-learn estimator or pipeline that joblib or pickle saved."""

from __future__ import annotations

from typing import Any

import joblib

# Imported with this file and not with the model: workers load their models one after the other.
from sklearn.base import BaseEstimator

from runtime.inference import BadBody, only_file

# What `predict` gets. "auto": a pandas DataFrame if the model knows the names of its columns or takes texts, otherwise
# one NumPy array with a row for each record. "frame", "numbers": always the one, or the other. "values": a list of
# records; each is a CSV row (a list of strings), a JSON value, a line of text, or bytes.
TAKES = "auto"


def load(model_dir: str) -> BaseEstimator:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    return joblib.load(only_file(model_dir, ".joblib", ".pkl"))


def predict(model: Any, records: Any) -> Any:
    """
    Runs for every call, or once for several calls that wait at the same time. Returns one prediction per record.
    """
    try:
        return model.predict(records)
    except ValueError as fault:
        # scikit-learn's message tells the caller about a missing value, or a category that it does not know.
        raise BadBody(str(fault).splitlines()[0]) from fault
