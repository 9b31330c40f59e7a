"""The model's side of the container: any PyTorch model that `torch.jit.save` wrote, which needs no code of its own."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch

from runtime.inference import BadBody, only_file

# What `predict` gets: "numbers" is one NumPy array with the records as first axis; "values" is a list of records,
# each a CSV row (a list of texts), a JSON value, a line of text, or bytes.
TAKES = "numbers"

# A GPU where the image has CUDA and the machine has one.
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Model(NamedTuple):
    network: Any
    # How many columns a record has; 0 where the file does not tell.
    columns: int


def load(model_dir: str) -> Model:
    """Runs once when the container starts, and `/ping` answers 503 until it is done."""
    notes = {"columns": ""}
    network = torch.jit.load(str(only_file(model_dir, ".pt", ".pth")), map_location=DEVICE, _extra_files=notes).eval()
    return Model(network, int(notes["columns"] or 0))


def predict(model: Model, records: np.ndarray) -> Any:
    """Runs for every call; the records of callers who wait at one time come together. One prediction per record."""
    if model.columns and records.shape[1:] != (model.columns,):
        raise BadBody(f"a record has {records.shape[1]} columns, and the model takes {model.columns}")
    with torch.inference_mode():
        found = model.network(torch.from_numpy(records).float().to(DEVICE))
    # Of one number for each record, the number itself.
    return found[:, 0] if found.shape[1:] == (1,) else found
