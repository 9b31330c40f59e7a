"""Loads and calls your model. As generated, this works for any PyTorch model that `torch.jit.save` wrote."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch

from runtime.inference import BadBody, only_file

# What `predict` gets. "numbers": one NumPy array whose first axis is the records. "values": a list of records; each
# is a CSV row (a list of strings), a JSON value, a line of text, or bytes.
TAKES = "numbers"

# Uses a GPU if the machine has one and the image has CUDA.
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Model(NamedTuple):
    network: Any
    # The number of columns of a record; 0 if the file does not say.
    columns: int


def load(model_dir: str) -> Model:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    notes = {"columns": ""}
    if DEVICE != "cpu":
        print(f"the model runs on {DEVICE}: {torch.cuda.get_device_name()}")
    network = torch.jit.load(str(only_file(model_dir, ".pt", ".pth")), map_location=DEVICE, _extra_files=notes).eval()
    return Model(network, int(notes["columns"] or 0))


def predict(model: Model, records: np.ndarray) -> Any:
    """
    Runs for every call, or once for several calls that wait at the same time. Returns one prediction per record.
    """
    if model.columns and records.shape[1:] != (model.columns,):
        raise BadBody(f"a record has {records.shape[1]} columns, and the model takes {model.columns}")
    with torch.inference_mode():
        found = model.network(torch.from_numpy(records).float().to(DEVICE))
    # If there is one number per record, the answer is this number and not a list of one.
    return found[:, 0] if found.shape[1:] == (1,) else found
