"""Loads and calls your model. As generated, this works for any ONNX model whose inputs are numbers."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import onnxruntime

from runtime.inference import BadBody, only_file

# What `predict` gets. "numbers": one NumPy array whose first axis is the records. "values": a list of records; each
# is a CSV row (a list of strings), a JSON value, a line of text, or bytes.
TAKES = "numbers"

# The first of them that the image and the machine have runs the model.
PROVIDERS = ["CUDAExecutionProvider", "CPUExecutionProvider"]

TYPES = {
    "tensor(float)": "float32",
    "tensor(double)": "float64",
    "tensor(float16)": "float16",
    "tensor(int64)": "int64",
    "tensor(int32)": "int32",
    "tensor(uint8)": "uint8",
    "tensor(bool)": "bool",
}


class Model:
    def __init__(self, path: str) -> None:
        # CUDA comes in packages of its own, which are loaded from where they lie.
        onnxruntime.preload_dlls()
        providers = [name for name in PROVIDERS if name in onnxruntime.get_available_providers()]
        self.session = onnxruntime.InferenceSession(path, providers=providers)
        self.inputs = [Input(one) for one in self.session.get_inputs()]
        outputs = self.session.get_outputs()
        # Maps and sequences, such as a classifier's table of probabilities, are left out.
        self.outputs = [one.name for one in outputs if one.type.startswith("tensor(")]
        print(f"the model runs on {self.session.get_providers()[0]}")


class Input:
    def __init__(self, described: Any) -> None:
        self.name = described.name
        if described.type not in TYPES:
            raise ValueError(f'the input "{self.name}" is {described.type}: fill it in python/model.py')
        self.type = TYPES[described.type]
        # Of one record; -1 for an axis of any length.
        self.shape = [size if isinstance(size, int) else -1 for size in described.shape[1:]]
        self.takes_one = described.shape[:1] == [1]

    @property
    def cells(self) -> int | None:
        """How many cells of a record fill it; None if it takes all that are left."""
        return None if -1 in self.shape else prod(self.shape)


def load(model_dir: str) -> Model:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    return Model(str(only_file(model_dir, ".onnx", ".ort")))


def predict(model: Model, records: np.ndarray) -> Any:
    """
    Runs for every call, or once for several calls that wait at the same time. The cells of a record fill the model's
    inputs from left to right. Returns one prediction per record: a number, a list, or an object by the names of the
    outputs if the model has several.
    """
    if any(one.takes_one for one in model.inputs):
        parts = [run(model, records[at : at + 1]) for at in range(len(records))]
        found = [np.concatenate(column) for column in zip(*parts, strict=True)]
    else:
        found = run(model, records)
    if len(found) == 1:
        # If there is one number per record, the answer is this number and not a list of one.
        return found[0][:, 0] if found[0].shape[1:] == (1,) else found[0]
    lists = [column.tolist() for column in found]
    return [dict(zip(model.outputs, row, strict=True)) for row in zip(*lists, strict=True)]


def run(model: Model, records: np.ndarray) -> list[np.ndarray]:
    feeds, rest = {}, records.reshape(len(records), -1)
    for one in model.inputs:
        count = rest.shape[1] if one.cells is None else one.cells
        taken, rest = rest[:, :count], rest[:, count:]
        if taken.shape[1] < count:
            raise BadBody(f'a record has too few cells for the input "{one.name}", which takes {count}')
        feeds[one.name] = filled(one, taken, records)
    if rest.shape[1] > 0:
        count = prod(records.shape[1:])
        raise BadBody(f"a record has {count} cells, and the model takes {count - rest.shape[1]}")
    return model.session.run(model.outputs, feeds)


def filled(one: Input, taken: np.ndarray, records: np.ndarray) -> np.ndarray:
    """A record that has the axes of the input keeps their lengths."""
    has_axes = len(records.shape) - 1 == len(one.shape) and taken.size == records.size
    shape = records.shape[1:] if has_axes else one.shape
    try:
        return taken.reshape(len(records), *shape).astype(one.type)
    except ValueError as fault:
        raise BadBody(f'the input "{one.name}" has the shape {one.shape}: {fault}') from fault
