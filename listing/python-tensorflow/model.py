"""The model's side of the container: any Keras model, as `model.save` wrote it."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from runtime.inference import BadBody, only_file

# What `predict` gets: "numbers" is one NumPy array with the records as first axis; "values" is a list of records,
# each a CSV row (a list of texts), a JSON value, a line of text, or bytes.
TAKES = "numbers"


def load(model_dir: str) -> Any:
    """Runs once when the container starts, and `/ping` answers 503 until it is done."""
    return keras.models.load_model(only_file(model_dir, ".keras", ".h5"), compile=False)


def predict(model: Any, records: np.ndarray) -> Any:
    """Runs for every call; the records of callers who wait at one time come together. One prediction per record."""
    wanted = model.input_shape[1:]
    if len(wanted) != records.ndim - 1 or any(
        size not in (None, found) for size, found in zip(wanted, records.shape[1:], strict=True)
    ):
        raise BadBody(f"a record has the shape {records.shape[1:]}, and the model takes {wanted}")
    found = model.predict_on_batch(records.astype("float32"))
    # Of one number for each record, the number itself.
    return found[:, 0] if found.shape[1:] == (1,) else found
