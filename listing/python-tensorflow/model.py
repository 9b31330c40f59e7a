"""Loads and calls your model. As generated, this works for any Keras model that `model.save` wrote."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow

from runtime.inference import BadBody, only_file

# What `predict` gets. "numbers": one NumPy array whose first axis is the records. "values": a list of records; each
# is a CSV row (a list of strings), a JSON value, a line of text, or bytes.
TAKES = "numbers"


def load(model_dir: str) -> Any:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    # TensorFlow puts model and data on the GPU if the image has CUDA and the machine has one.
    for device in tensorflow.config.list_physical_devices("GPU"):
        print(f"the model runs on cuda: {device.name}")
    return keras.models.load_model(only_file(model_dir, ".keras", ".h5"), compile=False)


def predict(model: Any, records: np.ndarray) -> Any:
    """
    Runs for every call, or once for several calls that wait at the same time. Returns one prediction per record.
    """
    wanted = model.input_shape[1:]
    if len(wanted) != records.ndim - 1 or any(
        size not in (None, found) for size, found in zip(wanted, records.shape[1:], strict=True)
    ):
        raise BadBody(f"a record has the shape {records.shape[1:]}, and the model takes {wanted}")
    found = model.predict_on_batch(records.astype("float32"))
    # If there is one number per record, the answer is this number and not a list of one.
    return found[:, 0] if found.shape[1:] == (1,) else found
